"""Reads a second table below the first, whose columns have another order; tells where one stands
beside the first, level with it or lower. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wiki.austausch.draft.headings import (
    heading_key,
    is_known,
    suggest_mapping,
    title_column,
)
from wiki.austausch.draft.schema import Meldung, RawRow

from .cells import shown_text

ALIKE_MIN = 2  # headings that stand again in a table beside the first
HEADINGS_MIN = 3  # known headings in a row, and nothing else


def begins_beside(headings: Sequence[str]) -> int | None:
    """Returns the column in which a second table begins: the title stands again, and other headings
    as far apart; or behind a column without heading stand the title and another field again."""
    behind = _behind_a_gap(headings)
    return _as_far_apart(headings) if behind is None else behind


def _behind_a_gap(headings: Sequence[str]) -> int | None:
    for gap, heading in enumerate(headings):
        left, right = _known_fields(headings[:gap]), _known_fields(headings[gap + 1 :])
        if not heading and "titel" in left & right and len(left & right) >= ALIKE_MIN:
            return gap + 1 + next(n for n, text in enumerate(headings[gap + 1 :]) if text)
    return None


def begins_lower(rows: Iterable[RawRow], headings: Sequence[str]) -> tuple[int, int] | None:
    """Returns (row, column) in which a second table begins beside the first one and below its
    headings: behind a column without heading, or behind all of them, the title and another field
    stand in one of the `rows`."""
    gaps = [n for n, heading in enumerate(headings) if not heading]
    for row in rows:
        texts = [shown_text(cell) for cell in row.zellen]
        for begin in (*(gap + 1 for gap in gaps), len(headings)):
            fields = _known_fields(texts[begin:])
            if "titel" in fields and len(fields) >= ALIKE_MIN:
                return row.nummer, begin + next(n for n, text in enumerate(texts[begin:]) if text)
    return None


def _known_fields(headings: Sequence[str]) -> set[str]:
    fields = suggest_mapping(headings).fields
    return {name for name, text in zip(fields, headings, strict=True) if name and is_known(text)}


def _as_far_apart(headings: Sequence[str]) -> int | None:
    keys = [heading_key(heading) for heading in headings]
    title = title_column(headings)
    if not is_known(headings[title]) or keys[title] not in keys[title + 1 :]:
        return None
    begin = keys.index(keys[title], title + 1) - title
    pairs = zip(keys[:begin], keys[begin:], strict=False)
    alike = sum(1 for left, right in pairs if left and left == right)
    return begin if alike >= ALIKE_MIN else None


def cut_off(rows: Iterable[RawRow], width: int) -> Iterator[RawRow]:
    """Yields the rows without the cells behind `width` columns."""
    for row in rows:
        links = {number: link for number, link in row.links.items() if number < width}
        yield replace(row, zellen=row.zellen[:width], links=links)


def in_one_order(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Yields the rows with their cells in the columns of the first headings. The row below other
    headings says so, and which of their columns are not read."""
    order: Mapping[int, int] | None = None
    notes: list[Meldung] = []
    for row in rows:
        texts = [shown_text(cell) for cell in row.zellen]
        if texts[: len(headings)] == list(headings):
            order = None
        elif _are_headings(texts):
            order = _order(texts, headings)
            notes = [_note(row.nummer, texts, order)]
            continue
        if order is not None:
            row = _moved(row, order, len(headings))
        yield replace(row, hinweise=(*row.hinweise, *notes))
        notes = []


def _are_headings(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return len(set(filled)) == len(filled) >= HEADINGS_MIN and all(map(is_known, filled))


def _order(texts: Sequence[str], headings: Sequence[str]) -> dict[int, int]:
    """Returns which column goes where: into that of the first table with the same field."""
    places = {name: n for n, name in enumerate(suggest_mapping(headings).fields) if name}
    fields = suggest_mapping(texts).fields
    return {n: places[name] for n, name in enumerate(fields) if name in places}


def _note(number: int, texts: Sequence[str], order: Mapping[int, int]) -> Meldung:
    unread = [text for column, text in enumerate(texts) if text and column not in order]
    lost = f" Nicht gelesen: {', '.join(unread)}." if unread else ""
    return Meldung(number, "", f"Von hier an stehen andere Überschriften.{lost}")


def _moved(row: RawRow, order: Mapping[int, int], width: int) -> RawRow:
    cells: list[object] = [""] * width
    for column, place in order.items():
        if column < len(row.zellen):
            cells[place] = row.zellen[column]
    errors = tuple(
        replace(error, spalte=str(order[int(error.spalte) - 1] + 1))
        for error in row.fehler
        if int(error.spalte) - 1 in order
    )
    links = {order[column]: link for column, link in row.links.items() if column in order}
    return replace(row, zellen=tuple(cells), fehler=errors, links=links)
