"""Builds teile.txt.gz (members of compounds), woerter.txt.gz (proper spelling of words) and
seltene.txt.gz (rarer words, and English ones, of which it is only known that they exist).

Run in an environment of its own, from the repository root; the result depends on nothing else:

    pip install german-nouns==1.2.5 wordfreq==3.1.1 simplemma==2.0.0
    python deploy/lexicon/build.py

Nouns, their forms and genders come from Wiktionary (german-nouns), frequencies from wordfreq as
Zipf values (log10 of occurrences in 10^9 words). Which forms may open a compound is counted: how
many different nouns follow it in the words that wordfreq knows. The first two files have a word and
a code a line; suche/german/lexicon/__init__.py says what the codes mean.
"""

import csv
import gzip
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import simplemma
from wordfreq import get_frequency_dict, zipf_frequency

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "suche/german/lexicon"
sys.path.insert(0, str(ROOT))

from suche.german.compounds import placelike, segments  # noqa: E402
from suche.german.lexicon import MAY_BEGIN, MAY_END, NO_ROLE, WHOLE, lexicon_key, pack  # noqa: E402

CASES = ("lemma", "nominativ", "genitiv", "dativ", "akkusativ")
NAMES = {"Toponym", "Vorname", "Nachname", "Eigenname", "Straßenname"}
NO_WORDS = {"Abkürzung", "Affix", "Suffix", "Gebundenes Lexem", "Buchstabe", "Symbol"}
ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "taet", "ierung")
LATIN = ("al", "iv", "aer", "ar")
SEPARABLE = tuple("zurueck durch unter ueber ab an auf aus bei ein mit nach vor um zu".split())
NO_HEADS = set(
    """
    schaft heit keit lein chen mal los haft mut tum ling ion ment tat ander sal lei
    ant ent ist end ing nis are ern erin ens ster ding
    """.split()
)
PARTICLES = set(
    """
    ab an auf aus be bei da dar durch ein emp ent er fort ge her hin hinter in los miss
    mit nach nieder ob statt ueber um un unter ur ver vor wider wieder wohl zer zu zurueck
    zusammen einher voraus vorbei vorher daher dabei darauf herein heraus herunter hinaus kon kom
    pro re dis des trans inter sub per prae para syn ex anti hyper ueberein einander zwischen
    auseinander gegenueber voran entgegen aneinander al as so er ihr was wie den der die das man
    alle auch doch noch nun nur von vom zum zur sich fuer bis als bin ist ich sie mein dein
    sein uns sich sing eren erl ers ions ists ings ting verb van ihm hin heran hinzu hervor umher
    herum vorueber daran davon dazu los bevor
    """.split()
)
CONFIXES = set(
    """
    agrar audio auto bio cyber elektro energie foto geo gross haupt hydro info innen kommunal
    kultur medien mega mikro mini mobil multi neben nano neuro online oeko photo psycho real
    regional schul sonder sozial solar stereo tele thermo ultra umwelt video voll vize digital
    smart open aussen binnen einzel gesamt mehr mindest hoechst nicht grund fern nah teil zweit
    erst dritt personal spezial kombi extra live radio turbo zentral lokal national
    international privat original ideal normal total mono poly pseudo quasi semi makro meta
    techno euro afro lade melde halte miet leih mess pruef foerder
    """.split()
)


Lexicon = dict[str, int]
EXTRA = (  # nouns that german-nouns 1.2.5 lacks, or whose evidence is too young
    "wagen wagens geber gebers gebern gaenger gaengers gaengern nehmer nehmers nehmern ausleihe "
    "ausleihen ueberweg ueberwege ueberwegen pate paten treff treffs workflow workflows login "
    "logins chatbot chatbots bot bots app apps steller stellers stellern lotse lotsen"
).split()


class Noun(NamedTuple):
    forms: frozenset[str]  # folded
    genders: frozenset[str]
    plurals: frozenset[str]
    name: bool
    adjectival: bool = False  # der Beschäftigte, ein Beschäftigter


def main() -> None:
    german = {w: round(zipf_frequency(w, "de"), 2) for w in get_frequency_dict("de", "best")}
    zipf: dict[str, float] = {}
    for word, value in german.items():
        if word.isalpha() and 3 <= len(word) <= 40:
            zipf[lexicon_key(word)] = max(value, zipf.get(lexicon_key(word), 0))
    nouns, proper = read_nouns()
    lexicon = compound_lexicon(nouns, zipf)
    write("teile.txt.gz", ((word, f"{code:02x}") for word, code in lexicon.items()))
    write("woerter.txt.gz", spelled(nouns, proper, german, zipf, lexicon))
    zipped("seltene.txt.gz", "\n" + "".join(f"{word}\n" for word in sorted(rare())))


def rare() -> set[str]:
    """Folded; what woerter.txt.gz has is left out."""
    listed = {
        lexicon_key(word)
        for language, least in EXISTS.items()
        for word in get_frequency_dict(language, "large")
        if zipf_frequency(word, language, "large") >= least and word.isalpha() and len(word) > 3
    }
    frequent = {
        lexicon_key(word)
        for word in get_frequency_dict("de", "best")
        if zipf_frequency(word, "de") >= SPELLED
    }
    return {word for word in listed - frequent if word.isascii()}


def read_nouns() -> tuple[dict[str, Noun], dict[str, str]]:
    """Folded lemma -> noun, and folded form -> spelling, that of the commonest noun."""
    source = find_spec("german_nouns")
    if source is None or not source.submodule_search_locations:
        raise SystemExit("german-nouns is not installed, see the docstring")
    path = Path(source.submodule_search_locations[0]) / "nouns.csv"
    nouns: dict[str, Noun] = {}
    best: dict[str, tuple[float, str]] = {}
    with path.open(encoding="utf-8") as file:
        for row in filter(is_noun, csv.DictReader(file)):
            lemma, spellings = row["lemma"], spellings_of(row)
            for spelling in sorted(spellings):
                level = zipf_frequency(lemma, "de"), spelling
                best[lexicon_key(spelling)] = max(best.get(lexicon_key(spelling), level), level)
            noun = noun_of(row, spellings)
            nouns[lexicon_key(lemma)] = merge(nouns.get(lexicon_key(lemma)), noun)
    return nouns, {folded: spelling for folded, (_, spelling) in best.items()}


def is_noun(row: dict[str, str]) -> bool:
    """Whether the row is a noun in German letters: no abbreviation, affix or letter."""
    lemma, pos = row["lemma"], set(row["pos"].split(","))
    if not lemma.isalpha() or not lemma[0].isupper() or pos & NO_WORDS:
        return False
    return sum(map(str.isupper, lemma)) == 1


def spellings_of(row: dict[str, str]) -> set[str]:
    """All forms of the noun as they are written."""
    found = {v for k, v in row.items() if k and k.split()[0] in CASES and v}
    return {s for s in found if s.isalpha() and s[0].isupper()}


def noun_of(row: dict[str, str], spellings: set[str]) -> Noun:
    pos = set(row["pos"].split(","))
    return Noun(
        frozenset(map(lexicon_key, spellings)),
        frozenset(v for k, v in row.items() if k and k.startswith("genus") and v),
        frozenset(lexicon_key(v) for k, v in row.items() if k and "nominativ pl" in k and v),
        bool(pos & NAMES),
        "adjektivische Deklination" in pos,
    )


def merge(old: Noun | None, new: Noun) -> Noun:
    """Homographs (der and das Schild): a name only when every one of them is."""
    if old is None or (old.name and not new.name):
        return new
    if new.name and not old.name:
        return old
    forms, genders, plurals = (a | b for a, b in zip(old[:3], new[:3], strict=True))
    return Noun(forms, genders, plurals, old.name, old.adjectival and new.adjectival)


class Evidence(NamedTuple):
    """What is known before a member is chosen. `forms`: folded form -> its Zipf value; `owners`:
    form -> lemmas; `level`: lemma -> Zipf value of its commonest form; `heads` and `tails`: how
    many nouns follow a beginning and precede an ending; `vouched`: nouns known to be heads."""

    nouns: dict[str, Noun]
    zipf: dict[str, float]
    level: dict[str, float]
    forms: dict[str, float]
    owners: dict[str, set[str]]
    heads: Counter[str]
    tails: Counter[str]
    vouched: set[str]


def compound_lexicon(nouns: dict[str, Noun], zipf: dict[str, float]) -> dict[str, int]:
    """Members first, shortest first; then whatever the members so far would take apart wrongly."""
    known = evidence(nouns, zipf)
    lexicon: Lexicon = {}
    candidates = known.forms.keys() | known.heads.keys() | CONFIXES
    for word in sorted(candidates, key=lambda w: (len(w), w)):
        code = member_code(word, known, lexicon)
        if code is not None:
            lexicon[word] = code
    for word in sorted(zipf.keys() | nouns.keys()):
        if stays_whole(word, known, lexicon):
            lexicon[word] = pack(zipf.get(word, 0), WHOLE)
    return dict(sorted(lexicon.items()))


def evidence(nouns: dict[str, Noun], zipf: dict[str, float]) -> Evidence:
    common = {w: n for w, n in nouns.items() if not n.name}
    level = {w: max(zipf.get(f, 0) for f in n.forms | {w}) for w, n in nouns.items()}
    forms, owners = inflected_forms(common, level, zipf)
    for word, value in zipf.items():
        if word.endswith(ABSTRACT) and value >= 2 and len(word) > 6 and word not in forms:
            forms[word], forms[word + "en"] = value, max(value - 1, zipf.get(word + "en", 0))
            owners[word].add(word)
            owners[word + "en"].add(word)
    forms.update({word: max(zipf.get(word, 0), 3) for word in EXTRA})
    heads, tails = followers(zipf, forms), leaders(zipf, forms)
    vouched = {w for w, count in verified(common, forms).items() if count >= 2}
    return Evidence(nouns, zipf, level, forms, owners, heads, tails, vouched)


def inflected_forms(
    common: dict[str, Noun], level: dict[str, float], zipf: dict[str, float]
) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Form -> Zipf value, and form -> lemmas, of the nouns that somebody uses."""
    forms: dict[str, float] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for word, noun in common.items():
        for form in noun.forms | {word}:
            if level[word] < RARE or (form not in zipf and len(form) > 12):
                continue
            forms[form] = max(forms.get(form, 0), zipf.get(form, 0), level[word] - 1)
            owners[form].add(word)
    return forms, owners


def member_code(word: str, known: Evidence, lexicon: Lexicon) -> int | None:
    """The word's Zipf value and roles; None when it is no member, or its own members will do."""
    roles = member_roles(word, known)
    if not roles:
        return None
    parts = () if suffixed(word, known.forms) else segments(word, lexicon)
    if roles & MAY_END and len(parts) > 1:
        value = member_value(word, roles, known)
        kept = compound_roles(word, parts, roles, known, lexicon)
        return None if kept is None else pack(value, kept)
    ends_so = roles & MAY_END or lexicon.get(word[:-1], 0) & MAY_END
    if not ends_so and redundant(word, lexicon):
        return None
    return pack(member_value(word, roles, known), roles)


def member_roles(word: str, known: Evidence) -> int:
    """Where the word may stand in a compound, by how often known words have it there."""
    forms, owners = known.forms, known.owners[word]
    may_begin = opens(word, forms, known.heads, known.tails, known.zipf)
    roles = MAY_BEGIN if may_begin else 0
    roles |= MAY_END if closes(word, forms, known.tails) else 0
    if len(word) <= 6 and word not in EXTRA and not is_trusted(word, known):
        roles &= ~MAY_END
    adjectival = owners and all(known.nouns[o].adjectival for o in owners & known.nouns.keys())
    if word[-2:] != "en" and adjectival:
        roles &= ~MAY_BEGIN
    return roles


def is_trusted(word: str, known: Evidence) -> bool:
    """Whether a short word is a noun that other nouns vouch for, or a common one."""
    least = 4 if len(word) < 6 else 3
    return any(o in known.vouched or known.level[o] >= least for o in known.owners[word])


def member_value(word: str, roles: int, known: Evidence) -> float:
    """The Zipf value; a beginning with a linking -s has that of the word without it."""
    value = known.forms.get(word, 0) or pseudo(known.heads[word])
    if word[-1] == "s" and not roles & MAY_END:
        value = max(value, known.forms.get(word[:-1], 0))
    return value


def compound_roles(
    word: str, parts: tuple[str, ...], roles: int, known: Evidence, lexicon: Lexicon
) -> int | None:
    """Roles of a word that the members so far take apart; None: it needs no entry of its own."""
    value = member_value(word, roles, known)
    best = max((known.level.get(o, value) for o in known.owners.get(word, ())), default=0)
    if best >= COMMON or foreign(word) or not transparent(word, parts, known.owners, known.nouns):
        return roles | WHOLE
    left = NO_ROLE if continues(word, lexicon) else roles & ~MAY_END
    return left if left or placelike(parts) else None


def stays_whole(word: str, known: Evidence, lexicon: Lexicon) -> bool:
    """Whether the members would take apart a word that is no compound."""
    return (
        word not in lexicon
        and word not in known.forms
        and unwanted(word, known.nouns, known.zipf)
        and len(segments(word, lexicon)) > 1
    )


RARE = 1.2  # Zipf: words that nobody uses are no members
SPELLED = 2.5  # Zipf
EXISTS = {"de": 1.5, "en": 2.0}  # Zipf; down to 1.0 the list would be twice as long
COMMON = 4.0  # Zipf: so common that people no longer hear the parts (Haushalt, Rathaus)


def followers(zipf: dict[str, float], forms: dict[str, float]) -> Counter[str]:
    """How many different nouns follow this beginning in known words."""
    counts: Counter[str] = Counter()
    for word in zipf:
        for cut in range(3, len(word) - 3):
            if forms.get(word[cut:], 0) >= 3:
                counts[word[:cut]] += 1
    return counts


def leaders(zipf: dict[str, float], forms: dict[str, float]) -> Counter[str]:
    """How many different nouns precede this ending in known words."""
    counts: Counter[str] = Counter()
    for word in zipf:
        for cut in range(4, len(word) - 2):
            head = word[:cut]
            if forms.get(head, 0) >= 3 or (head[-1] == "s" and forms.get(head[:-1], 0) >= 3):
                counts[word[cut:]] += 1
    return counts


def verified(common: dict[str, Noun], forms: dict[str, float]) -> Counter[str]:
    """How many nouns a noun ends as their head: with its gender and its plural."""
    counts: Counter[str] = Counter()
    for word, noun in common.items():
        for cut in range(3, len(word) - 2):
            head, last = word[:cut], common.get(word[cut:])
            if last and (head in forms or head.removesuffix("s") in forms) and fits(noun, last):
                counts[word[cut:]] += 1
    return counts


def opens(
    word: str,
    forms: dict[str, float],
    heads: Counter[str],
    tails: Counter[str],
    zipf: dict[str, float],
) -> bool:
    """May it be a first or middle member?"""
    if word in CONFIXES:
        return True
    if word in PARTICLES or len(word) < 3 or word.removesuffix("s") in NO_HEADS:
        return False
    count, value = heads[word], forms.get(word, 0)
    if word[-1] == "s" and tails[word[:-1]] >= 50 and forms.get(word[:-1], 0) >= 4:
        return True  # not "tags" alone, but in Ganztagsbetreuung
    if value:
        return count >= needed(word, value) and (value >= 2 or count >= 3 or len(word) > 7)
    if word[-1] == "s" and forms.get(word[:-1], 0) >= 2:
        return count >= 6
    if separable(word, zipf) and count:
        return True
    if len(word) > 4 and word.endswith(LATIN) and zipf.get(word, 0) >= 3 and count >= 3:
        return True
    if len(word) < 4 or count < 15 or zipf_frequency(word, "en") > zipf.get(word, 0):
        return False
    verb = max(zipf.get(word + end, 0) for end in ("en", "n"))
    dropped = forms.get(word + "e", 0)
    return verb >= 3.3 or dropped >= 3.3 or zipf.get(word, 0) >= 4


def separable(word: str, zipf: dict[str, float]) -> bool:
    """The stem of a verb with a particle: Mitfahr-, Abstell-, Anmelde-."""
    particle = next((p for p in SEPARABLE if word.startswith(p)), "")
    rest = word.removeprefix(particle)
    return (
        bool(particle)
        and len(rest) >= 3
        and all(
            max(zipf.get(stem + "en", 0), zipf.get(stem + "n", 0)) >= least
            for stem, least in ((word, 2), (rest, 3))
        )
    )


def adjective(word: str, zipf: dict[str, float]) -> bool:
    """Whether it is inflected as only adjectives are: digitaler has digitalem beside it."""
    bases = [
        word,
        *(word.removesuffix(e) for e in ("e", "en", "er", "es", "em") if word.endswith(e)),
    ]
    return any(all(zipf.get(base + e, 0) >= 1 for e in ("em", "es", "er", "en")) for base in bases)


def closes(word: str, forms: dict[str, float], tails: Counter[str]) -> bool:
    """May it be the last member?"""
    if word in EXTRA:
        return True
    if word in NO_HEADS | PARTICLES or word not in forms or len(word) < 3:
        return False
    value = forms[word]
    return tails[word] >= needed(word, value) and (value >= 1.5 or len(word) > 7)


def needed(word: str, value: float) -> int:
    """How many known compounds must vouch for a short member; fewer for a common word."""
    rare = {3: 40, 4: 12, 5: 4}.get(len(word), 0)
    return rare if value < 3.7 else rare // 4 if value < 4.5 else rare // 10


def pseudo(count: int) -> float:
    """A Zipf value for a beginning that is no word: 10 followers 3, 1,000 followers 5."""
    return 2 + math.log10(count + 1)


def redundant(word: str, lexicon: Lexicon) -> bool:
    """A beginning that itself ends in a first member (Grundschul): its parts are enough."""
    return any(
        lexicon.get(word[cut:], 0) & MAY_BEGIN
        and len(segments(word[:cut], lexicon)) >= 1
        and (len(segments(word[:cut], lexicon)) > 1 or lexicon.get(word[:cut], 0) & MAY_BEGIN)
        for cut in range(3, len(word) - 2)
    )


def suffixed(word: str, forms: dict[str, float]) -> bool:
    """Bürgerin, Bürgerinnen: made from a noun by an ending, whatever else it looks like."""
    return any(
        word.endswith(ending) and word.removesuffix(ending) in forms for ending in ("in", "innen")
    )


def continues(word: str, lexicon: Lexicon) -> bool:
    """Whether the members so far can stand for the word before another one, too."""
    return len(segments(word, lexicon, MAY_BEGIN)) > 1


def transparent(
    word: str, parts: tuple[str, ...], owners: dict[str, set[str]], nouns: dict[str, Noun]
) -> bool:
    """Whether gender and plural are those of the last part, as in a true compound."""
    wholes = [nouns[o] for o in owners[word] if o in nouns]
    lasts = [nouns[o] for o in owners.get(parts[-1], ()) if o in nouns]
    if not wholes or not lasts:
        return True
    return any(fits(a, b) for a in wholes for b in lasts)


def fits(whole: Noun, last: Noun) -> bool:
    gender = not whole.genders or not last.genders or bool(whole.genders & last.genders)
    plural = (
        not whole.plurals
        or not last.plurals
        or any(a.endswith(b) for a in whole.plurals for b in last.plurals)
    )
    return gender and plural


def foreign(word: str) -> bool:
    """Known to English speakers about as well: a loan word, whatever it is made of."""
    english = zipf_frequency(word, "en")
    return english >= 2.2 and english >= zipf_frequency(word, "de") - 1


def unwanted(word: str, nouns: dict[str, Noun], zipf: dict[str, float]) -> bool:
    if word in nouns and nouns[word].name:
        return True
    return zipf.get(word, 0) >= COMMON or foreign(word) or adjective(word, zipf)


def spelled(
    nouns: dict[str, Noun],
    proper: dict[str, str],
    german: dict[str, float],
    zipf: dict[str, float],
    lexicon: Lexicon,
) -> Iterator[tuple[str, str]]:
    """The frequent words in proper spelling with their Zipf value in tenths; of several spellings
    (Straße, Strasse) the most frequent one."""
    capitals = {
        form for o, noun in nouns.items() if substantive(o, noun, zipf) for form in noun.forms
    }
    best: dict[str, str] = {}
    for word in sorted(german, key=lambda word: (-german[word], word)):
        if german[word] >= SPELLED and word.isalpha() and len(word) > 3:
            best.setdefault(lexicon_key(word), word)
    for folded, word in sorted(best.items()):
        noun = folded in capitals or headed(folded, capitals, lexicon)
        spelling = proper.get(folded, restored(word).capitalize()) if noun else restored(word)
        yield spelling, str(round(german[word] * 10))


def restored(word: str) -> str:
    """wordfreq writes ss for ß: the ß is put back where simplemma knows only that word."""
    for at in (i for i in range(1, len(word) - 1) if word[i : i + 2] == "ss"):
        sharp = f"{word[:at]}ß{word[at + 2 :]}"
        if word.startswith("auss") and not word.startswith(("ausser", "aussen")):
            continue
        diphthong = word[at - 2 : at] in {"au", "ei", "eu", "äu", "ie"}
        if simplemma.is_known(sharp, lang="de") and (
            diphthong or not simplemma.is_known(word, lang="de")
        ):
            return sharp
    return word


def headed(folded: str, capitals: set[str], lexicon: Lexicon) -> bool:
    """A noun that no list has: by its ending, or a compound with a noun at its end."""
    parts = segments(folded, lexicon)
    return folded.endswith(ABSTRACT) or (len(parts) > 1 and parts[-1] in capitals)


def substantive(lemma: str, noun: Noun, zipf: dict[str, float]) -> bool:
    """Not made of a verb (das Einreichen) or an adjective (der Zuständige)."""
    stem = lemma.removesuffix("n").removesuffix("e")
    verb = noun.genders == {"n"} and not noun.plurals and lemma.endswith("n")
    return not noun.adjectival and not (
        verb and max(zipf.get(stem + t, 0) for t in ("t", "et")) > 2
    )


def write(name: str, rows: Iterable[tuple[str, str]]) -> None:
    text = "".join(f"{word} {code}\n" for word, code in rows)
    zipped(name, text)


def zipped(name: str, text: str) -> None:
    with (LEXICON / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.encode())
    print(name, text.count("\n"), (LEXICON / name).stat().st_size)


if __name__ == "__main__":
    main()
