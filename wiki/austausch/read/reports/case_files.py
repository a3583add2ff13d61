"""Reads the case reports in a folder: DOCX and Markdown files, one project each. No database.

The first heading is the title, the others begin sections. A table of two columns, or lines like
"Feld: Wert", before the first section are the fact box.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from wiki.austausch.draft.clean_html import plain
from wiki.austausch.draft.headings import KNOWN_HEADINGS, heading_key
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import check_file

from .case_pieces import Baustein, Fallbericht
from .docx_reading import docx_pieces
from .markdown_file import markdown_pieces

REPORT_ENDINGS = (".docx", ".md", ".markdown")
REPORT_MAX_BYTES = 20 * 1024 * 1024  # bytes
REPORTS_MAX = 5_000
FACT_LINE = re.compile(r"^\s*(?:\*\*)?([^:|*]{2,60}?)(?:\*\*)?\s*:(?:\*\*)?\s+(\S.*)$")


def report_files(folder: Path) -> list[Path]:
    """Finds the reports in the folder and its subfolders, sorted by path. Raises FileUnreadable
    when there are none or too many."""
    if not folder.is_dir():
        raise FileUnreadable(f"{folder} ist kein Ordner.")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in REPORT_ENDINGS
        and path.is_file()
        and not path.is_symlink()  # it may lead to what is nobody's report
        and not path.name.startswith(("~$", "."))
    )
    if not files:
        raise FileUnreadable(f"In {folder} liegen keine DOCX- oder Markdown-Dateien.")
    if len(files) > REPORTS_MAX:
        raise FileUnreadable(f"In {folder} liegen mehr als {REPORTS_MAX} Dateien.")
    return files


def read_case(path: Path) -> Fallbericht:
    """Reads one report. Raises FileUnreadable, with a German text, for a file that is none."""
    check_file(path)
    if path.stat().st_size > REPORT_MAX_BYTES:
        raise FileUnreadable("Sie ist größer als 20 MB.")
    case = Fallbericht()
    read = docx_pieces if path.suffix.lower() == ".docx" else markdown_pieces
    _assemble(case, list(read(path, case)))
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
    """Joins neighbouring text blocks into one, and neighbouring list items into one list:
    `<ul><li>a</li></ul><ul><li>b</li></ul>` -> `<ul><li>a</li><li>b</li></ul>`."""
    joined: list[tuple[str, Any]] = []
    for kind, value in blocks:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + value)
        else:
            joined.append((kind, value))
    return [(k, re.sub(r"</(ul|ol)><\1>", "", v) if k == "text" else v) for k, v in joined]


def _facts_of(rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """Reads a table as fact box if it has two columns and the left one names at least two known
    fields; otherwise returns no facts."""
    if any(len(row) != 2 for row in rows):
        return {}
    known = sum(1 for name, _ in rows if heading_key(name) in KNOWN_HEADINGS)
    return {name: value for name, value in rows if name and value} if known >= 2 else {}


def _fact_lines(html: str) -> dict[str, str]:
    """Reads a paragraph as fact box if each of its lines is `Feld: Wert` and at least one field is
    known; otherwise returns no facts."""
    lines = [plain(line).strip() for line in re.split(r"<br\s*/?>|</li>|\n", html)]
    matches = [FACT_LINE.match(line) for line in lines if line]
    if not matches or not all(matches):
        return {}
    facts = {match[1].strip(): match[2].strip() for match in matches if match}
    return facts if any(heading_key(name) in KNOWN_HEADINGS for name in facts) else {}
