"""Reads case reports in DOCX, ODT and Markdown, one project each. No database.

The title is a heading, or the biggest line at the beginning; the other headings begin sections. A
table of two columns, or lines like "Feld: Wert", before the first section are the fact box.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from wiki.austausch.draft.headings import KNOWN_HEADINGS, heading_key
from wiki.austausch.draft.paragraphs import to_html
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.office.archive import read_office
from wiki.austausch.read.office.pieces import Baustein
from wiki.austausch.read.text_files import check_file
from wiki.dateien import marks

from .beside import Beilagen, nothing_beside
from .case_fields import ask_for_one_project, take_fields, take_title_of_facts
from .case_headings import shown_headings, take_title
from .case_pieces import Fallbericht, facts_in, lines_of
from .fact_table import facts_of
from .markdown_file import markdown_pieces

OFFICE_ENDINGS = (".docx", ".docm", ".odt")
REPORT_ENDINGS = (*OFFICE_ENDINGS, ".md", ".markdown")
REPORT_MAX_BYTES = 20 * 1024 * 1024  # bytes
REPORTS_MAX = 5_000
FACT_LINE = re.compile(r"^\s*(?=\S)([^:|*]{2,60}?)\s*::?\s+(\S.*)$")
NUMBER_OF_PAGE = re.compile(r"[ _-]+[0-9a-f]{32}$")
NOTES = "Fußnoten"
BLOCK_OF_PIECE = {"table": "tabelle", "picture": "bild", "text": "text"}


def report_files(folder: Path) -> list[Path]:
    """Finds the reports in the folder and its subfolders, sorted by path; of a file that is one,
    that file. Raises FileUnreadable when there are none or too many."""
    if folder.is_file() and is_report(folder.name):
        return [folder]
    if not folder.is_dir():
        raise FileUnreadable(f"{folder} ist weder ein Ordner noch DOCX, ODT oder Markdown.")
    files = sorted(
        path
        for path in folder.rglob("*")
        if is_report(path.name)
        and path.is_file()
        and not path.is_symlink()  # it may lead to what is nobody's report
    )
    if not files:
        raise FileUnreadable(f"In {folder} liegen keine DOCX-, ODT- oder Markdown-Dateien.")
    if len(files) > REPORTS_MAX:
        raise FileUnreadable(f"In {folder} liegen mehr als {REPORTS_MAX} Dateien.")
    return files


def is_report(name: str) -> bool:
    """Returns whether a file of this name may be a report: what programs leave behind is none."""
    return name.lower().endswith(REPORT_ENDINGS) and not name.startswith(("~$", "."))


def read_case(path: Path, name: str = "", beside: Beilagen = nothing_beside) -> Fallbericht:
    """Reads one report. `name` is its title if it says none; without it, that of the file.
    `beside` gives the files that lie beside it. Raises
    FileUnreadable, with a German text, for a file that is none."""
    start = check_file(path)
    if path.stat().st_size > REPORT_MAX_BYTES:
        raise FileUnreadable("Sie ist größer als 20 MB.")
    case = Fallbericht()
    if path.suffix.lower() in OFFICE_ENDINGS:
        pieces = _office_pieces(path, start, case)
    else:
        pieces = list(markdown_pieces(path, case, beside))
    pieces = take_title(case, pieces)
    _assemble(case, shown_headings(pieces))
    take_title_of_facts(case)
    ask_for_one_project(case)
    case.titel = case.titel or _named_after(name or path.stem)
    return case


def _named_after(stem: str) -> str:
    """`Kita_App 8f3b…` -> `Kita App`: Notion puts the number of a page behind its name."""
    words = NUMBER_OF_PAGE.sub("", stem) or stem
    return " ".join(words.replace("_", " ").replace("-", " ").split())


def _office_pieces(path: Path, start: bytes, case: Fallbericht) -> list[Baustein]:
    if start.startswith(marks.OLE):
        raise FileUnreadable("Sie ist ein altes Word-Dokument oder mit einem Kennwort geschützt.")
    read = read_office(path)
    case.offen += read.offen
    return read.bausteine


def _assemble(case: Fallbericht, pieces: Iterable[Baustein]) -> None:
    notes = [piece for piece in pieces if piece.kind == "note"]
    for piece in pieces:
        if piece.kind == "heading":
            _take_heading(case, piece)
        elif piece.kind != "note":
            _take_content(case, piece)
    empty = [name for name, blocks in case.abschnitte if name and not blocks]
    case.offen += [f"Überschrift ohne Text „{name}“" for name in empty]
    case.abschnitte = [(name, _joined(blocks)) for name, blocks in case.abschnitte if blocks]
    take_fields(case)
    _take_notes(case, notes)


def _take_content(case: Fallbericht, piece: Baustein) -> None:
    """Adds a table or text that is a fact box to the facts; any other one is content."""
    facts: dict[str, str] = {}
    if piece.kind == "table":
        facts, unnamed = facts_of(piece.value)
        for text in unnamed:
            case.add("text", to_html(text))
    elif piece.kind == "text" and not _in_section(case):
        facts = _fact_lines(piece.value)
    if facts:
        case.add_facts(facts)
    elif piece.kind == "text" and piece.level > 1:
        case.add_below(piece.value, piece.level)
    else:
        case.add(BLOCK_OF_PIECE[piece.kind], piece.value)


def _take_heading(case: Fallbericht, piece: Baustein) -> None:
    if piece.level >= 3:
        case.add("text", f"<h3>{escape(piece.value, quote=False)}</h3>")
    elif piece.value != case.titel or case.abschnitte:
        case.abschnitte.append((piece.value, []))


def _take_notes(case: Fallbericht, notes: list[Baustein]) -> None:
    """Keeps the footnotes below the text, with their numbers."""
    html = "".join(f"<p>[{number}] {note.value}</p>" for number, note in enumerate(notes, 1))
    case.abschnitte += [(NOTES, [("text", html)])] if notes else []


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


def _fact_lines(html: str) -> dict[str, str]:
    """Reads a paragraph as fact box if each of its lines is `Feld: Wert` and at least one field is
    known; otherwise returns no facts."""
    matches = [FACT_LINE.match(line) for line in lines_of(html)]
    if not matches or not all(matches):
        return {}
    facts = facts_in((match[1].strip(), match[2].strip()) for match in matches if match)
    return facts if any(heading_key(name) in KNOWN_HEADINGS for name in facts) else {}
