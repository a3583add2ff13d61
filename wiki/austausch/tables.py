"""Tables: CSV, XLSX and ODS become headings and rows. No database, no Django.

Row numbers are those a spreadsheet shows. CSV is read row by row; workbooks are in memory while
they are read, within the limits of `workbook_scan`.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from .columns import suggest_mapping
from .defuse import restore
from .exceptions import FileUnreadable
from .schema import Meldung, Rohzeile
from .text_files import check_file, detect_encoding
from .workbook_scan import (
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    TOO_WIDE,
    Scan,
    check_archive,
    check_ods_size,
    scan_xlsx,
)

DELIMITERS = ";,\t|"
SAMPLE_ROWS = 20
HEADING_WITHIN = 10  # rows; above the headings lists often have a title
CELL_LIMIT = 100_000  # characters
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
SIZE_LIMIT = 100 * 1024 * 1024  # bytes
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
WANTED = "Gelesen werden CSV, XLSX und ODS."


@dataclass(frozen=True)
class Tabelle:
    """`zeilen` can be gone through once; `hinweise` concern the file as a whole."""

    ueberschriften: tuple[str, ...]
    zeilen: Iterator[Rohzeile]
    hinweise: tuple[Meldung, ...] = ()


def read_table(path: Path, sheet: str = "") -> Tabelle:
    """The file as a table, by its content: the ending of its name only tells XLSX from ODS apart.
    FileUnreadable, in German, for everything that is none."""
    start = check_file(path)
    if path.stat().st_size > SIZE_LIMIT:
        raise FileUnreadable(f"Sie ist zu groß (höchstens {SIZE_LIMIT // 1024**2} MB).")
    if start.startswith(b"PK"):
        return _read_workbook(path, sheet)
    _refuse_other_kinds(start, path)
    return _read_csv(path)


def _refuse_other_kinds(start: bytes, path: Path) -> None:
    begin = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileUnreadable("Sie ist im alten XLS-Format. Bitte als .xlsx speichern. " + WANTED)
    if begin.startswith((b"<!doctype", b"<html", b"<?xml", b"<mediawiki")):
        raise FileUnreadable(f"Das ist eine Web- oder XML-Datei, keine Tabelle. {WANTED}")
    if start.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b", b"BZh", b"{\\rtf")
    ):
        raise FileUnreadable(f"Das ist keine Tabelle. {WANTED}")
    if path.suffix.lower() in WORKBOOKS:
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.")


def _read_csv(path: Path) -> Tabelle:
    encoding = detect_encoding(path)
    delimiter = _detect_delimiter(path, encoding)
    notes = []
    if encoding == "cp1252":
        notes.append(
            Meldung(0, "", "Zeichensatz Windows-1252 angenommen; bitte die Umlaute ansehen.")
        )
    return _with_headings(_csv_rows(path, encoding, delimiter), notes)


def _detect_delimiter(path: Path, encoding: str) -> str:
    """The one that cuts the first rows into the most, and equally many, cells."""
    best, score = ";", (0.0, 0)
    for delimiter in DELIMITERS:
        rows = []
        try:
            for row in _csv_rows(path, encoding, delimiter):
                if any(str(cell).strip() for cell in row.zellen):
                    rows.append(len(row.zellen))
                if len(rows) >= SAMPLE_ROWS:
                    break
        except FileUnreadable:
            continue
        widths = [width for width in rows if width > 1]
        if not widths:
            continue
        common = max(set(widths), key=widths.count)
        found = (widths.count(common) / len(rows), common)
        if found > score:
            best, score = delimiter, found
    return best


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Rohzeile]:
    csv.field_size_limit(CELL_LIMIT)
    with path.open(encoding=encoding, newline="", errors="strict") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield Rohzeile(number, tuple(cells))
        except csv.Error as error:
            raise FileUnreadable(_csv_problem(number + 1, str(error))) from error
        except UnicodeDecodeError as error:
            raise FileUnreadable(
                f"Ab Zeile {number + 1} passt der Zeichensatz nicht ({encoding}). Bitte als "
                "UTF-8 speichern."
            ) from error


def _csv_problem(row: int, message: str) -> str:
    if "field larger" in message:
        return (
            f"Zeile {row}: Eine Zelle ist länger als {CELL_LIMIT} Zeichen. Oft fehlt davor ein "
            "schließendes Anführungszeichen."
        )
    return f"Zeile {row}: Die Anführungszeichen gehen nicht auf. Bitte dort nachsehen."


def _read_workbook(path: Path, sheet: str) -> Tabelle:
    notes: list[Meldung] = []
    if check_archive(path):
        notes.append(Meldung(0, "", "Die Datei enthält Makros; sie wurden nicht gelesen."))
    is_ods = _is_ods(path)
    if is_ods:
        check_ods_size(path)
    workbook = _open(path)
    name, scan = _choose_sheet(path, workbook, sheet, notes, is_ods)
    if scan.formulas:
        text = f"{scan.formulas} Zellen mit Formeln: Gelesen wurden die gespeicherten Werte."
        notes.append(Meldung(0, "", text))
    try:
        found = workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise FileUnreadable("Das Tabellenblatt ist beschädigt.") from error
    if found.total_height > ROWS_LIMIT or found.total_width > COLUMNS_LIMIT:
        raise FileUnreadable(TOO_WIDE)
    return _with_headings(_workbook_rows(found, scan, notes), notes)


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return False
    if "content.xml" in names:
        return True
    raise FileUnreadable(f"Das ist keine Tabellendatei. {WANTED}")


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        if "assword" in type(error).__name__:
            raise FileUnreadable("Sie ist mit einem Kennwort geschützt.") from error
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.") from error


def _choose_sheet(
    path: Path, workbook: CalamineWorkbook, wanted: str, notes: list[Meldung], is_ods: bool
) -> tuple[str, Scan]:
    """The sheet asked for, else the first visible one that holds something. Each is looked through
    before the reader unpacks it into memory."""
    names = list(workbook.sheet_names)
    if wanted and wanted not in names:
        raise FileUnreadable(f"Das Blatt „{wanted}“ gibt es nicht; es gibt {', '.join(names)}.")
    metadata = workbook.sheets_metadata
    visible = [m.name for m in metadata if m.visible == SheetVisibleEnum.Visible]
    if not (wanted or visible):
        raise FileUnreadable("Sie hat kein sichtbares Tabellenblatt.")
    chosen, scan = wanted, Scan()
    for name in [wanted] if wanted else visible:
        scan = Scan(cells=1) if is_ods else scan_xlsx(path, name)
        if scan.cells and (not is_ods or workbook.get_sheet_by_name(name).total_height):
            chosen = name
            break
    chosen = chosen or visible[0]
    if others := [name for name in visible if name != chosen]:
        notes.append(
            Meldung(0, "", f"Gelesen wurde das Blatt „{chosen}“, nicht: {', '.join(others)}.")
        )
    if hidden := [name for name in names if name not in visible and name != chosen]:
        notes.append(Meldung(0, "", f"Ausgeblendete Blätter wurden nicht gelesen: {len(hidden)}."))
    return chosen, scan


def _workbook_rows(sheet: CalamineSheet, scan: Scan, notes: list[Meldung]) -> Iterator[Rohzeile]:
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        _fill_merged(rows, top, left, bottom, right)
        notes.append(
            Meldung(
                top + 1,
                "",
                f"Verbundene Zellen ({bottom - top + 1} × {right - left + 1}): Der Wert gilt für "
                "alle.",
            )
        )
    return _numbered(rows, scan)


def _fill_merged(rows: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        row[left : right + 1] = [value] * len(row[left : right + 1])


def _numbered(rows: Sequence[Sequence[Any]], scan: Scan) -> Iterator[Rohzeile]:
    places: dict[int, list[Meldung]] = {}
    for row, column in sorted(scan.without_value):
        text = "Formel ohne gespeicherten Wert. Bitte die Datei im Tabellenprogramm speichern."
        places.setdefault(row, []).append(Meldung(row, str(column), text))
    for (row, column), value in sorted(scan.errors.items()):
        text = f"Die Zelle zeigt einen Formelfehler ({value})."
        places.setdefault(row, []).append(Meldung(row, str(column), text))
    for number, cells in enumerate(rows, 1):
        yield Rohzeile(number, tuple(cells), tuple(places.get(number, ())))


def _with_headings(rows: Iterable[Rohzeile], notes: list[Meldung]) -> Tabelle:
    """The headings are the row among the first that holds the most known ones."""
    iterator = iter(rows)
    first: list[Rohzeile] = []
    for row in iterator:
        first.append(row)
        if len(first) >= HEADING_WITHIN:
            break
    candidates = [row for row in first if any(_text(cell) for cell in row.zellen)]
    if not candidates:
        raise FileUnreadable("Sie enthält keine Zeilen.")
    heading = max(candidates, key=lambda row: (_known_in(row), -row.nummer))
    headings = [_text(cell) for cell in heading.zellen]
    while headings and not headings[-1]:
        headings.pop()
    after = [row for row in first if row.nummer > heading.nummer]
    if heading.nummer > 1:
        notes.append(Meldung(heading.nummer, "", "Überschriften stehen in dieser Zeile."))
    return Tabelle(tuple(headings), _data_rows(after, iterator, headings), tuple(notes))


def _known_in(row: Rohzeile) -> int:
    """How many known headings a row holds; a single one may be a word in a cell of data."""
    known = sum(1 for name in suggest_mapping([_text(c) for c in row.zellen]).felder if name)
    return known if known > 1 else 0


def _data_rows(
    first: Iterable[Rohzeile], rest: Iterable[Rohzeile], headings: Sequence[str]
) -> Iterator[Rohzeile]:
    """Rows that hold something, as wide as the headings, without control characters."""
    for source in (first, rest):
        for row in source:
            if any(_text(cell) for cell in row.zellen) or row.fehler:
                yield _cleaned(row, headings)


def _cleaned(row: Rohzeile, headings: Sequence[str]) -> Rohzeile:
    width = len(headings)
    errors = [
        replace(e, spalte=headings[int(e.spalte) - 1]) for e in row.fehler if int(e.spalte) <= width
    ]
    notes = []
    if any(_text(cell) for cell in row.zellen[width:]):
        text = (
            f"Die Zeile hat mehr Zellen als Überschriften ({width}). Meist fehlen "
            "Anführungszeichen um ein Trennzeichen."
        )
        errors.append(Meldung(row.nummer, "", text))
    cells = []
    for number, cell in enumerate(row.zellen[:width]):
        if isinstance(cell, str):
            if CONTROL.search(cell):
                cell = CONTROL.sub("", cell)
                notes.append(Meldung(row.nummer, headings[number], "Steuerzeichen entfernt."))
            cell = restore(cell.strip())
            if len(cell) > CELL_LIMIT:
                errors.append(
                    Meldung(row.nummer, headings[number], f"Länger als {CELL_LIMIT} Zeichen.")
                )
        cells.append(cell)
    cells += [""] * (width - len(cells))
    return Rohzeile(row.nummer, tuple(cells), tuple(errors), tuple(notes))


def _text(cell: Any) -> str:
    """What a cell shows, roughly."""
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()
