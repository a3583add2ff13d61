"""Writes the rows of a list that want mending as XLSX, each with what is wrong with it.

The file can be read in again as it is: the added column is known and passed over.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from wiki.austausch.read.tables.tables import PROBLEM_HEADING, read_table

from .table_export import xlsx_cell


def write_faulty_rows(
    path: Path, sheet: str, problems: Mapping[int, Sequence[str]], file: IO[bytes]
) -> int:
    """Writes the rows with these numbers to `file`. Returns how many there are."""
    table = read_table(path, sheet)
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("Zu berichtigen")
    page.freeze_panes = "B2"
    page.append([_bold(page, text) for text in (PROBLEM_HEADING, *table.ueberschriften)])
    count = 0
    for row in table.zeilen:
        if row.nummer in problems:
            said = " ".join(problems[row.nummer])
            page.append([xlsx_cell(said), *(xlsx_cell(cell) for cell in row.zellen)])
            count += 1
    workbook.save(file)
    return count


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, xlsx_cell(text))
    cell.font = Font(bold=True)
    return cell
