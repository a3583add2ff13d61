"""Finds in an ODS file what the reader of workbooks does not tell: merged cells, formulas, error
values, and cells that are said to repeat a million times. Pure.

It streams the XML, so that memory holds one row at a time.
"""

import re
import zipfile
from pathlib import Path
from typing import Any

from wiki.austausch.exceptions import FileUnreadable

from .cell_formats import unit_shown
from .workbook_scan import COLUMNS_MAX, ROWS_MAX, TOO_WIDE, Scan, elements, local_name

CELLS = ("table-cell", "covered-table-cell")
ERROR = re.compile(r"#[\w/?!]+|Err:\d+", re.I)
VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")


def scan_ods(path: Path) -> dict[str, Scan]:
    """Returns what was found in each sheet, by name. Raises FileUnreadable for a sheet that is too
    large."""
    scans: dict[str, Scan] = {}
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        scan, row, column = Scan(), 0, 0
        for element in elements(file):
            tag = local_name(element.tag)
            if tag == "table-column":
                times = _number(element, "number-columns-repeated")
                _scan_column(element, column, times, scan)
                column += times
            elif tag == "table-row":
                times = _number(element, "number-rows-repeated")
                _scan_row(element, row, times, scan)
                row += times
                element.clear()
            elif tag == "table":
                scans[_attributes(element).get("name", "")] = scan
                scan, row, column = Scan(), 0, 0
    return scans


def _scan_column(element: Any, column: int, times: int, scan: Scan) -> None:
    if _attributes(element).get("visibility") == "collapse" and column + times <= COLUMNS_MAX:
        scan.hidden_columns |= set(range(column + 1, column + times + 1))


def _scan_row(row: Any, number: int, times: int, scan: Scan) -> None:
    """Scans a row that the file repeats `times` times; `number` counts from 0. Empty cells that
    only have a format are passed over, however far behind the last value they stand."""
    column = 0
    if _attributes(row).get("visibility") in ("collapse", "filter") and number + times <= ROWS_MAX:
        scan.hidden_rows |= set(range(number + 1, number + times + 1))
    for cell in row:
        if local_name(cell.tag) not in CELLS:
            continue
        width = _number(cell, "number-columns-repeated")
        if _is_filled(cell):
            if number + times > ROWS_MAX or column + width > COLUMNS_MAX:
                raise FileUnreadable(TOO_WIDE)
            _scan_cell(cell, number, column, scan)
        column += width


def _scan_cell(cell: Any, row: int, column: int, scan: Scan) -> None:
    scan.cells += 1
    height = _number(cell, "number-rows-spanned")
    width = _number(cell, "number-columns-spanned")
    if height > 1 or width > 1:
        scan.merged.append(((row, column), (row + height - 1, column + width - 1)))
    for element in cell.iter():
        scan.comments += local_name(element.tag) == "annotation"
        if local_name(element.tag) == "a" and (target := _attributes(element).get("href", "")):
            scan.links[row + 1, column + 1] = target
    attributes = _attributes(cell)
    shown = "".join(cell.itertext()).strip()
    if unit := _unit(attributes, shown):
        scan.units[row + 1, column + 1] = unit
    if "formula" not in attributes:
        return
    scan.formulas += 1
    if ERROR.fullmatch(shown):
        scan.errors[(row + 1, column + 1)] = shown
    elif not shown and not any(attributes.get(name) for name in VALUES):
        scan.without_value.add((row + 1, column + 1))


def _unit(attributes: dict[str, str], shown: str) -> str:
    if attributes.get("value-type") == "percentage":
        return "%"
    value = attributes.get("value", "")
    return unit_shown(shown, value) if re.fullmatch(r"\d+(?:\.\d+)?", value) else ""


def _is_filled(cell: Any) -> bool:
    return len(cell) > 0 or "formula" in _attributes(cell) or "value" in _attributes(cell)


def _attributes(element: Any) -> dict[str, str]:
    return {local_name(name): str(value) for name, value in element.attrib.items()}


def _number(element: Any, name: str) -> int:
    value = _attributes(element).get(name, "")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else 1
