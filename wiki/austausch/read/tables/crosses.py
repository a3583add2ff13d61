"""Reads a status that is crossed: columns "geplant", "in Umsetzung", "abgeschlossen" with an `x` in
one of them become one column "Status". Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiki.austausch.draft.schema import RawRow
from wiki.austausch.read.rows.status_words import parse_status

from .cells import shown_text

CROSS = re.compile(r"[x✓✔✗☑☒●•√]|ja", re.I)
NO_CROSS = frozenset(["", "-", "–", "☐", "○", "nein", "0"])
STATUS = "Status"


def crossed_columns(headings: Sequence[str], rows: Sequence[RawRow]) -> list[int]:
    """Returns the columns that tell the status by a cross: at least two whose headings are words
    for one, and that hold nothing else."""
    if STATUS in headings:
        return []
    found = [number for number, text in enumerate(headings) if text and parse_status(text).status]
    cells = [shown_text(row.zellen[n]) for row in rows for n in found if n < len(row.zellen)]
    crosses = [text for text in cells if text.casefold() not in NO_CROSS]
    if len(found) < 2 or not crosses or not all(CROSS.fullmatch(text) for text in crosses):
        return []
    return found


def without_crosses(
    rows: Iterable[RawRow], headings: Sequence[str], crossed: Sequence[int]
) -> Iterator[RawRow]:
    """Yields the rows with the heading of the crossed column in the first of these columns."""
    for row in rows:
        cells = list(row.zellen)
        said = [headings[n] for n in crossed if n < len(cells) and _is_crossed(cells[n])]
        for number in crossed:
            if number < len(cells):
                cells[number] = ""
        if said and crossed[0] < len(cells):
            cells[crossed[0]] = said[-1]  # who crosses each step that is done, has done the last
        yield replace(row, zellen=tuple(cells))


def _is_crossed(cell: object) -> bool:
    return bool(CROSS.fullmatch(shown_text(cell)))


def headings_without(headings: Sequence[str], crossed: Sequence[int]) -> list[str]:
    return [
        STATUS if number == crossed[0] else "" if number in crossed else text
        for number, text in enumerate(headings)
    ]
