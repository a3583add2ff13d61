"""Import: the file of rows to mend is read as the list was that they come from."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from wiki.austausch.export.faulty_rows import write_faulty_rows
from wiki.austausch.read.tables.tables import read_table

HEAD = ["Nr.", "Projekt", "Status", "Kosten"]


def mended(folder: Path, rows: list[list[Any]], faulty: tuple[int, ...]) -> list[tuple[Any, str]]:
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(folder / "liste.xlsx")
    file = BytesIO()
    problems = {number: ["Bitte ansehen."] for number in faulty}
    write_faulty_rows(folder / "liste.xlsx", "", problems, file)
    (folder / "mängel.xlsx").write_bytes(file.getvalue())
    return [(row.zellen[1], row.gruppe) for row in read_table(folder / "mängel.xlsx").zeilen]


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        (["Stadt Mayen"], "Stadt Mayen"),
        (["Handlungsfeld 2: Mobilität"], "Mobilität"),
        (["Geplante Projekte"], "Geplante Projekte"),
        (["B", "Mobilität"], "Mobilität"),
    ],
    ids=str,
)
def test_a_row_keeps_the_heading_that_it_stands_below(
    tmp_path: Path, heading: list[str], group: str
) -> None:
    rows: list[list[Any]] = [["A.1", "Vorweg", "geplant", 5], heading, ["B.1", "Parken", "?", 5]]
    assert mended(tmp_path, rows, (2, 4)) == [("Vorweg", ""), ("Parken", group)]


def test_a_row_below_no_heading_gets_none(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["1", "Rathaus"], ["1.1", "Antrag", "?", 5], ["2", "Parken", "?", 5]]
    assert mended(tmp_path, rows, (3, 4)) == [("Parken", ""), ("Antrag", "Rathaus")]


def test_a_heading_that_a_column_says_better_is_left_out(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Projekt", "Thema", "Status"], ["Größere Vorhaben"], ["Parken", "Umwelt", "?"]):
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")
    assert write_faulty_rows(tmp_path / "liste.xlsx", "", {3: ["?"]}, BytesIO()) == 1
