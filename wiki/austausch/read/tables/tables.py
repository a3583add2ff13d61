"""Reads CSV, XLSX and ODS into headings and rows. No database, no Django.

Rows have the numbers that a spreadsheet shows.
"""

import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from wiki.austausch.draft.headings import HEADING_WITHIN_ROWS, count_known, heading_key
from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.export.formula_guard import undefuse
from wiki.austausch.read.text_files import check_file

from .csv_file import CELL_MAX_CHARS, read_csv
from .workbook import read_workbook

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
MISREAD = re.compile(r"Ã[\x80-\xbf„œŸ–¤¶¼]|â‚¬|â€|\ufffd")  # UTF-8 that was taken for cp1252
QUOTED_NUMBER = re.compile(r'="([^"]*)"')  # how spreadsheets keep leading zeros in CSV
TABLE_MAX_BYTES = 100 * 1024 * 1024  # bytes
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
WANTED = "Gelesen werden CSV, XLSX und ODS."
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # old Office files, and new ones with a password


@dataclass(frozen=True)
class ReadTable:
    """A table as read. `zeilen` can be gone through once; `hinweise` concern the file as a
    whole."""

    ueberschriften: tuple[str, ...]
    zeilen: Iterator[RawRow]
    hinweise: tuple[Meldung, ...] = ()


def read_table(path: Path, sheet: str = "") -> ReadTable:
    """Reads a table. What kind of file it is, its first bytes say, not the ending of its name.
    Raises FileUnreadable, with a German text, for a file that is no table."""
    start = check_file(path)
    if path.stat().st_size > TABLE_MAX_BYTES:
        raise FileUnreadable(f"Sie ist zu groß (höchstens {TABLE_MAX_BYTES // 1024**2} MB).")
    if start.startswith(b"PK"):
        return _with_headings(*read_workbook(path, sheet))
    _refuse_other_kinds(start, path)
    return _with_headings(*read_csv(path))


def _refuse_other_kinds(start: bytes, path: Path) -> None:
    begin = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(COMPOUND_FILE):
        raise FileUnreadable(_compound_problem(path))
    if begin.startswith((b"<!doctype", b"<html", b"<?xml", b"<mediawiki")):
        raise FileUnreadable(f"Das ist eine Web- oder XML-Datei, keine Tabelle. {WANTED}")
    if start.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b", b"BZh", b"{\\rtf")
    ):
        raise FileUnreadable(f"Das ist keine Tabelle. {WANTED}")
    if path.suffix.lower() in WORKBOOKS:
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.")


def _compound_problem(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            return "Sie ist mit einem Kennwort geschützt."
    return f"Sie ist im alten XLS-Format. Bitte als .xlsx speichern. {WANTED}"


def _with_headings(rows: Iterator[RawRow], notes: list[Meldung]) -> ReadTable:
    """Takes as headings that one of the first rows which holds the most known headings; rows above
    it are left out."""
    first = list(islice(rows, HEADING_WITHIN_ROWS))
    candidates = [row for row in first if _is_filled(row)]
    if not candidates:
        raise FileUnreadable("Sie enthält keine Zeilen.")
    heading = max(
        candidates, key=lambda row: (count_known([_text(c) for c in row.zellen]), -row.nummer)
    )
    shown = [_text(cell) for cell in heading.zellen]
    while shown and not shown[-1]:
        shown.pop()
    if heading.nummer > 1:
        notes.append(Meldung(heading.nummer, "", "Überschriften stehen in dieser Zeile."))
    after = (row for row in first if row.nummer > heading.nummer)
    headings = _told_apart(shown)
    data = (_cleaned(row, headings) for row in _without_repeated(chain(after, rows), shown))
    return ReadTable(tuple(headings), data, tuple(notes))


def _told_apart(headings: Sequence[str]) -> list[str]:
    """Numbers repeated headings: `Ort`, `Ort` -> `Ort`, `Ort (2)`."""
    seen: Counter[str] = Counter()
    found = []
    for heading in headings:
        seen[heading_key(heading)] += 1
        number = seen[heading_key(heading)]
        found.append(f"{heading} ({number})" if heading and number > 1 else heading)
    return found


def _without_repeated(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Leaves out rows that repeat the headings, as at the top of each printed page, and notes it
    with the next row that holds something."""
    again: list[Meldung] = []
    for row in rows:
        if [_text(cell) for cell in row.zellen[: len(headings)]] == headings:
            again.append(Meldung(row.nummer, "", "Überschriften noch einmal; übersprungen."))
        elif _is_filled(row) or row.fehler:
            yield replace(row, hinweise=tuple(again))
            again.clear()


def _cleaned(row: RawRow, headings: Sequence[str]) -> RawRow:
    """Cleans the texts of a row, and gives errors of the file (which name a column by number) the
    heading of that column."""
    width = len(headings)
    errors = [
        replace(e, spalte=headings[int(e.spalte) - 1]) for e in row.fehler if int(e.spalte) <= width
    ]
    notes = list(row.hinweise)
    if any(_text(cell) for cell in row.zellen[width:]):
        text = (
            f"Die Zeile hat mehr Zellen als Überschriften ({width}). Meist fehlen "
            "Anführungszeichen um ein Trennzeichen."
        )
        errors.append(Meldung(row.nummer, "", text))
    cells: list[Any] = []
    for heading, cell in zip(headings, row.zellen, strict=False):
        if isinstance(cell, str):
            cell, problem, note = _clean_text(cell)
            errors += [Meldung(row.nummer, heading, problem)] if problem else []
            notes += [Meldung(row.nummer, heading, note)] if note else []
        cells.append(cell)
    cells += [""] * (width - len(cells))
    return RawRow(row.nummer, tuple(cells), tuple(errors), tuple(notes))


def _clean_text(cell: str) -> tuple[str, str, str]:
    """Returns (text without control characters, what is wrong with it, what is worth a look)."""
    note = ""
    if CONTROL_CHARACTERS.search(cell):
        cell, note = CONTROL_CHARACTERS.sub("", cell), "Steuerzeichen entfernt."
    if MISREAD.search(cell):
        note = "Sieht nach einem falschen Zeichensatz aus („Ã¤“ statt „ä“); bitte ansehen."
    cell = cell.strip()
    if match := QUOTED_NUMBER.fullmatch(cell):
        cell = match[1].strip()
    problem = ""
    if cell.startswith("="):
        problem = "Hier steht eine Formel statt ihres Werts. Bitte den Wert eintragen."
    elif len(cell) > CELL_MAX_CHARS:
        problem = f"Länger als {CELL_MAX_CHARS} Zeichen."
    return undefuse(cell), problem, note


def _is_filled(row: RawRow) -> bool:
    return any(_text(cell) for cell in row.zellen)


def _text(cell: Any) -> str:
    """Writes a cell roughly as a spreadsheet shows it."""
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else CONTROL_CHARACTERS.sub("", str(cell)).strip()
