"""Where names are looked for: the fields of a page that say in a few words what it is about. They
are read as the index keeps them, title and Kommunen apart and the rest as lines of the fact box."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest

from django.db import connection

from einbettung.models import Dokument
from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import WORD, terms_of
from wiki.felder.felder import FELDER
from wiki.platform.kept_rows import KeptRows

PAGES_KEPT = 4_000  # whose fields stay in memory, some 5 kB each
FIELDS_KEPT = 8_192  # texts of titles, Themen, Kommunen whose words stay in memory
IN_TITEL, IN_THEMA, IN_TECHNIK, IN_KOMMUNE = "Titel", "Thema", "Technik", "Kommune"
IN_SUCHWORT, IN_LEISTUNG = "Suchwort", "Leistung"
SEPARATOR = ", "  # between the values of a line; a title is one
# What the fact box names: field of a Projektseite -> place. Its lines are called as in FELDER.
PLACES = {
    **{"themen": IN_THEMA, "produkte": IN_TECHNIK, "suchwoerter": IN_SUCHWORT},
    "ozg_leistung": IN_LEISTUNG,
}
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
Fields = Mapping[str, str]  # place -> what stands there


@dataclass(frozen=True)
class PageFields:
    """The fields of a page, and all terms in them."""

    fields: Fields
    terms: frozenset[str]


def read_fields(page_ids: Collection[int], asked: frozenset[str]) -> dict[int, PageFields]:
    """Returns page id -> its fields, for those of the pages that hold one of the terms `asked`.
    Those of the last pages stay in the process until an indexed page changes; one query for
    others."""
    found = _kept.get(page_ids)
    return {pk: page for pk, page in found.items() if not asked.isdisjoint(page.terms)}


def _read(page_ids: list[int]) -> dict[int, PageFields]:
    with connection.cursor() as cursor:
        cursor.execute(SQL, [STECKBRIEF, page_ids])
        rows = cursor.fetchall()
    return {page_id: _page_fields(fields_in(*texts)) for page_id, *texts in rows}


def _page_fields(fields: Fields) -> PageFields:
    return PageFields(fields, frozenset(chain.from_iterable(map(terms_in, fields.values()))))


@lru_cache(maxsize=FIELDS_KEPT)
def words_in(text: str) -> tuple[tuple[str, frozenset[str], int], ...]:
    """Each word, its terms, and where it begins."""
    found = WORD.finditer(text)
    return tuple((match[0], frozenset(terms_of(match[0])), match.start()) for match in found)


@lru_cache(maxsize=FIELDS_KEPT)
def terms_in(text: str) -> frozenset[str]:
    """All terms of a text."""
    return frozenset(term for _, terms, _ in words_in(text) for term in terms)


def fields_in(titel: str, kommunen: str, steckbrief: str | None) -> Fields:
    """Returns the texts in which names are looked for, by place. The lines of the fact box are
    taken apart: `Themen: A, B. Status: im Betrieb. Technik und Produkte: C.`"""
    # A Thema says least of a page, and stands last.
    fields = {IN_TITEL: titel, IN_LEISTUNG: "", IN_TECHNIK: "", IN_KOMMUNE: kommunen}
    fields |= {IN_SUCHWORT: "", IN_THEMA: ""}
    steckbrief = steckbrief or ""
    starts = list(LINE.finditer(steckbrief))
    for start, after in zip_longest(starts, starts[1:]):
        if place := LINES.get(start[0].removesuffix(": ")):
            line = steckbrief[start.end() : after.start() if after else None]
            fields[place] = line.strip().removesuffix(".")
    return fields


_kept = KeptRows(_read, PAGES_KEPT, Dokument)
