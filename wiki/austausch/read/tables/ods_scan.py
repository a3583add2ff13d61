"""What the reader of workbooks does not tell of an ODS file: merged cells, formulas, error values,
and whether it says "repeat this cell a million times". Pure; streams the XML and keeps nothing."""

import re
import zipfile
from pathlib import Path
from typing import Any

from wiki.austausch.exceptions import FileUnreadable

from .workbook_scan import COLUMNS_LIMIT, ROWS_LIMIT, TOO_WIDE, Scan, elements, local_name

CELLS = ("table-cell", "covered-table-cell")
ERROR = re.compile(r"#[\w/?!]+|Err:\d+", re.I)
VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")


def scan_ods(path: Path) -> dict[str, Scan]:
    """Of each sheet by name. FileUnreadable for one that is too large."""
    scans: dict[str, Scan] = {}
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        scan, row = Scan(), 0
        for element in elements(file):
            tag = local_name(element.tag)
            if tag == "table-row":
                times = _number(element, "number-rows-repeated")
                _scan_row(element, row, times, scan)
                row += times
                element.clear()
            elif tag == "table":
                scans[_attributes(element).get("name", "")] = scan
                scan, row = Scan(), 0
    return scans


def _scan_row(row: Any, number: int, times: int, scan: Scan) -> None:
    """`number` from 0; formats far behind the last value do not count."""
    column = 0
    for cell in row:
        if local_name(cell.tag) not in CELLS:
            continue
        width = _number(cell, "number-columns-repeated")
        if _is_filled(cell):
            if number + times > ROWS_LIMIT or column + width > COLUMNS_LIMIT:
                raise FileUnreadable(TOO_WIDE)
            _scan_cell(cell, number, column, scan)
        column += width


def _scan_cell(cell: Any, row: int, column: int, scan: Scan) -> None:
    scan.cells += 1
    height = _number(cell, "number-rows-spanned")
    width = _number(cell, "number-columns-spanned")
    if height > 1 or width > 1:
        scan.merged.append(((row, column), (row + height - 1, column + width - 1)))
    attributes = _attributes(cell)
    if "formula" not in attributes:
        return
    scan.formulas += 1
    shown = "".join(cell.itertext()).strip()
    if ERROR.fullmatch(shown):
        scan.errors[(row + 1, column + 1)] = shown
    elif not shown and not any(attributes.get(name) for name in VALUES):
        scan.without_value.add((row + 1, column + 1))


def _is_filled(cell: Any) -> bool:
    return len(cell) > 0 or "formula" in _attributes(cell) or "value" in _attributes(cell)


def _attributes(element: Any) -> dict[str, str]:
    return {local_name(name): str(value) for name, value in element.attrib.items()}


def _number(element: Any, name: str) -> int:
    value = _attributes(element).get(name, "")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else 1
