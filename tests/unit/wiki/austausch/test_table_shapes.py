"""Import: tables as people lay them out, with groups, sums, two rows of headings, or across."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from wiki.austausch.draft.headings import suggest_mapping
from wiki.austausch.read.rows.groups import said_by_group
from wiki.austausch.read.tables.tables import ReadTable, read_table

HEAD = ["Titel", "Kurzbeschreibung", "Kommune", "Kosten"]
KITA = ["Kita-App", "Eltern melden online an.", "Trier", 1000]


def sheet(folder: Path, rows: list[list[Any]], *merged: str) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def titles(table: ReadTable) -> list[Any]:
    return [row.zellen[0] for row in table.zeilen]


def fields(table: ReadTable) -> dict[str, str]:
    mapping = suggest_mapping(table.ueberschriften)
    return dict(zip(mapping.headings, mapping.fields, strict=True))


@pytest.mark.parametrize(
    "text",
    ["Handlungsfeld 1: Verwaltung", "II. Mobilität", "Ziel 3 – Umwelt", "Soziales:", "4. Bauen"],
)
def test_headings_between_rows_are_no_projects_and_said(tmp_path: Path, text: str) -> None:
    rows: list[list[Any]] = [HEAD, KITA, [text], KITA]
    path = sheet(tmp_path, rows)
    first, _ = read_table(path).zeilen
    assert f"Zwischenüberschrift „{text}“" in first.hinweise[0].meldung


def test_a_row_stands_below_its_group(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["Handlungsfeld 1: Verwaltung"],
        KITA,
        ["Handlungsfeld 2: Bauen"],
        KITA,
    ]
    found = list(read_table(sheet(tmp_path, rows)).zeilen)
    assert [row.gruppe for row in found] == ["Verwaltung", "Bauen"]


def test_a_group_that_is_merged_across_is_none_either(tmp_path: Path) -> None:
    path = sheet(tmp_path, [HEAD, ["Verwaltung"], KITA], "A2:D2")
    assert titles(read_table(path)) == ["Kita-App"]


def test_a_project_that_only_has_a_title_stays_one(tmp_path: Path) -> None:
    path = sheet(tmp_path, [HEAD, ["Glasfaser für Bendorf"], KITA])
    assert titles(read_table(path)) == ["Glasfaser für Bendorf", "Kita-App"]


@pytest.mark.parametrize(
    "row",
    [
        ["Summe", None, None, 1000],
        ["Gesamt:", "", "", "12.000 €"],
        [None, None, "Gesamtsumme", 1000],
        ["Summe Bezirke", "Alle Vorhaben", None, 2811600.48],
        ["Stand: 1.3.2024"],
        ["* vorläufig"],
        ["Quelle: Kreisverwaltung"],
    ],
    ids=str,
)
def test_sums_and_remarks_at_the_end_are_said_with_the_last_row(
    tmp_path: Path, row: list[Any]
) -> None:
    (found,) = read_table(sheet(tmp_path, [HEAD, KITA, row])).zeilen
    assert found.hinweise[-1].zeile == 3


TWO_ROWS: list[list[Any]] = [
    ["Digitalisierungsprojekte 2024"],
    ["Projekt", "Kommune", "Finanzen", None, "Laufzeit", None, "Kontakt", None],
    [None, None, "einmalig", "lfd. p.a.", "von", "bis", "Name", "E-Mail"],
    ["Kita-App", "Trier", 10, 2, 2020, 2021, "Amt 10", "a@trier.de"],
]
READ = {
    "Projekt": "titel",
    "Kommune": "kommunen",
    "Finanzen einmalig": "kosten_einmalig",
    "Finanzen lfd. p.a.": "kosten_laufend",
    "Laufzeit von": "laufzeit_von",
    "Laufzeit bis": "laufzeit_bis",
    "Kontakt Name": "kontakt_stelle",
    "Kontakt E-Mail": "kontakt_postfach",
}
MERGED = ("A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2")


@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "only beside each other"])
def test_two_rows_of_headings_are_joined(tmp_path: Path, merged: tuple[str, ...]) -> None:
    table = read_table(sheet(tmp_path, TWO_ROWS, *merged))
    assert fields(table) == READ
    assert titles(table) == ["Kita-App"]


THREE_ROWS: list[list[Any]] = [
    ["Projekt", "Kommune", "Finanzen", None, "Kontakt", None],
    [None, None, "Kosten", None, "Amt", "E-Mail"],
    [None, None, "einmalig", "laufend", None, None],
    ["Kita-App", "Trier", 10, 2, "Amt 10", "a@trier.de"],
]


@pytest.mark.parametrize(
    "merged", [("A1:A3", "B1:B3", "C1:D1", "C2:D2", "E1:F1", "E2:E3", "F2:F3"), ()], ids=len
)
def test_three_rows_of_headings_are_joined(tmp_path: Path, merged: tuple[str, ...]) -> None:
    table = read_table(sheet(tmp_path, THREE_ROWS, *merged))
    assert [name for name in fields(table).values() if name] == [
        *("titel", "kommunen", "kosten_einmalig", "kosten_laufend"),
        *("kontakt_stelle", "kontakt_postfach"),
    ]
    assert titles(table) == ["Kita-App"]


def test_a_row_of_units_belongs_to_the_headings_above(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Titel", "Kommune", "Kosten", "Laufende Kosten"],
        [None, None, "[T€]", "(in € p. a.)"],
        ["Kita-App", "Trier", 12, 3],
    ]
    table = read_table(sheet(tmp_path, rows))
    assert table.ueberschriften[2:] == ("Kosten [T€]", "Laufende Kosten (in € p. a.)")
    assert titles(table) == ["Kita-App"]


@pytest.mark.parametrize("counted", [[1, 2, 3, 4], ["(1)", "(2)", "(3)", "(4)"], list("abcd")])
def test_a_row_that_numbers_the_columns_is_no_project(tmp_path: Path, counted: list[Any]) -> None:
    assert titles(read_table(sheet(tmp_path, [HEAD, counted, KITA]))) == ["Kita-App"]


def test_one_row_of_headings_stays_one(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Titel", "Kosten", "Ort", "Ort"], ["Kita", "gering", "Trier", "Konz"]]
    assert titles(read_table(sheet(tmp_path, rows))) == ["Kita"]


def test_headings_that_are_written_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('="Titel";="Ort"\n="Kita";="Trier"\n', encoding="utf-8")
    table = read_table(path)
    assert (table.ueberschriften, titles(table)) == (("Titel", "Ort"), ["Kita"])


def test_separators_in_cells_that_are_written_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('="Titel";="Ort"\n="Kita, groß; klein";="Trier"\n', encoding="utf-16")
    assert titles(read_table(path)) == ["Kita, groß; klein"]


def test_headings_below_a_title_and_a_date(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Plan 2026", *[None] * 6, "Stand: 10/2026"], [], *TWO_ROWS[1:]]
    path = sheet(tmp_path, rows, "A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3")
    table = read_table(path)
    assert (fields(table), titles(table)) == (READ, ["Kita-App"])


def test_headings_below_a_cover(tmp_path: Path) -> None:
    rows: list[list[Any]] = [*[["Vorbemerkung"]] * 15, HEAD, KITA]
    assert titles(read_table(sheet(tmp_path, rows))) == ["Kita-App"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Gemeinde / VG", "kommunen"),
        ("Projekt/Vorhaben", "titel"),
        ("Beginn und Ende", ""),
        ("Schwerpunkt", "themen"),
    ],
)
def test_a_heading_that_says_one_thing_twice(heading: str, field: str) -> None:
    assert suggest_mapping(["Kurzfassung", heading, "x"]).fields[1] == field


@pytest.mark.parametrize("text", ["Maßnahmen 2025", "Haushaltsjahr 2024/25", "2026"])
def test_a_year_between_the_rows_is_no_project_and_no_thema(tmp_path: Path, text: str) -> None:
    (row,) = read_table(sheet(tmp_path, [HEAD, [text], KITA])).zeilen
    assert said_by_group(row.gruppe) == ("themen", "")


def test_a_list_whose_only_title_is_a_thema() -> None:
    mapping = suggest_mapping(["FKZ", "Zuwendungsempfänger", "Thema", "Laufzeit von"])
    assert mapping.fields == ("", "kommunen", "titel", "laufzeit_von")


def test_a_sheet_that_lies_across_is_turned(tmp_path: Path) -> None:
    rows = [list(cells) for cells in zip(HEAD, KITA, ["Rad-App", "x", "Konz", 5], strict=True)]
    table = read_table(sheet(tmp_path, rows))
    assert table.ueberschriften == tuple(HEAD)
    found = [(row.nummer, row.zellen[0]) for row in table.zeilen]
    assert found == [(2, "Kita-App"), (3, "Rad-App")]
    assert "liegt quer" in table.hinweise[-1].meldung


def test_the_address_behind_a_cell_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([*HEAD, "Link"])
    book.active.append([*KITA, "Projektseite"])
    book.active["E2"].hyperlink = "https://example.org/kita"
    book.save(tmp_path / "liste.xlsx")
    (row,) = read_table(tmp_path / "liste.xlsx").zeilen
    assert row.links == {4: "https://example.org/kita"}
