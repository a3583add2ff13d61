"""Import: ODS files, of which the reader of workbooks tells less than of XLSX."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.tables.tables import ReadTable, read_table

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)

MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def cell(text: str = "", **attributes: str) -> str:
    """`attributes` without their namespace: those of values are of `office`."""
    said = "".join(
        f' {"office" if "value" in name else "table"}:{name.replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    return f"<table:table-cell{said}>{f'<text:p>{text}</text:p>' * bool(text)}</table:table-cell>"


def text(value: str, **attributes: str) -> str:
    return cell(value, value_type="string", **attributes)


def row(*cells: str, repeated: int = 1) -> str:
    times = f' table:number-rows-repeated="{repeated}"'
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


HEADINGS = row(text("Titel"), text("Stadt"), text("Kosten"))


def read(folder: Path, *rows: str, entry: str = "") -> ReadTable:
    """Of one sheet, below the headings. `entry`: in the list of contents."""
    path = folder / "liste.ods"
    sheet = f'<table:table table:name="Liste">{HEADINGS}{"".join(rows)}</table:table>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{sheet}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        manifest = f'<m:manifest xmlns:m="{MANIFEST}">{entry}</m:manifest>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return read_table(path)


def test_values_keep_their_kind(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        row(
            text("A &amp; B"),
            cell("31.12.26", value_type="date", date_value="2026-12-31"),
            cell("12.000 €", value_type="currency", value="12000"),
        ),
    )
    (found,) = table.zeilen
    assert found.zellen == ("A & B", date(2026, 12, 31), 12000.0)


def test_rows_and_cells_that_are_repeated(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        row(cell(number_columns_repeated="3"), repeated=2),
        row(text("A", number_columns_repeated="2")),
        row(cell(number_columns_repeated="16000"), repeated=1_000_000),
    )
    assert [(found.nummer, found.zellen) for found in table.zeilen] == [(4, ("A", "A", ""))]


def test_merged_cells_hold_their_value_everywhere_and_are_said(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        row(text("A"), text("Trier", number_rows_spanned="2", number_columns_spanned="1")),
        row(text("B"), "<table:covered-table-cell/>"),
    )
    assert [found.zellen[1] for found in table.zeilen] == ["Trier", "Trier"]
    assert "Verbundene Zellen: 1." in table.hinweise[0].meldung


def test_formulas_without_a_value_are_errors_of_their_cell(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        row(text("A"), text("T"), cell("2", formula="of:=1+1", value_type="float", value="2")),
        row(text("B"), text("T"), cell("#DIV/0!", formula="of:=1/0", value_type="string")),
        row(text("C"), text("T"), cell(formula="of:=X()")),
    )
    first, second, third = table.zeilen
    assert (first.zellen[2], first.fehler) == (2.0, ())
    assert [(e.spalte, "#DIV/0!" in e.meldung) for e in second.fehler] == [("Kosten", True)]
    assert "ohne gespeicherten Wert" in third.fehler[0].meldung


def test_a_cell_a_million_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="zu groß"):
        read(tmp_path, row(text("x", number_columns_repeated="16000"), repeated=1_000_000))


def test_a_password_is_named(tmp_path: Path) -> None:
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    with pytest.raises(FileUnreadable, match="Kennwort"):
        read(tmp_path, entry=entry)


def test_a_number_counts_as_its_cell_shows_it(tmp_path: Path) -> None:
    thousands = cell("350 T€", value_type="float", value="350")
    whole = cell("350 T€", value_type="currency", value="350000")
    share = cell("60 %", value_type="percentage", value="0.6")
    table = read(tmp_path, *(row(text("A"), text("Trier"), c) for c in (thousands, whole, share)))
    assert [r.zellen[2] for r in table.zeilen] == ["350 T€", 350000.0, "60 %"]
