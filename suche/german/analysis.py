"""German words -> index terms. Pure functions; index and questions go through the same ones.

text -> words (NFC) -> spelling forms (hyphen, camelCase, gender forms) -> parts of compounds ->
lemma -> stem. The Snowball stemmer folds umlauts and their ASCII spellings (Straße, Strasse ->
strass; Buergerbuero, Bürgerbüro -> burgerburo), but where that would join different words (Burg,
Bürger) the umlaut stays; the lemma before it joins plurals that no suffix rule reaches (Kitas,
Themen, Museen). Measured on German inflections: see docs/adr/0015-lemma-stem-compounds.md.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import Stemmer

from .compounds import base_of, split
from .lexicon import MAY_END, lexicon_key, members, umlaut_stems, words
from .stopwords import ENGLISH, GERMAN

VERSION = "7"  # raise it when terms come out differently: lexical indexes are then rebuilt

WORD = re.compile(r"[^\W_]+(?:(?:/-|[-–*:’'/_])[^\W_]+)*")
GENDER = re.compile(
    r"(?:[*:_/]-?innen|[*:_/]-?in|(?<=[a-zäöüß])Innen|(?<=[a-zäöüß])In)(?![a-zäöüß])"
)
JOINTS = re.compile(r"[-–*:’'/_]+")
CAMEL = re.compile(r"(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöüß]{2})")
UNSEEN = "\u00ad\u2060\ufeff"  # soft hyphens, and what keeps a word together
HYPHENS = "\u2010\u2011\u2212"  # as word processors set them; WORD knows the one of keyboards
LIGATURES = dict(
    zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
PRINTED = {ord(c): None for c in UNSEEN} | {ord(c): "-" for c in HYPHENS} | LIGATURES
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # but for blanks
NAME_IN_STER = re.compile(r"(.{3,}ster)[ns]?")
WORD_MAX_CHARS = 80  # anything longer is no word

_stemmer = Stemmer.Stemmer("german")


@dataclass(frozen=True)
class Token:
    """A term and where the word it comes from stands in the text (characters, end exclusive)."""

    term: str
    start: int
    end: int


def normalise(text: str) -> str:
    """NFC, without soft hyphens, ligatures and control characters; blanks of any kind stay."""
    return CONTROL.sub("", unicodedata.normalize("NFC", text.translate(PRINTED)))


def tokens(text: str, whole: frozenset[str] = frozenset()) -> Iterator[Token]:
    """Index terms of a text in reading order; stop words are left out, compounds give several.
    `whole`: case-folded names that are never taken apart."""
    for match in WORD.finditer(text):
        if len(match[0]) <= WORD_MAX_CHARS:
            for term in terms_of(match[0], whole):
                yield Token(term, match.start(), match.end())


def term_set(text: str) -> frozenset[str]:
    """All index terms of a text."""
    words = (match[0] for match in WORD.finditer(text))
    return frozenset(
        term for word in words if len(word) <= WORD_MAX_CHARS for term in terms_of(word)
    )


@lru_cache(maxsize=50_000)
def terms_of(word: str, whole: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The terms one written word is indexed under: the whole, then its parts."""
    readings = readings_of(word, whole, lower_case=False)
    return tuple(dict.fromkeys(term for terms in readings for term in terms))


@lru_cache(maxsize=50_000)
def readings_of(
    word: str, whole: frozenset[str] = frozenset(), *, lower_case: bool = True
) -> tuple[tuple[str, ...], ...]:
    """The ways to read a written word: as a whole, as its hyphen and camelCase parts, and as the
    parts of the compounds in it.

    Kita-Anmeldung, Kitaanmeldung -> ((kitaanmeld,), (kita, anmeld)). Empty for stop words.
    `whole`: case-folded names that are never taken apart. `lower_case`: take compounds apart that
    are written small, too; people do so in questions.
    """
    parts = _written_parts(word)
    joined = "".join(parts)
    if is_stopword(joined):
        return ()
    if word.casefold() in whole:
        return ((stem(joined),),)
    leaves = _parts_of_all(parts, whole, lower_case)
    as_written = () if lower_case and len(leaves) > len(parts) else _stems(parts)
    readings = ((stem(joined),), as_written, _stems(leaves))
    return tuple(dict.fromkeys(reading for reading in readings if reading))


def full_readings_of(word: str) -> tuple[tuple[str, ...], ...]:
    """The readings in which nothing of the word is lost: an E-Akte is not every Akte."""
    readings = readings_of(word)
    has_letter = any(len(part) == 1 for part in _written_parts(word))
    return readings[:1] if has_letter else readings


def parts_of(word: str) -> tuple[str, ...]:
    """The parts as they stand in the word, linking elements with the part before; for people."""
    parts = _written_parts(word)
    return tuple(leaf for part in parts for leaf in split(part, lower_case=True)) or (word,)


def _written_parts(word: str) -> list[str]:
    """What hyphens and capitals part; without the gender ending."""
    plain = GENDER.sub("", word)
    return [part for joint in JOINTS.split(plain) for part in CAMEL.split(joint) if part]


def _parts_of_all(parts: Sequence[str], whole: frozenset[str], lower_case: bool) -> list[str]:
    """The parts of the word as if it had no hyphen, so that every spelling is read alike; those of
    its written parts when it would be cut elsewhere then."""
    joined = split("".join(parts), whole, lower_case=lower_case)
    one_word = _cuts(parts) <= _cuts(joined)
    pieces = [joined] if one_word else [split(p, whole, lower_case=lower_case) for p in parts]
    return [leaf for piece in pieces for leaf in _leaves(piece)]


def _cuts(parts: Sequence[str]) -> set[int]:
    """After how many letters a word is cut."""
    return set(accumulate(map(len, parts[:-1])))


def _leaves(found: Sequence[str]) -> Sequence[str]:
    """Each part in the form it has as a word of its own (Ordnungs- -> Ordnung)."""
    return [*map(base_of, found[:-1]), found[-1]]


def _stems(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(part) for part in parts if len(part) > 1 and not is_stopword(part))


def is_stopword(word: str) -> bool:
    """Function words, and single letters."""
    lower = word.lower()
    return lower in GERMAN or lower in ENGLISH or (len(lower) == 1 and not lower.isdigit())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Lemma, then Snowball stem; always from the lower-case form, so that case never matters."""
    lemma = lemma_of(word)
    found = _name_in_ster(lemma) or snowball(lemma)
    starts = umlaut_stems().get(found, ())
    return next((start for start in starts if lexicon_key(lemma).startswith(start)), found)


def _name_in_ster(lemma: str) -> str:
    """Parkster, Roadster: the stemmer takes the end for that of a superlative (schnellster), and
    leaves another word (park). Empty for all words that keep it."""
    name = NAME_IN_STER.fullmatch(lemma)
    return name[1] if name and not snowball(name[1]).endswith("st") else ""


def lemma_of(word: str) -> str:
    """The word that a dictionary has, in lower case. A noun that closes compounds is looked up as
    one: in small letters "Angeboten" comes from "anbieten" and "Markt" from "marken", and neither
    meets "Angebot" and "Marktes"."""
    return _noun(word) or _in_dictionary(word.lower())


def _noun(word: str) -> str:
    """The noun of which a word is a form; empty for what the lexicon writes in small letters, and
    for forms of verbs that happen to be written like a name (kamen, Kamen) or but for an umlaut
    (lüften)."""
    known = words().get(lexicon_key(word))
    if known is None or not known[0][0].isupper():
        return ""
    noun = _in_dictionary(known[0])
    is_another = any(map(lexicon_key(word).startswith, umlaut_stems().get(snowball(noun), ())))
    return noun if members().get(lexicon_key(noun), 0) & MAY_END and not is_another else ""


def _in_dictionary(word: str) -> str:
    import simplemma  # only here: not every process that reads this module meets a word

    return simplemma.lemmatize(word, lang="de", low_memory=True).lower()


def snowball(lemma: str) -> str:
    return _stemmer.stemWord(lemma)
