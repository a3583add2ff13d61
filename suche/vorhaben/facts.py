"""What a sketch says of itself, and what a project page says: the two sides of a comparison.
Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from suche.german.analysis import WORD, terms_of
from suche.understand.recognition import Erkannt
from suche.understand.sketches import split_sentences
from wiki.fakten.codes import Nachnutzungsweg
from wiki.fakten.sizes import bounds
from wiki.german.amounts import amounts_in
from wiki.texte import gettext as _
from wiki.texte import grouped

from .negation import affirms
from .said import own_size, own_time
from .schema import SIMILAR_FACTOR, Bounds

YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!\s*(?:€|euro))", re.IGNORECASE)
GROUPED = r"\d{1,3}(?:,\d{3})+"  # as an English text writes thousands
ENGLISH_AMOUNT = re.compile(rf"€\s?({GROUPED})(?!\d)|(?<![\d.,])({GROUPED})\s?euros\b", re.I)
SMALLEST_AMOUNT, LARGEST_AMOUNT = 500, 10**9  # euros; less is a fee, more is no municipal project
# Behind which a municipality stands as the one that writes: Stadtverwaltung Ingelheim.
ADMINISTRATION = (
    r"(?:\b(?:stadt|gemeinde|verbandsgemeinde|kreis)verwaltung|\bantragsteller\w*:?|\bwir in"
    r"|\b(?:magistrat|bürgermeister\w*|rat) der)\s+(?:der\s+)?"
    r"(?:(?:stadt|gemeinde|verbandsgemeinde|vg|landkreis)\s+)?"
)
WRITING = re.compile(ADMINISTRATION, re.IGNORECASE)
WHO_WRITES = re.compile(ADMINISTRATION + "$", re.IGNORECASE)
BEFORE_A_NAME = 60  # characters; so many are looked at behind it, too
WRITERS_LOOKED_AT = 20  # a text may name administrations without end
NAME_WORD, NAME_MAX_WORDS = re.compile(r"[\w-]+"), 4
WEG_WORDS = {
    Nachnutzungsweg.EFA: r"\bEfA\b|einer[ -]für[ -]alle",
    Nachnutzungsweg.OPEN_SOURCE: r"open[ -]source|quelloffen\w*|freie software",
    Nachnutzungsweg.VERBUND: r"(?-i:\bVerbund(?!en)\w*)|interkommunal\w*|zweckverb\w*|"
    r"gemeinsam mit (?:den )?nachbar\w*",
}
WEGE = {code: re.compile(words, re.IGNORECASE) for code, words in WEG_WORDS.items()}


@dataclass(frozen=True)
class Town:
    """A Kommune as far as it is compared."""

    slug: str
    name: str
    land: str
    einwohner: int | None
    ist_kreis: bool


@dataclass(frozen=True)
class ProjectFacts:
    """What a project page says. `status_text` as people read it; `jahre`: its time."""

    towns: tuple[Town, ...]
    themen: tuple[str, ...]
    produkte: tuple[str, ...]
    wege: tuple[tuple[str, str], ...]  # (code, name)
    status: str
    status_text: str
    jahre: Bounds
    jahre_text: str
    einmalig: int | None
    laufend: int | None


@dataclass(frozen=True)
class SketchFacts:
    """What a sketch says. `groesse`: bounds within which a Kommune counts as about as large;
    `betrag`: the largest amount named, euros."""

    town: Town | None
    town_is_guess: bool
    laender: tuple[str, ...]
    groesse: Bounds | None
    groesse_text: str
    jahre: Bounds | None
    jahre_text: str
    betrag: int | None
    wege: frozenset[str]
    themen: frozenset[str]
    produkte: frozenset[str]


def only_kommune(found: Iterable[Erkannt], text: str = "") -> str | None:
    """Returns the slug of the Kommune when a sketch names one and no other, or one alone as whose
    administration writes: most likely its author's own."""
    places = [e for e in found if e.art in {"kommune", "kreis"}]
    writing = {e.key for e in places if _is_writing(text, e)}
    slugs = writing if len(writing) == 1 else {e.key for e in places}
    return slugs.pop() if len(slugs) == 1 else None


def _is_writing(text: str, place: Erkannt) -> bool:
    """Returns whether a place is named as the one whose administration writes; that word may be
    part of the name as it was recognised."""
    before = text[max(0, place.start - BEFORE_A_NAME) : place.start]
    return bool(WHO_WRITES.search(before) or WRITING.match(text, place.start, place.end))


def writing_names(text: str) -> Iterator[str]:
    """Yields what the municipality may be called as whose administration the sketch is written,
    the longest name first: "Ingelheim am Rhein", "Ingelheim"."""
    for match in islice(WRITING.finditer(text), WRITERS_LOOKED_AT):
        words = NAME_WORD.findall(text[match.end() : match.end() + BEFORE_A_NAME])
        yield from (" ".join(words[:n]) for n in range(min(len(words), NAME_MAX_WORDS), 0, -1))


def sketch_facts(
    text: str,
    found: Sequence[Erkannt],
    town: Town | None,
    projects: Sequence[ProjectFacts],
    *,
    guessed: bool = False,
) -> SketchFacts:
    """`town`: the author's own; `projects`: those compared with; their Themen and products are
    looked for in the text."""
    groesse, groesse_text = _size(text, found, town)
    zeit = own_time(text)
    laender = {e.key for e in found if e.art == "land"}
    return SketchFacts(
        town=town,
        town_is_guess=guessed,
        laender=(town.land,) if town else tuple(sorted(laender)),
        groesse=groesse,
        groesse_text=groesse_text,
        jahre=zeit.bounds if zeit else None,
        jahre_text=zeit.text if zeit else "",
        betrag=largest_amount(text),
        wege=frozenset(code for code, words in WEGE.items() if affirms(text, words)),
        themen=named_themen(text, {name for p in projects for name in p.themen}),
        produkte=named_produkte(text, {name for p in projects for name in p.produkte}),
    )


def largest_amount(text: str) -> int | None:
    """Returns the largest amount in euros: "15.000 Euro ... 1,2 Mio. EUR" -> 1200000. What
    something cost in a year that is over is not looked at, unless nothing else is said."""
    sentences = split_sentences(ENGLISH_AMOUNT.sub(_as_in_german, text))
    now = [sentence for sentence in sentences if not _is_of_the_past(sentence)]
    return max(_likely_amounts(now), default=max(_likely_amounts(sentences), default=None))


def _likely_amounts(sentences: Iterable[str]) -> Iterator[int]:
    for sentence in sentences:
        for amount in amounts_in(sentence):
            if SMALLEST_AMOUNT <= amount <= LARGEST_AMOUNT:
                yield int(amount)


def _as_in_german(match: re.Match[str]) -> str:
    return (match[1] or match[2]).replace(",", ".") + " Euro"


def _is_of_the_past(sentence: str) -> bool:
    """Returns whether a sentence names years that are over, and no other one."""
    years = [int(year) for year in YEAR.findall(sentence)]
    return bool(years) and max(years) < date.today().year


def named_produkte(text: str, names: Iterable[str]) -> frozenset[str]:
    """Returns the products whose names stand in the text as they are written, in any case, and
    are not said to be missing."""
    return frozenset(name for name in names if affirms(text, _as_written(name)))


def named_themen(text: str, names: Iterable[str]) -> frozenset[str]:
    """Themen one of whose nouns the text has: of "Kita & Schule" one is enough. Only words with a
    capital count: every sketch plans something, but not every one is about "Planen"."""
    nouns = (match[0] for match in WORD.finditer(text) if match[0][0].isupper())
    terms = {term for noun in nouns for term in terms_of(noun)}
    return frozenset(name for name in names if _has_part(name, terms))


def _as_written(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _has_part(name: str, terms: set[str]) -> bool:
    parts = [WORD.findall(part) for part in re.split(r"\s(?:&|und)\s", name)]
    return any(
        words and all(terms_of(word)[:1] and terms_of(word)[0] in terms for word in words)
        for words in parts
    )


def _size(text: str, found: Sequence[Erkannt], town: Town | None) -> tuple[Bounds | None, str]:
    if town:
        if town.einwohner is None:
            return None, ""
        limits = (town.einwohner // SIMILAR_FACTOR, town.einwohner * SIMILAR_FACTOR)
        return limits, _("{anzahl} Einwohner").format(anzahl=grouped(town.einwohner))
    if said := own_size(text):
        return said.bounds, said.text
    size = next((e for e in found if e.art == "groesse" and e.key != "kreisfrei"), None)
    return (bounds(size.key), size.label) if size else (None, "")
