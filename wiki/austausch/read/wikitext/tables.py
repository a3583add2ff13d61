"""Turns tables into rows of cells; a merged cell fills all places it covers. Pure."""

import re
from collections.abc import Iterator
from html import escape

from mwparserfromhell.nodes import Tag

from wiki.austausch.draft.html_words import with_addresses

from .reading import ArticleReading, places_in, plain_words

SPAN_MAX = 100  # rows or columns that one cell may cover
PLACES_MAX = 500_000  # of a table; a few cells that cover 100 times 100 places would fill memory
LIST_ITEM = re.compile(r"\s*(?:\x02[*#:;]+)+\s*")
TOO_LARGE = "Eine Tabelle hat zu viele Felder; bitte teilen."


class Gitter:
    """The places of a table."""

    def __init__(self) -> None:
        self._grid: list[dict[int, str]] = []
        self._row = -1
        self._free = 0  # no place before this one is free in the row
        self._covered = 0

    def next_row(self) -> None:
        self._row += 1
        self._free = 0

    def add(self, text: str, height: int, width: int) -> None:
        """Writes a cell into the first free column of the row, and into all places it covers.
        Raises ValueError, with a German text, beyond PLACES_MAX."""
        height, width = (min(max(span, 1), SPAN_MAX) for span in (height, width))
        self._covered += height * width
        if self._covered > PLACES_MAX:
            raise ValueError(TOO_LARGE)
        if "\x02" in text:
            text = LIST_ITEM.sub("; ", text)
        text = with_addresses(text.replace("<br/>", " "))
        value = " ".join(plain_words(text).split()).removeprefix("; ")
        while len(self._grid) < self._row + height:
            self._grid.append({})
        column = self._free
        while column in self._grid[self._row]:
            column += 1
        self._free = column + width
        for covered in self._grid[self._row : self._row + height]:
            covered.update(dict.fromkeys(range(column, column + width), value))

    def placed(self, caption: str, reading: ArticleReading) -> str:
        """Places the table and returns its mark, with the caption before it."""
        rows = tuple(row for row in self._filled() if any(row))
        words = " ".join(plain_words(caption).split())
        title = f"\n\n<b>{escape(words, quote=False)}</b>\n\n" if words else ""
        return title + (reading.place(("tabelle", rows)) if rows else "")

    def _filled(self) -> Iterator[tuple[str, ...]]:
        """Yields the rows, each as long as the longest."""
        width = max((max(row, default=-1) + 1 for row in self._grid), default=0)
        if width * len(self._grid) > PLACES_MAX:
            raise ValueError(TOO_LARGE)
        for row in self._grid:
            yield tuple(row.get(column, "") for column in range(width))


def table_text(table: Tag, reading: ArticleReading) -> str:
    """Places an HTML table and returns its mark, with the images of its cells behind."""
    grid, caption, behind = Gitter(), "", ""
    for row in _rows(table):
        cells = [cell for cell in row if str(cell.tag).lower() != "caption"]
        if cells:
            grid.next_row()
        for cell in row:
            text = reading.inside(cell.contents)
            behind += places_in(text)
            if cell in cells:
                grid.add(text, _span(cell, "row"), _span(cell, "col"))
            else:
                caption = text
    return _beside(table, reading) + grid.placed(caption, reading) + behind


def _beside(table: Tag, reading: ArticleReading) -> str:
    """Returns what stands in a table but in no cell, as where nobody has closed it. MediaWiki shows
    it above the table."""
    said = ""
    for node in table.contents.nodes if table.contents is not None else ():
        if not isinstance(node, Tag):
            said += reading.inline([node])
        elif str(node.tag).lower() in ("tr", "tbody", "thead", "tfoot"):
            said += _beside(node, reading)
        elif not _is_cell(node) and str(node.tag).lower() != "caption":
            said += reading.inline([node])
    return f"\n\n{said}\n\n" if said.strip() else ""


def _rows(table: Tag) -> list[list[Tag]]:
    if table.contents is None:
        return []
    rows: list[list[Tag]] = [[]]
    for node in table.contents.nodes:
        if not isinstance(node, Tag):
            continue
        name = str(node.tag).lower()
        if name == "tr" and node.contents is not None:
            rows.append([n for n in node.contents.nodes if isinstance(n, Tag) and _is_cell(n)])
        elif name in ("tbody", "thead", "tfoot"):
            rows += _rows(node)
        elif _is_cell(node) or name == "caption":
            rows[0].append(node)
    return [row for row in rows if row]


def _is_cell(tag: Tag) -> bool:
    return str(tag.tag).lower() in ("td", "th")


def _span(cell: Tag, direction: str) -> int:
    for attribute in cell.attributes:
        if str(attribute.name).strip().lower() == f"{direction}span":
            digits = re.sub(r"\D", "", str(attribute.value or ""))[:4]
            return int(digits or 1)
    return 1
