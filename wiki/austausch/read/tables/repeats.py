"""Fills in what a cell only repeats from the cell above it: `"`, `dito`, `s. o.`. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiki.austausch.draft.schema import Meldung, RawRow

from .cells import shown_text
from .other_rows import COLUMNS_MIN

DITTO = re.compile(
    r"""["„“”〃]|''|[-–—] ?["„“”] ?[-–—]|di?to\.?|s\. ?o\.?|(?:siehe|wie) oben|desgl\.?""", re.I
)


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
