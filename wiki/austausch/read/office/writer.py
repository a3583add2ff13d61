"""Collects paragraphs and tables while a document is read. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from wiki.austausch.draft.clean_html import plain, sanitised
from wiki.austausch.draft.html_words import with_addresses
from wiki.austausch.draft.schema import NeuesBild

from .pieces import TABLE_SEPARATOR, Baustein

COLUMNS_MAX = 200  # of a table


@dataclass(frozen=True)
class Letters:
    """Letters that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    size: float = 0.0


@dataclass(frozen=True)
class Form:
    """What kind of paragraph it is: `level` of a heading (0: none), `tag` of a list item ("ul",
    "ol", "": none), in how many lists it lies (`depth`)."""

    level: int = 0
    tag: str = ""
    joined: bool = False
    depth: int = 0


@dataclass
class _Paragraph:
    form: Form
    letters: list[Letters] = field(default_factory=list)
    behind: list[Baustein] = field(default_factory=list)


@dataclass
class _Cell:
    column: int
    width: int
    continued: bool
    pieces: list[Baustein] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(filter(None, map(_in_a_cell, self.pieces)))


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)


class Writer:
    """`open_*` and `close_*` are called as the elements of the document open and close."""

    def __init__(self) -> None:
        self.pieces: list[Baustein] = []
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._open: list[_Paragraph | _Cell] = []
        self._left: list[Letters] = []  # of a paragraph whose end was deleted

    def open_paragraph(self, form: Form) -> None:
        paragraph = _Paragraph(form, self._left)
        self._left = []
        self._paragraphs.append(paragraph)
        self._open.append(paragraph)

    def add(self, letters: Letters) -> None:
        """Adds letters to the open paragraph; what stands in none becomes one of its own."""
        if self._paragraphs:
            self._paragraphs[-1].letters.append(letters)
        elif letters.text.strip():
            self.open_paragraph(Form())
            self.add(letters)
            self.close_paragraph()

    def close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        self._open.pop()
        if paragraph.form.joined:
            self._left = paragraph.letters
        elif piece := _piece(paragraph):
            self._emit(piece)
        for piece in paragraph.behind:
            self._emit(piece)

    def finish(self) -> list[Baustein]:
        if self._left:
            self.open_paragraph(Form())
            self.close_paragraph()
        return self.pieces

    def open_table(self) -> None:
        self._tables.append(_Table())

    def open_row(self, skipped: int = 0) -> None:
        if self._tables:
            row = [_Cell(0, min(skipped, COLUMNS_MAX), False)] if skipped else []
            self._tables[-1].rows.append(row)

    def open_cell(self, width: int = 1, *, continued: bool = False) -> None:
        if not self._tables:
            self.open_table()
        rows = self._tables[-1].rows
        if not rows:
            rows.append([])
        column = rows[-1][-1].column + rows[-1][-1].width if rows[-1] else 0
        width = max(1, min(width, COLUMNS_MAX - min(column, COLUMNS_MAX - 1)))
        cell = _Cell(column, width, continued)
        rows[-1].append(cell)
        self._open.append(cell)

    def close_cell(self) -> None:
        self._open.pop()

    def close_table(self) -> None:
        for piece in _table_pieces(self._tables.pop()):
            self._emit(piece)

    def add_picture(self, bild: NeuesBild) -> None:
        """Adds a picture behind the paragraph or the table that is open."""
        self._emit(Baustein("picture", bild))

    def _emit(self, piece: Baustein) -> None:
        """Adds a piece. One that stands inside of a paragraph, such as a text box, comes behind the
        paragraph."""
        if not self._open:
            self.pieces.append(piece)
        elif isinstance(self._open[-1], _Cell):
            self._open[-1].pieces.append(piece)
        else:
            self._open[-1].behind.append(piece)


def words_of(piece: Baustein) -> str:
    """Returns the plain words of a piece; each cell of a table once."""
    if piece.kind == "table":
        return TABLE_SEPARATOR.join(filter(None, map(words_of, piece.inner)))
    if piece.kind == "heading":
        return str(piece.value)
    if piece.kind == "picture":
        return ""
    return plain(str(piece.value).replace("<br/>", "\n").replace("</li><li>", "\n")).strip()


def _in_a_cell(piece: Baustein) -> str:
    """A cell is plain text: the addresses of its links stand behind them."""
    if piece.kind == "text":
        piece = replace(piece, value=with_addresses(str(piece.value)))
    return words_of(piece)


def _piece(paragraph: _Paragraph) -> Baustein | None:
    text = "".join(letters.text for letters in paragraph.letters)
    if not text.strip():
        return None
    if paragraph.form.level:
        return Baustein("heading", " ".join(text.split()), paragraph.form.level)
    html, tag = _html(paragraph.letters), paragraph.form.tag
    html = f"<{tag}><li>{html}</li></{tag}>" if tag else f"<p>{html}</p>"
    told = [letters for letters in paragraph.letters if letters.text.strip()]
    return Baustein(
        "text",
        sanitised(html),
        paragraph.form.depth if tag else 0,
        bold=all(letters.bold for letters in told),
        size=max(letters.size for letters in told),
    )


def _html(letters: list[Letters]) -> str:
    text = ""
    for href, linked in groupby(letters, key=lambda one: one.href):
        label = "".join(_marked(style, run) for style, run in _runs(list(linked)))
        text += f'<a href="{escape(href)}">{label}</a>' if href and label.strip() else label
    return text.strip()


def _runs(letters: list[Letters]) -> Iterator[tuple[tuple[bool, bool], str]]:
    for style, run in groupby(letters, key=lambda one: (one.bold, one.italic)):
        yield style, "".join(one.text for one in run)


def _marked(style: tuple[bool, bool], text: str) -> str:
    html = escape(text, quote=False).replace("\n", "<br/>")
    if not text.strip():
        return html
    html = f"<b>{html}</b>" if style[0] else html
    return f"<i>{html}</i>" if style[1] else html


def _table_pieces(table: _Table) -> Iterator[Baustein]:
    """Yields the table; or its pieces, if it only gives a page its layout: it has one column, or
    holds headings."""
    cells = [cell for row in table.rows for cell in row]
    inner = tuple(piece for cell in cells for piece in cell.pieces)
    width = max((cell.column + cell.width for cell in cells), default=0)
    filled = {cell.column for cell in cells if cell.pieces}
    if len(filled) <= 1 or any(piece.kind == "heading" for piece in inner):
        yield from inner
        return
    rows = tuple(tuple(row) for row in _grid(table, width) if any(row))
    if rows:
        yield Baustein("table", rows, inner=inner)
    yield from (piece for piece in inner if piece.kind == "picture")


def _grid(table: _Table, width: int) -> Iterator[list[str]]:
    """Yields rows of equal length; a merged cell fills all places it covers."""
    above = [""] * width
    for row in table.rows:
        texts = [""] * width
        for cell in row:
            for column in range(cell.column, min(cell.column + cell.width, width)):
                texts[column] = above[column] if cell.continued else cell.text
        yield texts
        above = texts
