"""PDF files as a screen reader meets them: every part tagged, in reading order, in German."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from wiki.schriftstueck.pdf import write_pdf
from wiki.schriftstueck.schema import (
    Absatz,
    Angaben,
    Bild,
    Run,
    Schreiblinien,
    Schriftstueck,
    Stil,
    Tabelle,
    Teil,
    Ueberschrift,
    Unterschrift,
    cells,
    paragraph,
)


def read(*teile: Teil, **said: Any) -> PdfReader:
    document = Schriftstueck("Kita & Schule", teile, **said)
    return PdfReader(io.BytesIO(write_pdf(document, settings.FONT_DIR)))


def test_a_title_that_cannot_be_printed_is_replaced() -> None:
    data = write_pdf(Schriftstueck("\u202e", ()), settings.FONT_DIR)
    assert "Ohne Titel" in text(PdfReader(io.BytesIO(data)))


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(reader: PdfReader) -> list[str]:
    """The roles of the structure tree in reading order, without those that only group."""
    grouping = {"Document", "Part", "Div", "Sect", "NonStruct", "TBody", "THead", "TR", "Span"}
    return [role for element in elements(reader) if (role := element["/S"][1:]) not in grouping]


def elements(reader: PdfReader) -> Iterator[Any]:
    yield from _below(reader.root_object["/StructTreeRoot"])


def _below(element: Any) -> Iterator[Any]:
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from _below(found)


def picture(alt: str) -> Bild:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return Bild(file.getvalue(), 40, 30, alt)


def item(text: str, depth: int = 0, stil: Stil = Stil.BULLET, nummer: int = 0) -> Absatz:
    return Absatz((Run(text),), stil, depth, nummer)


def test_file_says_that_it_is_accessible_and_in_which_language() -> None:
    reader = read(paragraph("Text"), betreff="Kita", verfasser="Wiki")
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "de-DE"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Kita", "Wiki")
    metadata = reader.root_object["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_every_kind_of_part_is_tagged_in_reading_order() -> None:
    reader = read(
        paragraph("Kurz", Stil.LEAD),
        Angaben((("Status", "im Betrieb"),)),
        Ueberschrift("Ablauf"),
        Absatz((Run("siehe "), Run("dort", url="https://trier.example/"))),
        Tabelle((cells("Jahr", "Euro"), cells("2024", "5"))),
        picture("Ein Haus"),
        Schreiblinien(2),
        Unterschrift("geprüft", "Datum"),
    )
    facts = ["Table", "TH", "TH", "TD", "Strong", "TD"]
    found = [tag for tag in tags(reader) if tag not in ("P", "Strong", "Em")]
    assert found[:2] == ["H1", "Table"]
    assert [tag for tag in facts if tag != "Strong"] == found[1:6]
    assert found[6:9] == ["H2", "Link", "Table"]
    assert found[9:] == ["TH", "TH", "TD", "TD", "Figure"]


def test_pictures_are_described_and_decoration_is_not_read_out() -> None:
    figures = [e for e in elements(read(picture("Ein Haus"), picture(""))) if e["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["Ein Haus"]


def test_lists_are_lists_and_hold_the_deeper_ones() -> None:
    reader = read(item("a"), item("b", 1), item("c", 1), item("d"), item("e", 0, Stil.NUMBER, 3))
    outer, inner, numbers = [e for e in elements(reader) if e["/S"] == "/L"]
    assert [entry["/S"] for entry in outer["/K"]] == ["/LI", "/L", "/LI"]
    assert (len(inner["/K"]), len(numbers["/K"])) == (2, 1)
    assert "3." in text(reader)


def test_no_heading_skips_a_level() -> None:
    reader = read(Ueberschrift("Tief", 2), Ueberschrift("Eins", 1), Ueberschrift("Zwei", 2))
    assert [tag for tag in tags(reader) if tag[0] == "H"] == ["H1", "H2", "H2", "H3"]


def test_characters_that_the_typeface_lacks_leave_a_mark() -> None:
    assert "Biene □, Bahnhof □□, ½ ẞ →" in text(read(paragraph("Biene 🐝, Bahnhof 漢字, ½ ẞ →")))


@pytest.mark.parametrize("typed", ['#read("/etc/passwd")', "*a* _b_ $x$ @c <d> `e`", "\\ // [x"])
def test_text_is_never_an_instruction(typed: str) -> None:
    assert typed in text(read(paragraph(typed)))


def test_rows_of_any_length_keep_their_columns() -> None:
    rows = (cells("Jahr", "Euro"), cells("2024"), cells("2025", "7", "zu viel"))
    table = [e for e in elements(read(Tabelle(rows))) if e["/S"] == "/TR"]
    assert [len(row["/K"]) for row in table] == [2, 2, 2]


@pytest.mark.parametrize(
    "teile",
    [
        (),
        (Tabelle(()), Tabelle(((),)), Angaben(())),
        (Absatz(()), item(""), Ueberschrift(""), Ueberschrift("\u202e ")),
        tuple(item("tief", depth) for depth in range(12)),
        tuple(item("tief", depth) for depth in (3, 0, 5, 1)),
        (paragraph("wort" * 50_000),),
        tuple(paragraph("Absatz " * 40) for _ in range(300)),
    ],
)
def test_whatever_is_written_a_file_comes_out(teile: tuple[Teil, ...]) -> None:
    assert "Kita & Schule" in text(read(*teile))


def test_a_linked_heading_of_a_long_table_is_repeated_as_text() -> None:
    rows = (cells(f"Zeile {number}") for number in range(80))
    reader = read(Tabelle((((Run("Köln", url="https://koeln.example/"),),), *rows)))
    assert len(reader.pages) > 1
    assert all("Köln" in page.extract_text() for page in reader.pages)


def test_addresses_get_no_hyphen_that_is_not_theirs() -> None:
    address = "http://127.0.0.1:8153/projekte/lorawan-ladenburg/"
    narrow = Tabelle((cells(*"ABCD"), ((Run(address, url=address),), *cells(*"bcd"))))
    assert address in "".join(text(read(narrow)).split())
