"""Reads one sheet of a workbook (XLSX, XLSM, ODS) as rows. Pure.

The sheet is in memory while it is read; `workbook_scan` bounds its size.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.exceptions import FileUnreadable

from .cell_formats import as_shown, letters_of
from .ods_scan import scan_ods
from .sheet_choice import choose_sheet
from .workbook_scan import Scan, check_archive

HIDDEN = "Die Zeile ist in der Datei ausgeblendet oder gefiltert; sie wird mitgelesen."


def read_workbook(path: Path, sheet: str) -> tuple[Iterator[RawRow], list[Meldung]]:
    """Returns the rows of a sheet, and notes about the file as a whole."""
    notes: list[Meldung] = []
    if check_archive(path):
        notes.append(Meldung(0, "", "Die Datei enthält Makros; sie wurden nicht gelesen."))
    ods_scans = scan_ods(path) if _is_ods(path) else None
    blatt, others = choose_sheet(path, _open(path), sheet, ods_scans)
    notes += others
    if formulas := blatt.scan.formulas:
        text = f"Zellen mit Formeln: {formulas}. Gelesen wurden die gespeicherten Werte."
        notes.append(Meldung(0, "", text))
    if comments := blatt.scan.comments:
        text = f"Kommentare an Zellen: {comments}. Sie werden nicht eingelesen."
        notes.append(Meldung(0, "", text))
    if hidden := blatt.scan.hidden_columns:
        text = f"Ausgeblendete Spalten werden mitgelesen: {letters_of(hidden)}."
        notes.append(Meldung(0, "", text))
    return _workbook_rows(blatt.sheet, blatt.scan, notes), notes


def sheet_names(path: Path) -> list[str]:
    """Returns the names of the sheets; none for a file that is no readable workbook."""
    if not zipfile.is_zipfile(path):
        return []
    try:
        check_archive(path)
        return list(_open(path).sheet_names)
    except FileUnreadable:
        return []


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return False
    if "content.xml" in names:
        return True
    raise FileUnreadable("Das ist keine Tabellendatei. Gelesen werden CSV, XLSX und ODS.")


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        if "assword" in type(error).__name__:
            raise FileUnreadable("Sie ist mit einem Kennwort geschützt.") from error
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.") from error


def _workbook_rows(sheet: CalamineSheet, scan: Scan, notes: list[Meldung]) -> Iterator[RawRow]:
    rows = sheet.to_python(skip_empty_area=False)
    merged = [area for area in sheet.merged_cell_ranges or scan.merged if area[0] != area[1]]
    above: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in merged:
        _fill_merged(rows, top, left, bottom, right)
        for number in range(top + 1, min(bottom, len(rows)) + 1):
            above.setdefault(number, set()).update(range(left, right + 1))
    if merged:
        text = f"Verbundene Zellen: {len(merged)}. Ihr Wert gilt für jede von ihnen."
        notes.append(Meldung(0, "", text))
    numbered = _numbered(rows, scan)
    return (replace(r, von_oben=frozenset(above.get(r.nummer - 1, ()))) for r in numbered)


def _fill_merged(rows: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        row[left : right + 1] = [value] * len(row[left : right + 1])


def _numbered(rows: Sequence[Sequence[Any]], scan: Scan) -> Iterator[RawRow]:
    places: dict[int, list[Meldung]] = {}
    for row, column in sorted(scan.without_value):
        text = "Formel ohne gespeicherten Wert. Bitte die Datei im Tabellenprogramm speichern."
        places.setdefault(row, []).append(Meldung(row, str(column), text))
    for (row, column), value in sorted(scan.errors.items()):
        text = f"Die Zelle zeigt einen Formelfehler ({value})."
        places.setdefault(row, []).append(Meldung(row, str(column), text))
    links: dict[int, dict[int, str]] = {}
    for (row, column), target in scan.links.items():
        links.setdefault(row, {})[column - 1] = target
    struck = Counter(row for row, _ in scan.struck)
    for number, cells in enumerate(rows, 1):
        errors = tuple(places.get(number, ()))
        said = [HIDDEN] if number in scan.hidden_rows else []
        said += [_struck(struck[number], cells)] if number in struck else []
        yield RawRow(
            number,
            tuple(_as_shown(cells, number, scan.units)),
            errors,
            tuple(Meldung(number, "", text) for text in said),
            links=links.get(number, {}),
        )


def _as_shown(
    cells: Sequence[Any], row: int, units: Mapping[tuple[int, int], str]
) -> Iterator[Any]:
    for column, cell in enumerate(cells, 1):
        unit = units.get((row, column))
        yield as_shown(cell, unit) if unit else cell


def _struck(count: int, cells: Sequence[Any]) -> str:
    """What is said of a row with struck-out cells; where all are, somebody has given it up."""
    if count >= sum(1 for cell in cells if cell not in ("", None)):
        return "Die Zeile ist in der Datei durchgestrichen; sie wird mitgelesen."
    return f"Durchgestrichene Zellen: {count}; sie werden mitgelesen."
