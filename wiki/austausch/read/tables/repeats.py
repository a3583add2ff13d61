"""Fills in what a cell only repeats from the cell above it: `"`, `dito`, `s. o.`; and what a list
says once for several rows: spreadsheets merge such cells, copies of them are empty. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wiki.austausch.draft.headings import suggest_mapping, title_column
from wiki.austausch.draft.schema import Meldung, RawRow

from .cells import shown_text
from .other_rows import COLUMNS_MIN

DITTO = re.compile(
    r"""["„“”〃]|''|[-–—] ?["„“”] ?[-–—]|di?to\.?|s\. ?o\.?|(?:siehe|wie) oben|desgl\.?""", re.I
)
HEADS_OF_BLOCKS = frozenset(["kommunen", "themen"])
ROWS_MIN = 4
EMPTY_MIN_SHARE = 1 / 3  # of the rows; with fewer, somebody has forgotten something


def with_repeats(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Yields the rows with the values that they repeat from the row before; a note names the
    columns."""
    last: RawRow | None = None
    for row in rows:
        if last is not None and len(headings) >= COLUMNS_MIN:
            row = _filled(row, last, headings)
        last = row
        yield row


def _filled(row: RawRow, above: RawRow, headings: Sequence[str]) -> RawRow:
    repeated = [
        number
        for number, cell in enumerate(row.zellen)
        if number < len(above.zellen)
        and shown_text(above.zellen[number])
        and DITTO.fullmatch(shown_text(cell))
    ]
    if not repeated:
        return row
    cells = list(row.zellen)
    for number in repeated:
        cells[number] = above.zellen[number]
    named = ", ".join(headings[number] for number in repeated if number < len(headings))
    note = Meldung(row.nummer, "", f"Wie in der Zeile darüber: {named}.")
    return replace(row, zellen=tuple(cells), hinweise=(*row.hinweise, note))


def columns_said_once(headings: Sequence[str], rows: Sequence[RawRow]) -> list[int]:
    """Returns the columns left of the title that name a Kommune or Thema for the rows below as
    well: filled in the first row, empty in many, and no value twice."""
    title = title_column(headings)
    fields = suggest_mapping(headings).fields
    projects = [row for row in rows if _cell(row, title)]
    if len(projects) < ROWS_MIN:
        return []
    return [
        number
        for number in range(title)
        if fields[number] in HEADS_OF_BLOCKS and _only_once([_cell(r, number) for r in projects])
    ]


def _only_once(cells: Sequence[str]) -> bool:
    filled = [text for text in cells if text]
    empty = len(cells) - len(filled)
    goes_on = any(one and not other for one, other in pairwise(cells))
    many = empty >= EMPTY_MIN_SHARE * len(cells)
    return bool(cells[0]) and goes_on and many and len(set(filled)) == len(filled)


def with_blanks_filled(
    rows: Iterable[RawRow], headings: Sequence[str], columns: Sequence[int]
) -> Iterator[RawRow]:
    """Yields the rows with the value from above in the empty cells of these columns; a note names
    them. Below another heading between the rows nothing goes on."""
    above: dict[int, object] = {}
    gruppe = ""
    for row in rows:
        above = above if row.gruppe == gruppe else {}
        gruppe = row.gruppe
        empty = [n for n in columns if not _cell(row, n) and n in above]
        above |= {n: row.zellen[n] for n in columns if _cell(row, n)}
        yield _filled_on(row, headings, {n: above[n] for n in empty}) if empty else row


def _filled_on(row: RawRow, headings: Sequence[str], values: dict[int, object]) -> RawRow:
    cells = list(row.zellen)
    for number, value in values.items():
        cells[number] = value
    named = ", ".join(headings[number] for number in values)
    note = Meldung(row.nummer, "", f"Leer, also wie weiter oben: {named}.")
    return replace(row, zellen=tuple(cells), hinweise=(*row.hinweise, note))


def _cell(row: RawRow, number: int) -> str:
    return shown_text(row.zellen[number]) if number < len(row.zellen) else ""
