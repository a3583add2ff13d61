"""Import: a number counts as the cell shows it, and what a sheet strikes out or hides is said."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from wiki.austausch.read.tables.cell_formats import as_shown, letters_of, unit_of, unit_shown
from wiki.austausch.read.tables.tables import ReadTable, read_table

UNITS = {
    '#,##0" T€"': "T€",
    '#,##0\\ "TEUR"': "T€",
    "#,##0.0\\ \\T\\€;[Red]\\-#,##0.0\\ \\T\\€": "T€",
    '0.0" Mio. €"': "Mio. €",
    "0%": "%",
    "0.0 %": "%",
    '#,##0.0,," Mio. €"': "",  # divides what it shows: the cell holds the whole amount
    '#,##0," T€"': "",
    '#,##0.00\\ "€"': "",
    "#,##0.00 [$€-407]": "",
    "General": "",
    "dd.mm.yyyy": "",
}


@pytest.mark.parametrize(("code", "unit"), UNITS.items(), ids=UNITS)
def test_a_format_shows_a_unit(code: str, unit: str) -> None:
    assert unit_of(code) == unit


@pytest.mark.parametrize(
    ("shown", "value", "unit"),
    [
        ("350 T€", "350", "T€"),
        ("12,5 Mio. €", "12.47", "Mio. €"),
        ("350 T€", "350000", ""),
        ("1.350,00 €", "1350", ""),
        ("Amt 10", "10", ""),
    ],
)
def test_a_shown_unit_counts_only_behind_the_stored_number(
    shown: str, value: str, unit: str
) -> None:
    assert unit_shown(shown, value) == unit


def test_numbers_are_written_as_people_do() -> None:
    assert [as_shown(v, "T€") for v in (350.0, 1234567.0, 12.5, True, "k. A.")] == [
        *("350 T€", "1234567 T€", "12,5 T€"),
        *(True, "k. A."),
    ]
    assert as_shown(0.345, "%") == "34,5 %"
    assert letters_of([28, 1]) == "A, AB"


def table(folder: Path, *rows: list[Any], **style: Any) -> ReadTable:
    book = Workbook()
    sheet = book.active
    for row in (["Titel", "Kommune", "Kosten"], *rows):
        sheet.append(row)
    sheet["C2"].number_format = style.get("number", "General")
    for place in style.get("struck", ()):
        sheet[place].font = Font(strike=True)
    if "hidden" in style:
        sheet.column_dimensions[style["hidden"]].hidden = True
    book.save(folder / "liste.xlsx")
    return read_table(folder / "liste.xlsx")


def test_a_number_counts_as_its_cell_shows_it(tmp_path: Path) -> None:
    (row,) = table(tmp_path, ["E-Akte", "Trier", 350], number='#,##0" T€"').zeilen
    assert row.zellen == ("E-Akte", "Trier", "350 T€")


@pytest.mark.parametrize(
    ("struck", "said"),
    [
        (("A2", "B2", "C2"), "Die Zeile ist in der Datei durchgestrichen; sie wird mitgelesen."),
        (("C2",), "Durchgestrichene Zellen: 1; sie werden mitgelesen."),
    ],
)
def test_what_is_struck_out_is_said(tmp_path: Path, struck: tuple[str, ...], said: str) -> None:
    (row,) = table(tmp_path, ["E-Akte", "Trier", 350], struck=struck).zeilen
    assert [note.meldung for note in row.hinweise] == [said]


def test_hidden_columns_are_said(tmp_path: Path) -> None:
    read = table(tmp_path, ["E-Akte", "Trier", 350], hidden="C")
    assert [n.meldung for n in read.hinweise] == ["Ausgeblendete Spalten werden mitgelesen: C."]
