"""Turns tables of wikitext and HTML into rows of cells; a merged cell fills all places it covers.
Pure."""

import re
from collections.abc import Iterator
from html import escape

from mwparserfromhell.nodes import Tag

from .reading import ArticleReading, places_in, plain_words

SPAN_MAX = 100  # rows or columns that one cell may cover


def table_text(table: Tag, reading: ArticleReading) -> str:
    """Places a table and returns its mark, with the caption before it and the images of its cells
    behind."""
    caption, behind = "", ""
    grid: list[dict[int, str]] = []
    for number, row in enumerate(_rows(table)):
        for cell in row:
            text = reading.inside(cell.contents)
            behind += places_in(text)
            value = " ".join(plain_words(text).split())
            if number == 0 and _is_caption(cell):
                caption = value.removeprefix("+").strip()
            else:
                _fill(grid, number, _span(cell, "row"), _span(cell, "col"), value)
    rows = tuple(row for row in _filled(grid) if any(row))
    title = f"\n\n<b>{escape(caption, quote=False)}</b>\n\n" if caption else ""
    return title + (reading.place(("tabelle", rows)) if rows else "") + behind


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


def _is_caption(cell: Tag) -> bool:
    return str(cell.tag).lower() == "caption" or str(cell).startswith("|+")


def _is_cell(tag: Tag) -> bool:
    return str(tag.tag).lower() in ("td", "th")


def _span(cell: Tag, direction: str) -> int:
    for attribute in cell.attributes:
        if str(attribute.name).strip().lower() == f"{direction}span":
            digits = re.sub(r"\D", "", str(attribute.value or ""))[:4]
            return min(max(int(digits or 1), 1), SPAN_MAX)
    return 1


def _fill(grid: list[dict[int, str]], row: int, height: int, width: int, value: str) -> None:
    """Writes a value into the first free column of the row, and into all places that the cell
    covers."""
    while len(grid) < row + height:
        grid.append({})
    column = 0
    while column in grid[row]:
        column += 1
    for covered in grid[row : row + height]:
        covered.update(dict.fromkeys(range(column, column + width), value))


def _filled(grid: list[dict[int, str]]) -> Iterator[tuple[str, ...]]:
    """Yields the rows, each as long as the longest."""
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    for row in grid:
        yield tuple(row.get(column, "") for column in range(width))
