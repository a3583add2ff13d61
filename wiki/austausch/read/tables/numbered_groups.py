"""Tells the rows that only head those below them, as their numbers say: `B | Mobilität` stands
above `B.1 | Parkleitsystem`. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiki.austausch.draft.headings import title_column
from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.read.rows.row import cell_text

NUMBER = re.compile(r"(?=.)[A-Z]{0,4}[ .-]?\d{0,3}(?:[.\-/ ]\d{1,3})*[.)]?", re.I)
Number = tuple[str, ...]


def without_numbered_groups(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Leaves out rows of a number and a name only, if the next row counts on below this number. The
    rows below have the name as their `gruppe`, and the first of them says so."""
    title = title_column(headings)
    open_groups: list[tuple[Number, str]] = []
    said: list[Meldung] = []
    last: RawRow | None = None
    for row in rows:
        if last is not None and row.gruppe != last.gruppe:
            open_groups = []
        if last is not None and _heads(last, row, title):
            name = cell_text(last.zellen[title])
            open_groups = [*_above(open_groups, last, title), (_number(last, title), name)]
            note = f"Zwischenüberschrift „{name}“: kein Projekt."
            said += [*last.hinweise, Meldung(last.nummer, "", note)]
        elif last is not None:
            yield _below(last, open_groups, said, title)
            said = []
        last = row
    if last is not None:
        yield _below(last, open_groups, said, title)


def _heads(row: RawRow, below: RawRow, title: int) -> bool:
    """Whether a row holds nothing but its number and its name, and the row below counts on."""
    number, next_number = _number(row, title), _number(below, title)
    name = cell_text(row.zellen[title]) if title < len(row.zellen) else ""
    others = {cell_text(cell) for cell in row.zellen[title + 1 :]} - {"", name}
    return bool(number and name) and not others and _is_below(next_number, number)


def _number(row: RawRow, title: int) -> Number:
    """Returns the parts of the number left of the title, `B.1` -> (B, 1); none if anything else
    stands there."""
    texts = [text for text in map(cell_text, row.zellen[:title]) if text]
    if len(texts) != 1 or not NUMBER.fullmatch(texts[0]):
        return ()
    return tuple(re.findall(r"[A-Z]+|\d+", texts[0].upper()))


def _is_below(number: Number, other: Number) -> bool:
    return len(number) > len(other) and number[: len(other)] == other


def _above(
    groups: Sequence[tuple[Number, str]], row: RawRow, title: int
) -> list[tuple[Number, str]]:
    number = _first_number(row, title)
    return [group for group in groups if _is_below(number, group[0])]


def _first_number(row: RawRow, title: int) -> Number:
    """The number of a row that may say more beside it: `B.1 | Verkehr | Parkleitsystem`."""
    first = next((text for text in map(cell_text, row.zellen[:title]) if text), "")
    return tuple(re.findall(r"[A-Z]+|\d+", first.upper())) if NUMBER.fullmatch(first) else ()


def _below(
    row: RawRow, groups: Sequence[tuple[Number, str]], said: Sequence[Meldung], title: int
) -> RawRow:
    found = _above(groups, row, title)
    gruppe = found[-1][1] if found else row.gruppe
    return replace(row, gruppe=gruppe, hinweise=(*row.hinweise, *said))
