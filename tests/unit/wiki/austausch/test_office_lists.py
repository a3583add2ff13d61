"""Import: lists as offices keep them, with dittos, crosses, continued rows, a second table."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from wiki.austausch.read.tables.tables import ReadTable, read_table

HEAD = ["Titel", "Kurzbeschreibung", "Kommune", "Kosten"]
KITA = ["Kita-App", "Eltern melden online an.", "Trier", 1000]


def table(folder: Path, *rows: list[Any]) -> ReadTable:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "liste.xlsx")
    return read_table(folder / "liste.xlsx")


def column(read: ReadTable, number: int) -> list[Any]:
    return [row.zellen[number] for row in read.zeilen]


@pytest.mark.parametrize("sign", ['"', "dito", "dto.", "s.o.", '-"-', "wie oben", "„"])
def test_a_cell_that_repeats_the_one_above_has_its_value(tmp_path: Path, sign: str) -> None:
    read = table(tmp_path, HEAD, KITA, ["Müll-App", "Abfuhr.", sign, 5], ["Bus", "Busse.", sign, 5])
    _, second, third = read.zeilen
    assert (second.zellen[2], third.zellen[2]) == ("Trier", "Trier")
    assert "Wie in der Zeile darüber: Kommune" in second.hinweise[0].meldung


def test_a_text_that_goes_on_in_the_next_row_is_one_text(tmp_path: Path) -> None:
    read = table(tmp_path, HEAD, KITA, [None, "Auch am Telefon.", None, None], KITA)
    assert column(read, 1)[0] == "Eltern melden online an.\nAuch am Telefon."


def test_a_status_that_is_crossed_is_read(tmp_path: Path) -> None:
    head = ["Titel", "Kommune", "geplant", "in Umsetzung", "abgeschlossen"]
    rows: list[list[Any]] = [["A", "Trier", "x"], ["B", "Trier", None, "X"], ["C", "Trier"]]
    read = table(tmp_path, head, *rows)
    assert read.ueberschriften[2:] == ("Status", "", "")
    assert column(read, 2) == ["geplant", "in Umsetzung", ""]


def test_columns_that_hold_more_than_crosses_stay(tmp_path: Path) -> None:
    head = ["Titel", "Kommune", "geplant", "in Umsetzung"]
    read = table(tmp_path, head, ["A", "Trier", "x", "seit März"])
    assert read.ueberschriften[2:] == ("geplant", "in Umsetzung")


def test_a_second_table_is_read_by_its_own_headings(tmp_path: Path) -> None:
    other = ["Titel", "Kommune", "Kurzbeschreibung", "Gültig bis"]
    read = table(tmp_path, HEAD, KITA, [], other, ["Müll-App", "Mainz", "Abfuhr.", 2030])
    _, second = read.zeilen
    assert second.zellen[:3] == ("Müll-App", "Abfuhr.", "Mainz")
    assert "Nicht gelesen: Gültig bis" in second.hinweise[0].meldung


@pytest.mark.parametrize(
    "row",
    [
        ["---", "---", "---", "---"],
        [None, None, None, 1000],
        ["Ø", None, None, 500],
        ["Durchschnitt", None, None, 500],
        ["erstellt von Frau Weber"],
        ["Seite 1 von 3"],
        ["Stadt Trier"],
        ["Geplante Projekte"],
        ["Beispiel: Dorf-App", "Bitte ausfüllen.", "Musterstadt", 5000],
        ["Musterprojekt 1", "Text", "Musterstadt", None],
    ],
    ids=str,
)
def test_what_is_no_project_is_none(tmp_path: Path, row: list[Any]) -> None:
    assert column(table(tmp_path, HEAD, KITA, row), 0) == ["Kita-App"]


def test_what_stands_below_a_legend_is_no_project(tmp_path: Path) -> None:
    read = table(tmp_path, HEAD, KITA, ["Legende:"], ["läuft", "in Umsetzung"], ["x", "ja"])
    assert column(read, 0) == ["Kita-App"]


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEAD, KITA, ["Intern", "Noch geheim.", "Trier", 1]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active["B2"].comment = Comment("noch klären", "Weber")
    book.save(tmp_path / "liste.xlsx")
    read = read_table(tmp_path / "liste.xlsx")
    first, second = read.zeilen
    assert not first.hinweise
    assert "ausgeblendet" in second.hinweise[0].meldung
    assert "Kommentare an Zellen: 1" in read.hinweise[0].meldung


@pytest.mark.parametrize("text", ["#WERT!", "#NV", "########", "#DIV/0!"])
def test_what_a_spreadsheet_shows_instead_of_a_value_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(f"Titel;Kommune;Kosten\nKita;Trier;{text}\n", encoding="utf-8")
    (row,) = read_table(path).zeilen
    assert row.zellen[2] == ""
    assert text in row.fehler[0].meldung


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Bürger\u00adbüro", "Bürgerbüro"),
        ("Öﬀnungs\u200bzeiten", "Öffnungszeiten"),
        ("grÃ¶Ã\x9fte", "größte"),
    ],
)
def test_letters_that_no_search_finds_are_written_out(
    tmp_path: Path, text: str, read_as: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(f"Titel;Kommune\n{text};Trier\n", encoding="utf-8")
    assert column(read_table(path), 0) == [read_as]


COUNTED_HEAD = ["Nr.", "Maßnahme", "Status", "Kosten"]


@pytest.mark.parametrize(
    ("above", "below"), [("B", "B.1"), (2, "2.1"), ("2.", "2.1."), ("HF 3", "HF 3.1"), ("M", "M1")]
)
def test_a_number_and_a_name_above_rows_that_count_on_are_a_group(
    tmp_path: Path, above: Any, below: str
) -> None:
    read = table(tmp_path, COUNTED_HEAD, [above, "Mobilität"], [below, "Parken", "geplant", 5])
    (row,) = read.zeilen
    assert (row.zellen[1], row.gruppe) == ("Parken", "Mobilität")
    assert row.hinweise[-1].meldung == "Zwischenüberschrift „Mobilität“: kein Projekt."


def test_a_row_belongs_to_the_group_whose_number_it_has(tmp_path: Path) -> None:
    rows = [["1", "Rathaus"], ["1.1", "Online"], ["1.1.1", "Antrag", "geplant"]]
    more: list[list[Any]] = [["1.2", "E-Akte", "geplant"], ["2", "Straßen", "geplant"]]
    read = table(tmp_path, COUNTED_HEAD, *rows, *more)
    assert [(r.zellen[1], r.gruppe) for r in read.zeilen] == [
        ("Antrag", "Online"),
        ("E-Akte", "Rathaus"),
        ("Straßen", ""),
    ]


@pytest.mark.parametrize("number", ["2", "1", "A.1", "Amt 10"])
def test_a_row_that_no_other_counts_below_stays_a_project(tmp_path: Path, number: str) -> None:
    read = table(tmp_path, COUNTED_HEAD, ["1", "Parken"], [number, "Busse", "geplant", 5])
    assert column(read, 1) == ["Parken", "Busse"]


@pytest.mark.parametrize(
    "row",
    [
        ["Trier Ergebnis", None, None, 3000],
        ["Gesamtergebnis", None, None, 3000],
        ["Übertrag", None, None, "1.000,00 €"],
        [None, "davon Förderung", None, 800],
        ["Saldo", None, None, -800],
    ],
    ids=str,
)
def test_what_a_spreadsheet_adds_up_is_no_project(tmp_path: Path, row: list[Any]) -> None:
    head = ["Kommune", "Projekt", "Status", "Kosten"]
    read = table(tmp_path, head, ["Trier", "Kita-App", "geplant", 1000], row)
    assert column(read, 1) == ["Kita-App"]


BLOCKS: list[list[Any]] = [
    ["Trier", "Parken", "geplant"],
    [None, "Busse", "geplant"],
    [None, "Räder", "geplant"],
    ["Mainz", "Bäume", "geplant"],
    [None, "Bäche", "geplant"],
]
BLOCK_HEAD = ["Kommune", "Projekt", "Status"]


def test_a_kommune_that_stands_once_above_its_projects_is_that_of_all(tmp_path: Path) -> None:
    rows = list(table(tmp_path, BLOCK_HEAD, *BLOCKS).zeilen)
    assert [row.zellen[0] for row in rows] == ["Trier", "Trier", "Trier", "Mainz", "Mainz"]
    assert rows[1].hinweise[0].meldung == "Leer, also wie weiter oben: Kommune."


@pytest.mark.parametrize(
    "rows",
    [
        [["Trier", "Räder"], ["Trier", "Busse"], *BLOCKS[1:]],  # who repeats it means each row
        [[None, "Räder"], *BLOCKS],
        BLOCKS[:3],
    ],
    ids=["repeated", "begins empty", "too few"],
)
def test_where_a_list_is_not_in_blocks_empty_stays_empty(
    tmp_path: Path, rows: list[list[Any]]
) -> None:
    assert "" in column(table(tmp_path, BLOCK_HEAD, *rows), 0)


BY_YEAR = ["Projekt", "Kommune", "Jahr", "Kosten", "Bemerkung"]
YEARS: list[list[Any]] = [
    ["Dorf-App", "Trier", 2021, 5000, "Start"],
    [None, None, 2022, 3000, None],
    [None, None, 2023, 2000, "Ende"],
]
NET = ["Netz", "Mainz", 2021, 1000, None]


@pytest.mark.parametrize("merged", [("A2:A4", "B2:B4"), ()], ids=["merged", "empty"])
def test_several_rows_of_one_project_are_one(tmp_path: Path, merged: tuple[str, ...]) -> None:
    book = Workbook()
    for row in (BY_YEAR, *YEARS, NET):
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(tmp_path / "liste.xlsx")
    first, second = read_table(tmp_path / "liste.xlsx").zeilen
    assert first.zellen == (
        *("Dorf-App", "Trier", "2021; 2022; 2023"),
        *("5000; 3000; 2000", "Start\nEnde"),
    )
    assert [n.meldung for n in first.hinweise][-2:] == [
        "Zeile 3 gehört zu diesem Projekt.",
        "Zeile 4 gehört zu diesem Projekt.",
    ]
    assert second.zellen[0] == "Netz"


@pytest.mark.parametrize(
    "row", [[None, "Mainz", 2021, 7, "Ende"], [None, None, None, 9000, None]], ids=str
)
def test_a_row_of_its_own_kommune_or_a_sum_belongs_to_none(tmp_path: Path, row: list[Any]) -> None:
    first = next(table(tmp_path, BY_YEAR, YEARS[0], row, NET).zeilen)
    assert first.zellen[3] == 5000


def test_without_a_column_for_the_kommune_a_row_without_title_stays_a_mistake(
    tmp_path: Path,
) -> None:
    head = ["Projekt", "Status", "Kosten", "Kontakt"]
    read = table(tmp_path, head, ["A", "geplant", 5, "Amt 1"], [None, "Idee", 7, "Amt 2"])
    assert column(read, 1) == ["geplant", "Idee"]


def test_of_two_tables_beside_each_other_the_left_one_is_read_and_it_is_said(
    tmp_path: Path,
) -> None:
    both = ["Projekt", "Kommune", "Kosten", None, "Projekt", "Kommune", "Kosten"]
    read = table(tmp_path, both, ["A", "Trier", 1, None, "C", "Mainz", 3])
    (row,) = read.zeilen
    assert (read.ueberschriften, row.zellen) == (
        ("Projekt", "Kommune", "Kosten"),
        ("A", "Trier", 1),
    )
    assert "ab Spalte E eine zweite" in read.hinweise[-1].meldung


@pytest.mark.parametrize(
    "right", [["Vorhaben", "Stadt", "Status"], ["Kommune", "Projekt", "Status"]]
)
def test_a_second_table_may_be_headed_otherwise(tmp_path: Path, right: list[str]) -> None:
    """Its Status must not come to a project of the left one."""
    both = ["Projekt", "Kommune", "Kosten", None, *right]
    read = table(tmp_path, both, ["A", "Trier", 1, None, "Mainz", "Mainz", "Idee"])
    assert [row.zellen for row in read.zeilen] == [("A", "Trier", 1)]
    assert "ab Spalte E eine zweite" in read.hinweise[-1].meldung


@pytest.mark.parametrize("above", [(None, None), (None, "Projekte in Mainz")])
def test_a_table_beside_the_first_that_begins_lower_is_said_and_not_read(
    tmp_path: Path, above: tuple[str | None, ...]
) -> None:
    rows = [["A", "Trier", 1, None, "Projekt", "Kommune"], ["B", "Bonn", 2, None, "C", "Mainz"]]
    read = table(tmp_path, ["Projekt", "Kommune", "Kosten", *above], *rows)
    assert "ab Spalte E eine zweite" in read.hinweise[-1].meldung
    found = [(row.zellen, row.fehler) for row in read.zeilen]
    assert found == [(("A", "Trier", 1), ()), (("B", "Bonn", 2), ())]


def test_a_column_without_heading_divides_no_table(tmp_path: Path) -> None:
    read = table(
        tmp_path, ["Projekt", "Kommune", None, "Ort", "Status"], ["A", "Trier", 1, "B", "Idee"]
    )
    assert read.ueberschriften == ("Projekt", "Kommune", "", "Ort", "Status")


def test_two_columns_of_one_name_are_no_second_table(tmp_path: Path) -> None:
    read = table(tmp_path, ["Projekt", "Kommune", "Link", "Link"], ["A", "Trier", "a", "b"])
    assert read.ueberschriften[-1] == "Link (2)"
