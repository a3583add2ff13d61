"""One spelling of a compound for the model, to which Kita-Anmeldung, Kitaanmeldung and Kita
Anmeldung are three questions: the one that the wiki uses, else one word. Pure."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from suche.german.analysis import is_stopword, stem
from suche.german.compounds import LINKING_ENDINGS_WITH_S, split
from suche.german.lexicon import MAY_END, lexicon_key, members, words
from suche.german.stopwords import BESIDE, ENDING_COMPOUNDS

# A full stop before a letter belongs to an address: maengelmelder.de.
PARTED = re.compile(r"(?<![\w-])(?<!\w\.)[^\W\d_]+(?:-[^\W\d_]+)*(?!\.?[\w-])")
PART_MIN_CHARS = 3  # letters; KI Server and E Rechnung are never written as one word
LOOKED_AT = 50  # frequent words behind the one in question: its inflections come first
END_MIN_CHARS = 4  # letters that another word must add
MOST_PARTS = 4  # words with blanks between them that are tried as one


@dataclass(frozen=True)
class WrittenCompounds:
    """The wiki's compounds. `spellings`: letters, folded and without hyphens -> how it is mostly
    written; `stems`: in any inflection; `openings`, `ends`: what they begin and end with, folded
    ("baustellen", "informationssystem")."""

    spellings: Mapping[str, str]
    stems: frozenset[str]
    openings: frozenset[str]
    ends: frozenset[str]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "WrittenCompounds":
        """Makes them of words as they are written, and how often."""
        spellings: dict[str, str] = {}
        openings: set[str] = set()
        ends: set[str] = set()
        for word in sorted(counts, key=lambda word: (counts[word], word)):
            parts = _parts(word)
            if PARTED.fullmatch(word) and len(parts) > 1:
                spellings["".join(parts)] = word
                openings.update(accumulate(parts[:-1]))
                ends.update("".join(parts[start:]) for start in range(1, len(parts)))
        stems = frozenset(map(stem, spellings))
        return cls(spellings, stems, frozenset(openings), frozenset(ends))


NO_COMPOUNDS = WrittenCompounds({}, frozenset(), frozenset(), frozenset())


def _parts(word: str) -> list[str]:
    """Kita-Platzvergabe -> kita, platz, vergabe."""
    return [lexicon_key(leaf) for part in word.split("-") for leaf in split(part)]


def one_spelling(
    text: str, written: WrittenCompounds, whole: Collection[str] = (), *, blanks: bool
) -> str:
    """Puts each compound into one spelling. `blanks`: also those in several words, which is what
    keywords are; in a sentence two nouns may stand side by side, and only one that cannot stand
    alone ("Beteiligungs Plattform") tells a compound. `whole`: case-folded names, left as typed."""
    typed = list(PARTED.finditer(text))
    things = _number_of_things(text, [match[0] for match in typed], whole)
    pieces, end, at = [], 0, 0
    while at < len(typed):
        following = typed[at : at + MOST_PARTS]
        length, spelling = _longest(text, following, written, whole, blanks, things)
        pieces += [text[end : typed[at].start()], spelling]
        end = typed[at + length - 1].end()
        at += length
    return "".join([*pieces, text[end:]])


def _number_of_things(text: str, typed: Sequence[str], whole: Collection[str]) -> int:
    """Returns how many keywords name a thing, and no place, and not what is asked of one."""
    return sum(
        (word[0].isupper() or text.islower())
        and word.casefold() not in whole
        and word.lower() not in BESIDE
        for word in typed
    )


def apart(text: str, written: WrittenCompounds, whole: Collection[str] = ()) -> str:
    """Takes off a compound what only says what is asked of its thing: LoRaWAN-Projekte. One that
    the wiki or the lexicon has in one word (Modellprojekt) stays, as do names (`whole`)."""
    return PARTED.sub(lambda match: _apart(match[0], written, whole), text)


def _apart(word: str, written: WrittenCompounds, whole: Collection[str]) -> str:
    """Returns "LoRaWAN Projekte" for LoRaWAN-Projekte and LoRaWANprojekte, else the word itself."""
    thing, hyphen, end = word.rpartition("-")
    if word.casefold() in whole:
        return word
    if hyphen:
        return f"{_unlinked(thing)} {end}" if end.lower() in ENDING_COMPOUNDS else word
    *_, end = _parts(word)
    is_word = lexicon_key(word) in words() or stem(word) in written.stems
    if is_word or end == lexicon_key(word) or end not in ENDING_COMPOUNDS:
        return word
    return f"{_unlinked(word[: -len(end)])} {word[-len(end) :].capitalize()}"


def _unlinked(thing: str) -> str:
    """Gesundheits(projekte) -> Gesundheit."""
    return thing[:-1] if lexicon_key(thing).endswith(LINKING_ENDINGS_WITH_S) else thing


def _longest(
    text: str,
    following: Sequence[re.Match[str]],
    written: WrittenCompounds,
    whole: Collection[str],
    blanks: bool,
    things: int,
) -> tuple[int, str]:
    """Returns how many of the words that follow are one compound, and its spelling; the first as
    typed when none is."""
    for length in range(len(following), 0, -1):
        typed = text[following[0].start() : following[length - 1].end()]
        parts = re.split("[ -]", typed)
        if not all(part.isalpha() for part in parts) or typed.casefold() in whole:
            continue
        if length == 1 or _is_one(parts, written, blanks, length >= things):
            return length, _spelling(parts, written)
    return 1, following[0][0]


def _is_one(parts: Sequence[str], written: WrittenCompounds, blanks: bool, is_all: bool) -> bool:
    """Returns whether words with blanks between them are one compound: one of them cannot stand
    alone ("Beteiligungs Plattform"), or, among keywords (`blanks`), the wiki has it, or others that
    begin and end so and nothing else is asked for (`is_all`)."""
    if any(len(part) < PART_MIN_CHARS or is_stopword(part) for part in parts):
        return False
    keys = list(map(lexicon_key, parts))
    if blanks and "".join(keys) in written.spellings:
        return True
    is_linked = any(key.endswith(LINKING_ENDINGS_WITH_S) for key in keys[:-1])
    is_alike = is_all and _is_like_others(parts, written)
    in_wiki = blanks and (is_alike or stem(_joined(parts)) in written.stems)
    return (is_linked or in_wiki or _is_phrase(parts)) and _is_cut_between(parts)


def _is_like_others(parts: Sequence[str], written: WrittenCompounds) -> bool:
    """Returns whether other compounds begin as the first of two words, and end as the second. Three
    keywords are rather three things: Glatteis Sensor Straße."""
    if len(parts) != 2:
        return False
    opening, end = lexicon_key(parts[0]), _parts(parts[1].capitalize())[-1]
    begins_so = opening in written.openings or _opens_others(opening)
    return begins_so and end in written.ends and not _are_two(parts, written)


def _are_two(parts: Sequence[str], written: WrittenCompounds) -> bool:
    """Returns whether what could be a compound is a thing and what is asked of it ("Kosten Rufbus",
    "Vertrag Mängelmelder"). A compound of the wiki stands for itself, unless others end in it, or
    the word before belongs to its first part ("Bürger Beteiligungsplattform")."""
    if lexicon_key(_joined(parts)) in words():
        return False
    if any(part.lower() in BESIDE for part in parts):
        return True
    rest = _joined(parts[1:])
    key = lexicon_key(rest)
    if key not in written.spellings:
        return False
    if key in written.ends and lexicon_key(parts[0]) in written.openings:
        return False
    opening = parts[0] + split(rest[:1].upper() + rest[1:])[0].lower()
    return not any(
        lexicon_key(form) in words() or stem(form) in written.stems
        for form in (opening, opening.removesuffix("s"))
    )


def _opens_others(key: str) -> bool:
    """Returns whether other compounds begin so: with the -n of nouns like Baustelle, or as frequent
    words do."""
    if key.endswith("en") and members().get(key[:-1], 0) & MAY_END:
        return True
    frequent, linked = _frequent(), f"{key}n" if key.endswith("e") else " "
    following = frequent[bisect_right(frequent, key) :][:LOOKED_AT]
    return any(
        word.startswith(key)
        and not word.startswith(linked)  # Brillenmuseum: with an n alone
        and len(word) >= len(key) + END_MIN_CHARS
        for word in following
    )


@cache
def _frequent() -> list[str]:
    return sorted(words())


def _spelling(parts: Sequence[str], written: WrittenCompounds) -> str:
    """Returns how the compound of these parts is written: as in the wiki, else in one word."""
    joined = _joined(parts)
    if known := written.spellings.get(lexicon_key(joined)):
        return known.lower() if all(part.islower() for part in parts) else known
    short = min(map(len, parts)) < PART_MIN_CHARS
    if _is_phrase(parts):
        return " ".join(parts)
    return "-".join(parts) if short or not _is_cut_between(parts) else joined


def _is_phrase(parts: Sequence[str]) -> bool:
    """Returns whether a phrase stands before the noun: Smart-City-Strategie."""
    written_small = words().get(lexicon_key(parts[0]), ("", 0))[0][:1].islower()
    return len(parts) > 2 and written_small


def _is_cut_between(parts: Sequence[str]) -> bool:
    """Returns whether the lexicon takes the joined word apart between the parts, too."""
    cuts = set(accumulate(map(len, split(_joined(parts).capitalize())[:-1])))
    return cuts.issuperset(accumulate(map(len, parts[:-1])))


def _joined(parts: Sequence[str]) -> str:
    return parts[0] + "".join(part.lower() for part in parts[1:])
