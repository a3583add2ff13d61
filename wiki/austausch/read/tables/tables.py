"""Reads CSV, XLSX and ODS into headings and rows. No database, no Django.

Rows have the numbers that a spreadsheet shows.
"""

import mmap
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from wiki.austausch.draft.headings import heading_key
from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.export.formula_guard import undefuse
from wiki.austausch.read.text_files import check_file
from wiki.dateien import marks

from .cell_formats import letters_of
from .cells import (
    CONTROL_CHARACTERS,
    FORMULA_ERROR,
    QUOTED_NUMBER,
    shown_text,
    without_invisible,
)
from .crosses import crossed_columns, headings_without, without_crosses
from .csv_file import CELL_MAX_CHARS, read_csv
from .heading_rows import TURNED_WITHIN_ROWS, Headings, find_headings, turned, without_end
from .numbered_groups import without_numbered_groups
from .other_rows import without_other_rows
from .repeats import columns_said_once, with_blanks_filled, with_repeats
from .second_table import begins_beside, begins_lower, cut_off, in_one_order
from .workbook import read_workbook
from .workbook_scan import COLUMNS_MAX

MISREAD = re.compile(r"Ã[\x80-\xbf„œŸ–¤¶¼]|â‚¬|â€|\ufffd")  # UTF-8 that was taken for cp1252
TABLE_MAX_BYTES = 100 * 1024 * 1024  # bytes
# The column that the list of faulty rows begins with, for those who mend it.
PROBLEM_HEADING = "Was zu tun ist (wird nicht eingelesen)"
BESIDE = "Neben der Tabelle steht ab Spalte {} eine zweite; bitte die beiden untereinander stellen."
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
WANTED = "Gelesen werden CSV, XLSX und ODS."
KINDS = (marks.PDF, marks.PNG, marks.JPEG, *marks.GIF, marks.GZIP, marks.BZIP2, marks.RTF)
NO_TABLES = tuple(mark[:4] for mark in KINDS)  # a picture that is damaged is no table, either


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
    if start.startswith(marks.ANY_ZIP):
        return _with_headings(*read_workbook(path, sheet))
    _refuse_other_kinds(start, path)
    return _with_headings(*read_csv(path))


def _refuse_other_kinds(start: bytes, path: Path) -> None:
    begin = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(marks.OLE):
        raise FileUnreadable(_compound_problem(path))
    if begin.startswith((b"<!doctype", b"<html", b"<?xml", b"<mediawiki")):
        raise FileUnreadable(f"Das ist eine Web- oder XML-Datei, keine Tabelle. {WANTED}")
    if begin.startswith((b"[{", b"[\n", b"[\r", b'{"', b"{\n", b"{\r")):
        raise FileUnreadable(f"Das ist JSON, keine Tabelle. {WANTED}")
    if start.startswith(NO_TABLES):
        raise FileUnreadable(f"Das ist keine Tabelle. {WANTED}")
    if path.suffix.lower() in WORKBOOKS:
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.")


def _compound_problem(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            return "Sie ist mit einem Kennwort geschützt."
    return f"Sie ist im alten XLS-Format. Bitte als .xlsx speichern. {WANTED}"


def _with_headings(rows: Iterator[RawRow], notes: list[Meldung]) -> ReadTable:
    """Finds the headings; rows above them are left out."""
    first = _first_rows(rows, notes)
    headings = find_headings(first)
    if headings is None:
        raise FileUnreadable("Sie enthält keine Zeilen.")
    if headings.note:
        notes.append(Meldung(headings.last, "", headings.note))
    below = [row for row in first if row.nummer > headings.last]
    shown, after = _left_table(headings, below, rows, notes)
    shown, after = _with_crosses_read(shown, after, below, headings.last, notes)
    named = _told_apart(shown)
    once = columns_said_once(shown, below)
    listed = without_other_rows(in_one_order(after, shown), shown)
    grouped = with_blanks_filled(without_numbered_groups(listed, shown), named, once)
    projects = with_repeats(grouped, named)
    return ReadTable(tuple(named), (_cleaned(row, named) for row in projects), tuple(notes))


def _first_rows(rows: Iterator[RawRow], notes: list[Meldung]) -> list[RawRow]:
    """Returns the rows in which the headings are looked for; of a table that lies on its side all
    rows, turned."""
    first = list(islice(rows, TURNED_WITHIN_ROWS + 1))
    if any(sum(map(bool, row.zellen)) > COLUMNS_MAX for row in first):  # each costs time
        raise FileUnreadable(f"Sie hat über {COLUMNS_MAX} Spalten; das ist keine Liste.")
    if columns := turned(first):
        notes.append(Meldung(0, "", "Die Tabelle liegt quer: Jede Spalte ist ein Projekt."))
        return columns
    return first


def _left_table(
    headings: Headings, below: Sequence[RawRow], rows: Iterator[RawRow], notes: list[Meldung]
) -> tuple[list[str], Iterator[RawRow]]:
    """Leaves out the column of what is to be mended, and a second table beside the first one.
    `below`: the first rows below the headings; `rows`: those after them."""
    shown = without_end(headings.texts)
    after: Iterator[RawRow] = chain(below, rows)
    if shown[0] == PROBLEM_HEADING:
        shown, after, below = shown[1:], _without_first_cell(after), ()
    begin = begins_beside(shown)
    row, begin = (headings.last, begin) if begin else begins_lower(below, shown) or (0, None)
    if not begin:
        return shown, after
    place = f"{BESIDE.format(letters_of([begin + 1]))} Gelesen wird die linke."
    notes.append(Meldung(row, "", place))
    shown = without_end(shown[:begin])
    return shown, cut_off(after, len(shown))


def _with_crosses_read(
    shown: list[str],
    after: Iterator[RawRow],
    below: Sequence[RawRow],
    last: int,
    notes: list[Meldung],
) -> tuple[list[str], Iterator[RawRow]]:
    """Makes one column of those in which the status is ticked. `below`: the first rows below the
    headings, which end in row `last`."""
    crossed = crossed_columns(shown, below)
    if not crossed:
        return shown, after
    text = f"Der Status ist angekreuzt: {', '.join(shown[number] for number in crossed)}."
    notes.append(Meldung(last, "", text))
    return headings_without(shown, crossed), without_crosses(after, shown, crossed)


def _without_first_cell(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    for row in rows:
        links = {number - 1: target for number, target in row.links.items() if number}
        yield replace(row, zellen=row.zellen[1:], links=links)


def _told_apart(headings: Sequence[str]) -> list[str]:
    """Numbers repeated headings: `Ort`, `Ort` -> `Ort`, `Ort (2)`."""
    seen: Counter[str] = Counter()
    found = []
    for heading in headings:
        seen[heading_key(heading)] += 1
        number = seen[heading_key(heading)]
        found.append(f"{heading} ({number})" if heading and number > 1 else heading)
    return found


def _cleaned(row: RawRow, headings: Sequence[str]) -> RawRow:
    """Cleans the texts of a row, and gives errors of the file (which name a column by number) the
    heading of that column."""
    width = len(headings)
    errors = [
        replace(e, spalte=headings[int(e.spalte) - 1]) for e in row.fehler if int(e.spalte) <= width
    ]
    notes = list(row.hinweise)
    if any(shown_text(cell) for cell in row.zellen[width:]):
        text = (
            f"Die Zeile hat mehr Zellen als Überschriften ({width}). Meist fehlen "
            "Anführungszeichen um ein Trennzeichen, oder neben der Tabelle steht noch etwas."
        )
        errors.append(Meldung(row.nummer, "", text))
    cells: list[Any] = []
    for heading, cell in zip(headings, row.zellen, strict=False):
        if isinstance(cell, str):
            cell, problem, note = _clean_text(cell)
            if problem and all(error.spalte != heading for error in errors):
                errors.append(Meldung(row.nummer, heading, problem))
            notes += [Meldung(row.nummer, heading, note)] if note else []
        cells.append(cell)
    cells += [""] * (width - len(cells))
    return replace(row, zellen=tuple(cells), fehler=tuple(errors), hinweise=tuple(notes))


def _clean_text(cell: str) -> tuple[str, str, str]:
    """Returns (text without control characters, what is wrong with it, what is worth a look)."""
    note = ""
    if CONTROL_CHARACTERS.search(cell):
        cell, note = CONTROL_CHARACTERS.sub("", cell), "Steuerzeichen entfernt."
    if MISREAD.search(cell):
        mended = _mended(cell)
        note = f"Falscher Zeichensatz {'berichtigt' if mended else 'in der Datei'}; bitte ansehen."
        cell = mended or cell
    cell = without_invisible(cell).strip()
    if match := QUOTED_NUMBER.fullmatch(cell):
        cell = match[1].strip()
    problem = ""
    if FORMULA_ERROR.fullmatch(cell):
        cell, problem = "", f"Die Zelle zeigt einen Formelfehler ({cell})."
    elif cell.startswith("="):
        problem = "Hier steht eine Formel statt ihres Werts. Bitte den Wert eintragen."
    elif len(cell) > CELL_MAX_CHARS:
        problem = f"Länger als {CELL_MAX_CHARS} Zeichen."
    return undefuse(cell), problem, note


def _mended(cell: str) -> str:
    """Undoes that UTF-8 was taken for cp1252 or Latin-1: `BÃ¼rger` -> `Bürger`; else returns
    nothing."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return cell.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""
