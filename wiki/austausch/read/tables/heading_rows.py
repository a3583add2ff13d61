"""Finds the headings of a table: in one row, in two or three (groups above, a heading below), or in
the first column of a sheet that lies across. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiki.austausch.draft.headings import HEADING_WITHIN_ROWS, count_known, is_known
from wiki.austausch.draft.schema import Meldung, RawRow

from .cells import is_filled, shown_text

HEADING_MAX_CHARS = 60  # characters; longer cells of a second row are data
HEADING_ROWS_MAX = 3
UNIT = re.compile(
    r"[(\[]?(?:in )?"
    r"(?:(?:t|tsd\.?|mio\.?|k|1\.?000)? ?(?:€|eur|euro)|tsd\.?|mio\.?|%|jahre?|anzahl)"
    r"(?: ?/ ?(?:a|jahr)| p\. ?a\.)?[)\]]?",
    re.I,
)
TURNED_WITHIN_ROWS = 80  # rows; a sheet that lies across has one for each field
TURNED_MIN_KNOWN = 3  # headings in the first column


@dataclass(frozen=True)
class Headings:
    """`last` is the number of the row with which the headings end."""

    texts: list[str]
    last: int
    note: str = ""


def turned(rows: Sequence[RawRow]) -> list[RawRow] | None:
    """Returns the columns as rows, if the first column holds the headings. Their numbers count
    columns then."""
    if len(rows) > TURNED_WITHIN_ROWS or not rows:
        return None
    filled = [row for row in rows if is_filled(row)]
    first = [shown_text(row.zellen[0]) for row in filled if row.zellen]
    across = max(
        (count_known([shown_text(cell) for cell in row.zellen]) for row in filled), default=0
    )
    known = count_known(first)
    if known < max(TURNED_MIN_KNOWN, across + 1):
        return None
    width = max(len(row.zellen) for row in filled)
    return [_column(filled, number) for number in range(width)]


def _column(rows: Sequence[RawRow], number: int) -> RawRow:
    cells = tuple(row.zellen[number] if number < len(row.zellen) else "" for row in rows)
    errors = tuple(
        Meldung(number + 1, str(place), error.meldung)
        for place, row in enumerate(rows, 1)
        for error in row.fehler
        if error.spalte == str(number + 1)
    )
    links = {place: row.links[number] for place, row in enumerate(rows) if number in row.links}
    return RawRow(number + 1, cells, errors, links=links)


def find_headings(rows: Sequence[RawRow]) -> Headings | None:
    """Chooses that one of the first rows which holds the most known headings, or rows below each
    other that together hold as many and belong together. None if nothing is filled."""
    candidates = [row for row in rows[:HEADING_WITHIN_ROWS] if is_filled(row)]
    if not candidates:
        return None
    single = max(candidates, key=lambda row: (count_known(_texts(row)), -row.nummer))
    known = count_known(_texts(single))
    found = Headings(_texts(single), single.nummer, _said(single.nummer))
    joined = list(_joined_rows(candidates))
    if joined:
        joint, texts, chosen = max(
            joined, key=lambda one: (one[0], -len(one[2]), -one[2][0].nummer)
        )
        upper, lower = chosen[0], chosen[-1]
        # A title above the headings tells no more than they do.
        if joint > known or (
            upper is single and (joint == known >= 2 or _reach_down(upper, lower))
        ):
            found = Headings(texts, lower.nummer, _said(*(row.nummer for row in chosen)))
    below = next((row for row in candidates if row.nummer > found.last), None)
    return _with_units(found, below) if below else found


def _said(*numbers: int) -> str:
    if numbers == (1,):
        return ""
    if len(numbers) == 1:
        return "Überschriften stehen in dieser Zeile."
    listed = f"{', '.join(map(str, numbers[:-1]))} und {numbers[-1]}"
    return f"Überschriften stehen in den Zeilen {listed}."


def _joined_rows(rows: Sequence[RawRow]) -> Iterator[tuple[int, list[str], Sequence[RawRow]]]:
    """Yields (known headings, headings, rows) of two and three rows that belong together."""
    for size in range(2, HEADING_ROWS_MAX + 1):
        for first in range(len(rows) - size + 1):
            chosen = rows[first : first + size]
            texts = _texts(chosen[-1])
            for row in reversed(chosen[:-1]):
                texts = texts and _joined(_texts(row), texts)
            if texts:
                yield count_known(texts), texts, chosen


def _with_units(found: Headings, below: RawRow) -> Headings:
    """Takes a row of units into the headings above it: `Kosten` over `[T€]` -> `Kosten [T€]`."""
    units = _texts(below)
    filled = [text for text in units if text]
    if not filled or not all(UNIT.fullmatch(text) for text in filled):
        return found
    units += [""] * (len(found.texts) - len(units))
    texts = [" ".join(filter(None, pair)) for pair in zip(found.texts, units, strict=False)]
    return replace(found, texts=texts, last=below.nummer, note=_said(found.last, below.nummer))


def _reach_down(upper: RawRow, lower: RawRow) -> bool:
    """Whether headings of the upper row are merged with the cells below them."""
    pairs = zip(_texts(upper), _texts(lower), strict=False)
    return sum(1 for above, below in pairs if above and above == below) >= 2


def _texts(row: RawRow) -> list[str]:
    return [shown_text(cell) for cell in row.zellen]


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Returns the headings of two rows, or nothing if the rows are none: some group must stand
    above several headings."""
    width = max(len(upper), len(lower))
    above = upper + [""] * (width - len(upper))
    below = lower + [""] * (width - len(lower))
    above = _filled_on(above, below)
    groups = {
        group
        for number, group in enumerate(above)
        if group and number + 1 < width and above[number + 1] == group
        if len({below[number], below[number + 1], group}) == 3 and below[number + 1]
    }
    labels = {text for text in above if text}
    if not groups or len(labels) < 2 or not _could_be_headings(below):
        return []
    return [_heading(*pair) for pair in zip(above, below, strict=True)]


def _filled_on(above: list[str], below: list[str]) -> list[str]:
    """Carries a group on over the empty cells beside it, as long as headings stand below."""
    found: list[str] = []
    for group, heading in zip(above, below, strict=True):
        found.append(group or (found[-1] if found and heading else ""))
    return found


def _could_be_headings(cells: Sequence[str]) -> bool:
    return all(
        len(text) <= HEADING_MAX_CHARS and not any(letter.isdigit() for letter in text)
        for text in cells
    )


def _heading(group: str, heading: str) -> str:
    """Joins the two, unless the lower one alone is known and the group says nothing about it:
    "Kontakt" + "Name" -> "Kontakt Name", "Allgemeines" + "Titel" -> "Titel"."""
    if not group or not heading or group == heading:
        return group or heading
    joined = f"{group} {heading}"
    return heading if is_known(heading) and not is_known(joined) else joined


def without_end(texts: Sequence[Any]) -> list[str]:
    """Cuts off the empty headings at the end."""
    found = list(texts)
    while found and not found[-1]:
        found.pop()
    return found
