"""Takes tables out of wikitext and reads their lines. Pure.

The parser's time grows with the square of a table's length, so it only sees single cells.
"""

import re
from dataclasses import dataclass, field

from .reading import ArticleReading, places_in
from .tables import Gitter

BEGIN = re.compile(r"[ \t]*[:*#]*[ \t]*\{\|")
END = re.compile(r"[ \t]*\|\}(?!\})")
HEADING = re.compile(r"={1,6}[^=].*={1,6}\s*$")
LINE = re.compile(r"[ \t]*(\|-|\|\+|\||!)")
BRACES = re.compile(r"\{\{|\}\}|\[\[|\]\]")
IN_BRACES = re.compile(r"\[\[|\]\]|\{\{|\}\}")
SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.I)
NESTED_MAX = 20  # tables in tables


def take_tables(text: str, reading: ArticleReading) -> str:
    """Replaces each table by a mark that stands for it."""
    if "{|" not in text:
        return text
    parts: list[str] = []
    table: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if BEGIN.match(line):
            depth += 1
        if depth and HEADING.match(line):  # nobody has closed it
            parts += [_mark(table, reading), line]
            table, depth = [], 0
        elif depth:
            table.append(line)
            if END.match(line):
                depth -= 1
                if not depth:
                    parts.append(_mark(table, reading))
                    table = []
        else:
            parts.append(line)
    return "\n".join([*parts, _mark(table, reading)] if table else parts)


def _mark(lines: list[str], reading: ArticleReading) -> str:
    """Keeps the table; what stands behind its end goes on as text."""
    behind = END.sub("", lines[-1], count=1) if len(lines) > 1 and END.match(lines[-1]) else ""
    inside = list(lines[:-1] if END.match(lines[-1]) and len(lines) > 1 else lines)
    return f"\n{reading.keep(lambda: _table(inside, reading))}\n{behind.strip()}"


@dataclass
class _Cell:
    attributes: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class _Lines:
    """The rows of a table while its lines are read. `open` counts braces that are open in the last
    cell: the bars of a template are no cells."""

    caption: _Cell = field(default_factory=_Cell)
    rows: list[list[_Cell]] = field(default_factory=lambda: [[]])
    last: _Cell | None = None
    open: int = 0
    nested: int = 0

    def take(self, line: str) -> None:
        match = None if self.open > 0 or self.nested else LINE.match(line)
        if BEGIN.match(line) and self.last is not None:
            self.nested += 1
        if match is None:
            self._continue(line)
            self.nested -= 1 if self.nested and END.match(line) else 0
        elif match[1] == "|-":
            self.rows.append([])
            self.last = None
        elif match[1] == "|+":
            self.last = self.caption
            self._fill(self.caption, line[match.end() :])
        else:
            self._cells(line[match.end() :], match[1])

    def _continue(self, line: str) -> None:
        if self.last is not None:
            self.last.lines.append(line)
            self.open = max(0, self.open + _opened(line))
        elif line.strip():  # text between rows; MediaWiki shows it above the table
            self._cells(line, "|")

    def _cells(self, text: str, mark: str) -> None:
        for part in _split(text, ("||", "!!") if mark == "!" else ("||",)):
            self.last = _Cell()
            self.rows[-1].append(self.last)
            self._fill(self.last, part)

    def _fill(self, cell: _Cell, text: str) -> None:
        parts = _split(text, ("|",), most=2)
        if len(parts) == 2 and not re.search(r"\[\[|\{\{", parts[0]):
            cell.attributes, text = parts
        cell.lines.append(text)
        self.open = max(0, _opened(text))


def _opened(text: str) -> int:
    return sum(1 if brace in ("{{", "[[") else -1 for brace in BRACES.findall(text))


def _split(text: str, marks: tuple[str, ...], most: int = 0) -> list[str]:
    """Splits at the marks that stand in no link or template."""
    pattern = "|".join(map(re.escape, marks))
    if not IN_BRACES.search(text):
        return re.split(pattern, text, maxsplit=max(most - 1, 0))
    parts, depth = [""], 0
    for piece in re.split(rf"(\[\[|\]\]|\{{\{{|\}}\}}|{pattern})", text):
        depth += (piece in ("[[", "{{")) - (piece in ("]]", "}}"))
        if piece in marks and depth <= 0 and (not most or len(parts) < most):
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _table(lines: list[str], reading: ArticleReading) -> str:
    """Places the table and returns its mark, with the caption before it and the images and tables
    of its cells behind."""
    if reading.nested >= NESTED_MAX:
        return reading.left_out("Tabelle, zu tief in anderen Tabellen")
    reading.nested += 1
    read = _Lines()
    for line in lines[1:]:
        read.take(line)
    grid, behind = Gitter(), ""
    for row in filter(None, read.rows):
        grid.next_row()
        for cell in row:
            text = reading.read("\n".join(cell.lines))
            behind += places_in(text)
            spans = {kind.lower(): int(n) for kind, n in SPAN.findall(cell.attributes)}
            grid.add(text, spans.get("row", 1), spans.get("col", 1))
    caption = reading.read("\n".join(read.caption.lines))
    reading.nested -= 1
    return grid.placed(caption, reading) + behind
