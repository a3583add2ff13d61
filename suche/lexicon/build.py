"""Builds teile.txt.gz (members of compounds) and woerter.txt.gz (proper spelling of words).

Run in an environment of its own, from the repository root; the result depends on nothing else:

    pip install german-nouns==1.2.5 wordfreq==3.1.1
    python suche/lexicon/build.py

Nouns, their forms and genders come from Wiktionary (german-nouns), frequencies from wordfreq as
Zipf values (log10 of occurrences in 10^9 words). Which forms may open a compound is counted: how
many different nouns follow it in the words that wordfreq knows. Both files have a word and a code
a line; suche/lexicon/__init__.py says what the codes mean.
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

from wordfreq import get_frequency_dict, zipf_frequency

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from suche.compounds import FIRST, LAST, WHOLE, Lexicon, fold, pack, segments  # noqa: E402

CASES = ("lemma", "nominativ", "genitiv", "dativ", "akkusativ")
NAMES = {"Toponym", "Vorname", "Nachname", "Eigenname", "Straßenname"}
NO_WORDS = {"Abkürzung", "Affix", "Suffix", "Gebundenes Lexem", "Buchstabe", "Symbol"}
ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "taet", "ierung")
NO_HEADS = set(
    """schaft heit keit lein chen reich mal los haft mut tum ling ion ment rat tat art ander sal
    lei ant ent ist end ing nis are ern erin ens ster stern ding""".split()
) - {"rat", "art", "stern", "reich"}
PARTICLES = set(
    """ab an auf aus be bei da dar durch ein emp ent er fort ge gegen her heim hin hinter in los
    miss mit nach nieder ob statt ueber um un unter ur ver vor weg wider wieder wohl zer zu
    zurueck zusammen einher voraus vorbei vorher daher dabei darauf herein heraus herunter hinaus
    kon kom pro re dis des trans inter sub per prae para syn ex anti hyper ueberein einander
    zwischen auseinander gegenueber voran entgegen aneinander al as so er ihr was wie den der
    die das man alle auch doch noch nun nur von vom zum zur sich selbst fuer bis als bin ist
    heran hinzu hervor umher herum vorueber daran davon dazu nahe fest frei los tot bevor""".split()
) - {"selbst", "nahe", "fest", "frei", "tot", "heim", "weg", "gegen"}
CONFIXES = set(
    """agrar audio auto bio cyber elektro energie foto geo gross haupt hydro info innen inter
    kommunal kultur medien mega mikro mini mobil multi neben nano neuro online oeko photo
    psycho real regional schul sonder sozial solar stereo tele thermo ultra umwelt video
    voll vize digital digi smart open e-mail aussen binnen einzel gesamt mehr mindest hoechst
    nicht grund fern nah teil zweit erst dritt vor-ort personal spezial kombi extra live
    radio turbo zentral lokal national international privat original ideal normal total
    mono poly pseudo quasi semi makro meta techno euro afro lade melde halte miet leih
    mess pruef foerder gemein""".split()
) - {"inter", "e-mail", "vor-ort", "gemein"}


class Noun(NamedTuple):
    forms: frozenset[str]  # folded
    genders: frozenset[str]
    plurals: frozenset[str]
    name: bool


def main() -> None:
    german = {w: round(zipf_frequency(w, "de"), 2) for w in get_frequency_dict("de", "best")}
    zipf: dict[str, float] = {}
    for word, value in german.items():
        if word.isalpha() and 3 <= len(word) <= 40:
            zipf[fold(word)] = max(value, zipf.get(fold(word), 0))
    nouns, proper = read_nouns()
    lexicon = compound_lexicon(nouns, zipf)
    write("teile.txt.gz", ((word, f"{code:02x}") for word, code in lexicon.items()))
    write("woerter.txt.gz", spelled(proper, german, lexicon))


def read_nouns() -> tuple[dict[str, Noun], dict[str, str]]:
    """Folded lemma -> noun, and lower-case form -> spelling with its capital."""
    source = find_spec("german_nouns")
    assert source and source.submodule_search_locations
    path = Path(source.submodule_search_locations[0]) / "nouns.csv"
    nouns: dict[str, Noun] = {}
    proper: dict[str, str] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lemma, pos = row["lemma"], set(row["pos"].split(","))
            if not lemma.isalpha() or not lemma[0].isupper() or pos & NO_WORDS:
                continue
            if sum(map(str.isupper, lemma)) > 1:
                continue
            spellings = {v for k, v in row.items() if k and k.split()[0] in CASES and v}
            spellings = {s for s in spellings if s.isalpha() and s[0].isupper()}
            proper.update({s.lower(): s for s in sorted(spellings)})
            noun = Noun(
                frozenset(map(fold, spellings)),
                frozenset(v for k, v in row.items() if k and k.startswith("genus") and v),
                frozenset(fold(v) for k, v in row.items() if k and "nominativ pl" in k and v),
                bool(pos & NAMES),
            )
            nouns[fold(lemma)] = merge(nouns.get(fold(lemma)), noun)
    return nouns, proper


def merge(old: Noun | None, new: Noun) -> Noun:
    """Homographs (der and das Schild): a name only when every one of them is."""
    if old is None or (old.name and not new.name):
        return new
    if new.name and not old.name:
        return old
    return Noun(*(a | b for a, b in zip(old[:3], new[:3], strict=True)), old.name)


def compound_lexicon(nouns: dict[str, Noun], zipf: dict[str, float]) -> dict[str, int]:
    """Members first, shortest first; then whatever the members so far would take apart wrongly."""
    common = {w: n for w, n in nouns.items() if not n.name}
    level = {w: max(zipf.get(f, 0) for f in n.forms | {w}) for w, n in nouns.items()}
    forms: dict[str, float] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for word, noun in common.items():
        for form in noun.forms | {word}:
            forms[form] = max(forms.get(form, 0), zipf.get(form, 0), level[word] - 1)
            owners[form].add(word)
    for word, value in zipf.items():
        if word.endswith(ABSTRACT) and value >= 2 and len(word) > 6 and word not in forms:
            forms[word], forms[word + "en"] = value, max(value - 1, zipf.get(word + "en", 0))
            owners[word].add(word), owners[word + "en"].add(word)
    heads = followers(zipf, forms)
    tails = leaders(zipf, forms)
    lexicon: Lexicon = {}
    for word in sorted(forms.keys() | heads.keys() | CONFIXES, key=lambda w: (len(w), w)):
        roles = (FIRST if opens(word, forms, heads, zipf) else 0) | (
            LAST if closes(word, forms, tails) else 0
        )
        value = forms.get(word, 0) or pseudo(heads[word])
        if not roles:
            continue
        best = max((level.get(o, value) for o in owners.get(word, ())), default=0)
        if roles & LAST and (parts := segments(word, lexicon)) and len(parts) > 1:
            if best >= COMMON or foreign(word):
                roles |= WHOLE
            elif transparent(word, parts, owners, nouns):
                continue
            else:
                roles |= WHOLE
        elif not roles & LAST and redundant(word, lexicon):
            continue
        lexicon[word] = pack(value, roles)
    for word in sorted(zipf.keys() | nouns.keys()):
        if word not in lexicon and unwanted(word, nouns, zipf) and len(segments(word, lexicon)) > 1:
            lexicon[word] = pack(zipf.get(word, 0), WHOLE)
    return dict(sorted(lexicon.items()))


COMMON = 3.9  # Zipf: so common that people no longer hear the parts (Haushalt, Rathaus)


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


def opens(word: str, forms: dict[str, float], heads: Counter[str], zipf: dict[str, float]) -> bool:
    """May it be a first or middle member?"""
    if word in CONFIXES:
        return True
    if word in PARTICLES or len(word) < 3:
        return False
    count, value = heads[word], forms.get(word, 0)
    if value:
        needed = {3: 25, 4: 12, 5: 4}.get(len(word), 0)
        return count >= needed and (value >= 2 or count >= 3 or len(word) > 7)
    if word[-1] == "s" and forms.get(word[:-1], 0) >= 2:
        return count >= 6
    if len(word) < 4 or count < 15:
        return False
    verb = max(zipf.get(word + end, 0) for end in ("en", "n"))
    dropped = forms.get(word + "e", 0)
    return verb >= 3.3 or dropped >= 3.3 or zipf.get(word, 0) >= 4


def closes(word: str, forms: dict[str, float], tails: Counter[str]) -> bool:
    """May it be the last member?"""
    if word in NO_HEADS or word not in forms:
        return False
    needed = {3: 40, 4: 12, 5: 4}.get(len(word), 0)
    return len(word) >= 3 and tails[word] >= needed and (forms[word] >= 1.5 or len(word) > 7)


def pseudo(count: int) -> float:
    """A Zipf value for a beginning that is no word: 10 followers 3, 1,000 followers 5."""
    return 2 + math.log10(count + 1)


def redundant(word: str, lexicon: Lexicon) -> bool:
    """A beginning that itself ends in a first member (Grundschul): its parts are enough."""
    return any(
        lexicon.get(word[cut:], 0) & FIRST
        and len(segments(word[:cut], lexicon)) >= 1
        and (len(segments(word[:cut], lexicon)) > 1 or lexicon.get(word[:cut], 0) & FIRST)
        for cut in range(3, len(word) - 2)
    )


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
    return zipf.get(word, 0) >= COMMON or foreign(word)


def spelled(
    proper: dict[str, str], german: dict[str, float], lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """The frequent words in proper spelling with their Zipf value in tenths."""
    for word, value in sorted(german.items()):
        if value >= 3.0 and word.isalpha() and len(word) > 3:
            yield proper.get(word, word), str(round(value * 10))


def write(name: str, rows: Iterable[tuple[str, str]]) -> None:
    text = "".join(f"{word} {code}\n" for word, code in rows)
    with (HERE / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.encode())
    print(name, text.count("\n"), (HERE / name).stat().st_size)


if __name__ == "__main__":
    main()
