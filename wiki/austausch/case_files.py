"""Case reports in a folder: DOCX and Markdown files, one project each. No database.

The first heading is the title, headings are sections, a table of two columns or lines like
"Feld: Wert" before the first section are the fact box.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt

from .clean_html import plain, sanitised
from .columns import KNOWN
from .columns import fold as fold_heading
from .exceptions import FileUnreadable
from .text_files import detect_encoding

ENDINGS = (".docx", ".md", ".markdown")
SIZE_LIMIT, UNPACKED_LIMIT = 20 * 1024 * 1024, 200 * 1024 * 1024  # bytes
FILES_LIMIT = 5_000
FACT = re.compile(r"^\s*(?:\*\*)?([^:|*]{2,60}?)(?:\*\*)?\s*:(?:\*\*)?\s+(\S.*)$")
HEADING_STYLE = re.compile(r"(?:heading|überschrift) ?(\d)", re.I)


@dataclass
class Fallbericht:
    """`abschnitte`: (heading, blocks as AbschnittBlock takes them); the first may have no heading.
    `offen`: what was not taken over."""

    titel: str = ""
    fakten: dict[str, str] = field(default_factory=dict)
    abschnitte: list[tuple[str, list[tuple[str, Any]]]] = field(default_factory=list)
    offen: list[str] = field(default_factory=list)

    def add(self, kind: str, value: Any) -> None:
        if not self.abschnitte:
            self.abschnitte.append(("", []))
        self.abschnitte[-1][1].append((kind, value))


@dataclass(frozen=True)
class Baustein:
    """A piece of a file in reading order: heading (with level), html, or table."""

    kind: str
    value: Any
    level: int = 0


def report_files(folder: Path) -> list[Path]:
    """The files of the folder, its subfolders too, in the order of their names."""
    if not folder.is_dir():
        raise FileUnreadable(f"{folder} ist kein Ordner.")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.name.startswith(("~$", "."))
    )
    if not files:
        raise FileUnreadable(f"In {folder} liegen keine DOCX- oder Markdown-Dateien.")
    if len(files) > FILES_LIMIT:
        raise FileUnreadable(f"In {folder} liegen mehr als {FILES_LIMIT} Dateien.")
    return files


def read_case(path: Path) -> Fallbericht:
    """FileUnreadable, in German, for what is no such file."""
    if path.stat().st_size > SIZE_LIMIT:
        raise FileUnreadable("Sie ist größer als 20 MB.")
    case = Fallbericht()
    pieces = _docx_pieces(path, case) if path.suffix.lower() == ".docx" else _markdown_pieces(path)
    _assemble(case, list(pieces))
    case.titel = case.titel or path.stem.replace("_", " ").replace("-", " ").strip()
    return case


def _assemble(case: Fallbericht, pieces: Iterable[Baustein]) -> None:
    for piece in pieces:
        if piece.kind == "heading":
            _take_heading(case, piece)
        elif piece.kind == "table":
            if facts := _facts_of(piece.value):
                case.fakten |= facts
            else:
                case.add("tabelle", piece.value)
        elif not _in_section(case) and (facts := _fact_lines(piece.value)):
            case.fakten |= facts
        else:
            case.add("text", piece.value)
    case.abschnitte = [(name, _joined(blocks)) for name, blocks in case.abschnitte if blocks]


def _take_heading(case: Fallbericht, piece: Baustein) -> None:
    if not case.titel:
        case.titel = piece.value
    elif piece.level >= 3:
        case.add("text", f"<h3>{escape(piece.value, quote=False)}</h3>")
    else:
        case.abschnitte.append((piece.value, []))


def _in_section(case: Fallbericht) -> bool:
    return bool(case.abschnitte and case.abschnitte[-1][0])


def _joined(blocks: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Neighbouring text is one block; list items become lists."""
    joined: list[tuple[str, Any]] = []
    for kind, value in blocks:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + value)
        else:
            joined.append((kind, value))
    return [(k, re.sub(r"</(ul|ol)><\1>", "", v) if k == "text" else v) for k, v in joined]


def _facts_of(rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """A table of two columns whose left one names fields."""
    if any(len(row) != 2 for row in rows):
        return {}
    known = sum(1 for name, _ in rows if fold_heading(name) in KNOWN)
    return {name: value for name, value in rows if name and value} if known >= 2 else {}


def _fact_lines(html: str) -> dict[str, str]:
    """All lines of the paragraph are `Feld: Wert`, and one of them at least is known."""
    lines = [plain(line).strip() for line in re.split(r"<br\s*/?>|</li>|\n", html)]
    matches = [FACT.match(line) for line in lines if line]
    if not matches or not all(matches):
        return {}
    facts = {match[1].strip(): match[2].strip() for match in matches if match}
    return facts if any(fold_heading(name) in KNOWN for name in facts) else {}


def _markdown_pieces(path: Path) -> Iterator[Baustein]:
    encoding = detect_encoding(path)
    try:
        text = path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable("Ihr Zeichensatz passt nicht; bitte als UTF-8 speichern.") from error
    if "\x00" in text:
        raise FileUnreadable("Sie ist keine Textdatei.")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    tokens = parser.parse(text)
    number = 0
    while number < len(tokens):
        end = _end_of(tokens, number)
        yield from _markdown_piece(parser, tokens[number : end + 1])
        number = end + 1


def _end_of(tokens: list[Any], start: int) -> int:
    """The token that closes the block that begins here."""
    depth = 0
    for number in range(start, len(tokens)):
        depth += tokens[number].nesting
        if depth <= 0:
            return number
    return len(tokens) - 1


def _markdown_piece(parser: MarkdownIt, tokens: list[Any]) -> Iterator[Baustein]:
    kind = tokens[0].type
    if kind == "heading_open":
        text = plain(parser.renderer.render(tokens[1:-1], parser.options, {})).strip()
        yield Baustein("heading", text, int(tokens[0].tag[1]))
    elif kind == "table_open":
        yield Baustein("table", _markdown_table(tokens))
    else:
        html = parser.renderer.render(tokens, parser.options, {})
        html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
        html = html.replace("<em>", "<i>").replace("</em>", "</i>")
        yield Baustein("text", sanitised(html))


def _markdown_table(tokens: list[Any]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content.replace("**", ""))
    width = max(map(len, rows))
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows if any(row))


def _docx_pieces(path: Path, case: Fallbericht) -> Iterator[Baustein]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise FileUnreadable("Ihr Inhalt ist ausgepackt zu groß.")
        document = Document(str(path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, ParseError) as error:
        raise FileUnreadable("Sie ist beschädigt oder kein DOCX.") from error
    except SyntaxError as error:  # lxml's own error is one
        raise FileUnreadable("Ihr Inneres ist beschädigt.") from error
    if document.inline_shapes:
        case.offen.append(f"{len(document.inline_shapes)} Bilder")
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows = tuple(tuple(cell.text.strip() for cell in row.cells) for row in item.rows)
            if rows and any(any(row) for row in rows):
                width = max(map(len, rows))
                yield Baustein("table", tuple((*row, *[""] * (width - len(row))) for row in rows))
        elif isinstance(item, Paragraph) and item.text.strip():
            yield _docx_paragraph(item)


def _docx_paragraph(paragraph: Paragraph) -> Baustein:
    style = paragraph.style.name if paragraph.style is not None else ""
    if style in ("Title", "Titel"):
        return Baustein("heading", paragraph.text.strip(), 1)
    if match := HEADING_STYLE.match(style or ""):
        return Baustein("heading", " ".join(paragraph.text.split()), int(match[1]))
    html = "".join(_docx_run(run) for run in paragraph.iter_inner_content())
    properties = paragraph._p.pPr
    if (style or "").startswith(("List", "Liste")) or (
        properties is not None and properties.numPr is not None
    ):
        tag = "ol" if "Number" in (style or "") or "nummer" in (style or "") else "ul"
        return Baustein("text", sanitised(f"<{tag}><li>{html}</li></{tag}>"))
    return Baustein("text", sanitised(f"<p>{html}</p>"))


def _docx_run(run: Any) -> str:
    """A run, or a link with its runs."""
    text = escape(run.text, quote=False).replace("\n", "<br>")
    if hasattr(run, "address"):
        return f'<a href="{escape(run.address)}">{text}</a>' if run.address else text
    text = f"<b>{text}</b>" if run.bold and text.strip() else text
    return f"<i>{text}</i>" if run.italic and text.strip() else text
