"""Writes the rows of a list that want mending as XLSX, each with what is wrong with it.

The file can be read in again as it is: the added column is known and passed over.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from wiki.austausch.draft.headings import suggest_mapping
from wiki.austausch.read.rows.groups import heading_of_group, said_by_group
from wiki.austausch.read.tables.tables import PROBLEM_HEADING, ReadTable, read_table

from .workbook import Cell, write_sheet


def write_faulty_rows(
    path: Path, sheet: str, problems: Mapping[int, Sequence[str]], file: IO[bytes]
) -> int:
    """Writes the rows with these numbers to `file`. Returns how many lines it has, with those of
    headings between the rows."""
    table = read_table(path, sheet)
    return write_sheet("Zu berichtigen", _rows(table, problems), file)


def _rows(table: ReadTable, problems: Mapping[int, Sequence[str]]) -> Iterator[list[Cell]]:
    """The rows below the heading between the rows that they stand below in the list, if that tells
    more than a column does; those below none come first."""
    yield [PROBLEM_HEADING, *table.ueberschriften]
    faulty = [row for row in table.zeilen if row.nummer in problems]
    fields = suggest_mapping(table.ueberschriften).fields
    telling = {row.gruppe for row in faulty if row.gruppe and _tells(row.gruppe, fields)}
    gruppe = ""
    for row in sorted(faulty, key=lambda row: row.gruppe in telling):
        if row.gruppe in telling and row.gruppe != gruppe:
            gruppe = row.gruppe
            yield ["", heading_of_group(gruppe)]
        yield [" ".join(problems[row.nummer]), *row.zellen]


def _tells(gruppe: str, fields: Sequence[str]) -> bool:
    """A column for the Themen says more than a heading between the rows; Kommune and status of a
    heading hold where the cell is empty."""
    field, value = said_by_group(gruppe)
    return bool(value) and (field != "themen" or field not in fields)
