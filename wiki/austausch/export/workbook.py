"""Writes rows as a sheet of a workbook (XLSX): no text of it is a formula, none is too long.

openpyxl is imported where it is used: it takes 0.1 s, and hardly any command writes a workbook.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO, Any

from .formula_guard import defuse

XLSX_CELL_MAX_CHARS = 32_767  # characters; a spreadsheet takes no more
CUT = " […]"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
READABLE_WIDTH = 36  # characters of a column
Cell = str | int | date | None


def write_sheet(
    name: str,
    rows: Iterable[Iterable[Cell]],
    file: Path | IO[bytes],
    *,
    for_people: bool = False,
    note: str = "",
) -> int:
    """Writes the rows, of which the first are headings. Returns how many stand below them.

    A sheet that is read `for_people` has wide columns and shows all lines of a cell. A `note`
    stands on a sheet of its own.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(name)
    sheet.freeze_panes = "B2"
    below = iter(rows)
    headings = list(next(below))
    if for_people:
        _widen(sheet, len(headings))
    sheet.append([_dressed(sheet, text, bold=True, wrapped=for_people) for text in headings])
    count = 0
    for row in below:
        sheet.append([_dressed(sheet, value, wrapped=for_people) for value in row])
        count += 1
    if note:
        workbook.create_sheet("Hinweis").append([xlsx_cell(note)])
    workbook.save(file)
    return count


def xlsx_cell(value: Cell) -> Cell:
    """Returns what a workbook takes: a text that is no formula, of characters that it may hold,
    and not too long."""
    if not isinstance(value, str):
        return value
    text = defuse(NOT_IN_XML.sub("", value))
    return (
        text if len(text) <= XLSX_CELL_MAX_CHARS else text[: XLSX_CELL_MAX_CHARS - len(CUT)] + CUT
    )


def _widen(sheet: Any, columns: int) -> None:
    from openpyxl.utils import get_column_letter

    for number in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(number)].width = READABLE_WIDTH


def _dressed(sheet: Any, value: Cell, *, bold: bool = False, wrapped: bool = False) -> Any:
    if not bold and not wrapped:
        return xlsx_cell(value)
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, xlsx_cell(value))
    cell.font = Font(bold=bold)
    if wrapped:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
