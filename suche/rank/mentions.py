"""Which pages name what a question asks for: in their title, Thema, product or Kommune.

A page whose title says the word answers a question of that one word, whatever the model makes of
it. What is named is also the reason that readers are told.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db import connection

from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import WORD, terms_of
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.felder.felder import FELDER

MAX_WORDS = 12  # of a question: a longer one describes a plan and asks for no name
TITEL, THEMA, TECHNIK, KOMMUNE = "Titel", "Thema", "Technik", "Kommune"
# What the fact box names: field of a Projektseite -> place. Its lines are called as in FELDER.
PLACES = {"themen": THEMA, "produkte": TECHNIK}
LINES = {
    feld.index.name: PLACES[feld.name] for feld in FELDER if feld.index and feld.name in PLACES
}
LINE = re.compile("|".join(re.escape(f"{feld.index.name}: ") for feld in FELDER if feld.index))
SQL = """
    SELECT page_id, titel, kommunen, (
        SELECT part->>'text' FROM jsonb_array_elements(abschnitte) AS part
        WHERE part->>'name' = %s LIMIT 1
    ) FROM einbettung_dokument WHERE page_id = ANY(%s)
"""


@dataclass(frozen=True)
class Mention:
    """A word of the question that a page names. `place`: where; `word`: as it stands there.

    `is_other_name`: the page uses another word for the thing (a synonym, a translation).
    """

    unit: Unit
    place: str
    word: str
    is_other_name: bool


@dataclass(frozen=True)
class Mentions:
    """`by_page`: page id -> what the page names, at most one Mention for each word of the question.
    `named`: pages that name the whole of what is asked for, if it is one word or one name."""

    by_page: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    named: frozenset[int] = frozenset()


def find_mentions(question: Question, page_ids: Collection[int]) -> Mentions:
    """Looks up what pages name. One query, whatever their number."""
    units = question.units
    if not units or len(units) > MAX_WORDS or not page_ids:
        return Mentions()
    with connection.cursor() as cursor:
        cursor.execute(SQL, [STECKBRIEF, list(page_ids)])
        rows = cursor.fetchall()
    fields = {row[0]: _fields(row[1], row[2], row[3] or "") for row in rows}
    found = {page_id: tuple(mentions_in(units, texts)) for page_id, texts in fields.items()}
    named = {
        page_id
        for page_id, texts in fields.items()
        if names_all(units, found[page_id])
        and (_is_named_outright(found[page_id], units) or _holds_phrase(question.text, texts))
    }
    by_page = {page_id: mentions for page_id, mentions in found.items() if mentions}
    return Mentions(by_page, frozenset(named))


def mentions_in(units: Sequence[Unit], fields: Mapping[str, str]) -> Iterator[Mention]:
    """Yields the first field that names each unit; its own word goes before another name."""
    words = {name: _words(text) for name, text in fields.items()}
    for unit in units:
        found = _mention(unit, unit.own, words, False) or _mention(unit, unit.others, words, True)
        if found:
            yield found


def names_all(units: Sequence[Unit], mentions: Sequence[Mention]) -> bool:
    """Returns whether every word of the question is named."""
    return bool(units) and len({mention.unit for mention in mentions}) == len(set(units))


def _is_named_outright(mentions: Sequence[Mention], units: Sequence[Unit]) -> bool:
    """Returns whether the one word of a question stands in title, product or Kommune. A Thema joins
    several things ("KI & Chatbots"): a page below it need not have each of them."""
    return len(units) == 1 and all(mention.place != THEMA for mention in mentions)


def _mention(
    unit: Unit,
    readings: Sequence[tuple[str, ...]],
    words: Mapping[str, Sequence[tuple[str, frozenset[str]]]],
    is_other_name: bool,
) -> Mention | None:
    for place, written in words.items():
        known = frozenset(term for _, terms in written for term in terms)
        for reading in readings:
            if known.issuperset(reading):
                word = next(w for w, terms in written if not terms.isdisjoint(reading))
                return Mention(unit, place, word, is_other_name)
    return None


def _holds_phrase(text: str, fields: Mapping[str, str]) -> bool:
    """Returns whether the question stands in a field as it is written, in a Thema as all of it."""
    phrase = " ".join(text.casefold().strip(" ?!.").split())
    written = {name: " ".join(value.casefold().split()) for name, value in fields.items()}
    themen = written.pop(THEMA, "").split(", ")
    return phrase in themen or any(
        f" {phrase} " in f" {value} ".replace(",", " ") for value in written.values()
    )


def _words(text: str) -> list[tuple[str, frozenset[str]]]:
    return [(match[0], frozenset(terms_of(match[0]))) for match in WORD.finditer(text)]


def _fields(titel: str, kommunen: str, steckbrief: str) -> dict[str, str]:
    """The fact box reads "Themen: A, B. Status: im Betrieb. Technik und Produkte: C."."""
    fields = {TITEL: titel, **dict.fromkeys(LINES.values(), "")}
    starts = list(LINE.finditer(steckbrief))
    for start, after in zip_longest(starts, starts[1:]):
        if place := LINES.get(start[0].removesuffix(": ")):
            line = steckbrief[start.end() : after.start() if after else None]
            fields[place] = line.strip().removesuffix(".")
    return fields | {KOMMUNE: kommunen}
