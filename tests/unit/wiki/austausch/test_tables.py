"""Import: files that are tables, and files that are not."""

import csv
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.export.formula_guard import defuse
from wiki.austausch.read.tables import workbook_scan
from wiki.austausch.read.tables.heading_rows import UNIT
from wiki.austausch.read.tables.tables import read_table

TEXT = 'Titel;Stadt;Lösung\nÄpfel;Köln;"Zeile 1\n\nZeile ""2"""\n'


def rows(path: Path, **options: Any) -> list[tuple[Any, ...]]:
    return [row.zellen for row in read_table(path, **options).zeilen]


def written(folder: Path, content: bytes, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, (TEXT * 3).encode(encoding))
    assert rows(path)[0] == ("Äpfel", "Köln", 'Zeile 1\n\nZeile "2"')


@pytest.mark.parametrize("encoding", ["latin-1", "mac_roman", "cp850"])
def test_old_encodings_are_told_by_their_umlauts(tmp_path: Path, encoding: str) -> None:
    text = "Titel;Stadt\nBürgerbüro für Größe;Köln\nÄmter & Öl;Überlingen\n"
    path = written(tmp_path, text.encode(encoding))
    assert rows(path)[0] == ("Bürgerbüro für Größe", "Köln")


def test_an_encoding_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "Titel;Stadt\nБюргер;Кёльн\n".encode("cp1251"))
    with pytest.raises(FileUnreadable, match="Zeichensatz ist unbekannt"):
        read_table(path)


def test_a_heading_that_begins_like_an_archive_is_a_heading(tmp_path: Path) -> None:
    path = written(tmp_path, b"PKW-Ladepunkte;Titel\n12;Ladepark\n")
    assert rows(path) == [("12", "Ladepark")]


def test_the_euro_of_latin_9_is_one(tmp_path: Path) -> None:
    path = written(tmp_path, "Titel;Kosten\nBüro;12.000 €\n".encode("iso8859-15"))
    assert next(read_table(path).zeilen).zellen[1] == "12.000 €"


def test_a_table_of_endless_width_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b";".join(b"S%d" % number for number in range(501)))
    with pytest.raises(FileUnreadable, match="über 500 Spalten"):
        read_table(path)


def test_cp1252_is_said(tmp_path: Path) -> None:
    notes = read_table(written(tmp_path, TEXT.encode("cp1252"))).hinweise
    assert "Windows-1252" in notes[0].meldung


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "liste.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([["Titel", "Stadt"], ["a; b, c", "d | e"], ["f", ""]])
    assert rows(path) == [("a; b, c", "d | e"), ("f", "")]


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    path = written(tmp_path, b"Liste 2024;;\n\nTitel;Stadt\na;b\n;\nc;d\n")
    table = read_table(path)
    assert table.ueberschriften == ("Titel", "Stadt")
    assert [row.nummer for row in table.zeilen] == [4, 6]


def test_headings_that_stand_again_are_passed_over_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, b"Titel;Stadt\na;b\nTitel;Stadt\nc;d\n")
    first, second = read_table(path).zeilen
    assert (second.hinweise, second.nummer, second.zellen) == ((), 4, ("c", "d"))
    assert (first.hinweise[0].zeile, "noch einmal" in first.hinweise[0].meldung) == (3, True)


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path, b"Titel;Ort;ORT;;\na;b;c\n")
    assert read_table(path).ueberschriften == ("Titel", "Ort", "ORT (2)")


QUOTED = {
    "whole lines": '"Titel;Kommune"\n"Ämter;Trier"\n',
    "whole lines, cells too": '"Titel;""Kommune"""\n"Ämter;""Trier"""\n',
    "each cell": '"Titel";"Kommune"\n"Ämter";"Trier"\n',
    "by other marks": "'Titel';'Kommune'\n'Ämter';'Trier'\n",
}


@pytest.mark.parametrize("text", QUOTED.values(), ids=QUOTED)
def test_cells_are_told_apart_however_they_are_quoted(tmp_path: Path, text: str) -> None:
    table = read_table(written(tmp_path, text.encode()))
    assert table.ueberschriften == ("Titel", "Kommune")
    assert [row.zellen for row in table.zeilen] == [("Ämter", "Trier")]


def test_a_line_that_ends_before_the_title_is_a_group(tmp_path: Path) -> None:
    path = written(tmp_path, b"Nr;Titel;Kommune\nSoziales:\n1;Kita;Trier\n")
    (row,) = read_table(path).zeilen
    assert (row.gruppe, row.zellen[1]) == ("Soziales", "Kita")


def test_json_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="JSON"):
        read_table(written(tmp_path, b'[{"Titel": "A"}]'))


def test_formula_instead_of_its_value_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, b'Titel;AGS\n"=HYPERLINK(""x"")";"=""07211000"""\n')
    (row,) = read_table(path).zeilen
    assert [error.spalte for error in row.fehler] == ["Titel"]
    assert row.zellen[1] == "07211000"


def test_letters_read_in_the_wrong_encoding_are_said(tmp_path: Path) -> None:
    mixed = "Titel;Ort\nKöln;a\n".encode() + "Ä;b\n".encode("cp1252")
    first, second = read_table(written(tmp_path, mixed)).zeilen
    assert "Falscher Zeichensatz" in first.hinweise[0].meldung
    assert (first.zellen[0], second.zellen[0], second.hinweise) == ("Köln", "Ä", ())


def test_row_with_too_many_cells_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, b"Titel;Stadt\na;b;c\n")
    (row,) = read_table(path).zeilen
    assert "mehr Zellen" in row.fehler[0].meldung


def test_control_characters_are_taken_out_and_said(tmp_path: Path) -> None:
    (row,) = read_table(written(tmp_path, b"Titel;Stadt\na\x00\x07b;c\n")).zeilen
    assert row.zellen == ("ab", "c")
    assert "Steuerzeichen" in row.hinweise[0].meldung


REFUSED = {
    "empty": (b"", "leer"),
    "blank lines": (b"\n\n;;\n", "keine Zeilen"),
    "HTML": (b"<!DOCTYPE html><html></html>", "Web- oder XML-Datei"),
    "XML": (b"<?xml version='1.0'?><a/>", "Web- oder XML-Datei"),
    "PDF": (b"%PDF-1.7", "keine Tabelle"),
    "password": (
        b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
        "Kennwort",
    ),
    "binary": (bytes(range(256)) * 20, "keine Textdatei"),
    "null characters": (bytes(5000), "keine Textdatei"),
    "old XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alten XLS-Format"),
    "broken zip": (b"PK\x03\x04rubbish", "beschädigt"),
    "empty zip": (b"PK\x05\x06" + bytes(18), "keine Tabellendatei"),
    "open quotation": (b'Titel;Stadt\n"a;b\nc;d\n', "Anführungszeichen"),
    "text after a quotation": (b'Titel;Stadt\n"a"x;b\n', "Anführungszeichen"),
    "endless cell": (b"Titel;Stadt\n" + b"a" * 200_000 + b";b\n", "länger als"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_in_german(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(FileUnreadable, match=message):
        rows(written(tmp_path, content))


def test_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="beschädigt"):
        rows(written(tmp_path, b"Titel;Stadt\n", "liste.xlsx"))


def test_zip_without_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FileUnreadable, match="keine Tabellendatei"):
        rows(path)


def test_zip_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "liste.xlsx"
    monkeypatch.setattr(workbook_scan, "WORKBOOK_UNPACKED_MAX_BYTES", 1024 * 1024)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(1024 * 1024 + 1))
    with pytest.raises(FileUnreadable, match="zu groß"):
        rows(path)


def workbook(path: Path, cells: list[list[Any]]) -> Workbook:
    book = Workbook()
    for row in cells:
        book.active.append(row)
    book.save(path)
    return book


def test_xlsx_keeps_numbers_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    workbook(path, [["Titel", "Kosten", "Gültig bis"], ["a", 12, date(2026, 1, 2)]])
    assert rows(path) == [("a", 12.0, date(2026, 1, 2))]


def test_merged_cells_hold_their_value_everywhere_and_are_said(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = workbook(path, [["Titel", "Stadt"], ["a", "Trier"], ["b", None]])
    book.active.merge_cells("B2:B3")
    book.save(path)
    table = read_table(path)
    assert [row.zellen for row in table.zeilen] == [("a", "Trier"), ("b", "Trier")]
    assert "Verbundene Zellen" in table.hinweise[-1].meldung


def test_formulas_without_value_and_error_values_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = workbook(path, [["Titel", "Kosten"], ["a", "=1+1"], ["b", "#REF!"]])
    book.active["B3"].data_type = "e"
    book.save(path)
    table = read_table(path)
    first, second = table.zeilen
    assert "ohne gespeicherten Wert" in first.fehler[0].meldung
    assert first.fehler[0].spalte == "Kosten"
    assert "#REF!" in second.fehler[0].meldung


def test_hidden_and_other_sheets_are_not_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = workbook(path, [["Titel"], ["a"]])
    book.create_sheet("Anlage")
    book.create_sheet("Geheim").sheet_state = "hidden"
    book.save(path)
    notes = " ".join(note.meldung for note in read_table(path).hinweise)
    assert "nicht: Anlage" in notes
    assert "Ausgeblendete Blätter wurden nicht gelesen: 1" in notes
    assert "Geheim" not in notes


def test_macros_are_not_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsm"
    workbook(path, [["Titel", "Stadt"], ["a", "b"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "Makros" in read_table(path).hinweise[0].meldung


def test_a_lonely_cell_far_away_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liste.xlsx"
    book = workbook(path, [["Titel"], ["a"]])
    book.active["XFD1048576"] = "weit weg"
    book.save(path)
    monkeypatch.setattr(CalamineWorkbook, "get_sheet_by_name", None)  # never unpacked in memory
    with pytest.raises(FileUnreadable, match="zu groß"):
        rows(path)


cell = st.text(alphabet="aÄß0;,|\t\"'\n =+-@€", max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=5))
def test_csv_round_trip(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "liste.csv"
    stripped = [(a.strip(), b.strip()) for a, b in wanted]
    first = next(filter(any, stripped), ("a", ""))
    assume(any(text and not UNIT.fullmatch(text) for text in first))  # else part of the headings
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["Titel", "Kurzfassung"])
        writer.writerows([[defuse(text) for text in row] for row in stripped])
    assert rows(path) == [row for row in stripped if any(row)]
