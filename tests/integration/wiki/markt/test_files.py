"""Comparison and Merkliste as files that an office opens."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories import publish_projekt
from wiki.models import Projektseite

from .conftest import Projekte

pytestmark = pytest.mark.django_db

LONG = "Die Schnittstelle zum Fachverfahren fehlte. " * 20


@pytest.fixture
def two(projekte: Projekte) -> list[Projektseite]:
    portal = publish_projekt(
        title="=Portal",
        slug="portal",
        kosten_laufend=1200,
        inhalt=[("stolpersteine", [("text", f"<p>{LONG}</p>")])],
    )
    return [portal, projekte["Bau"]]


def saved(client: Client, address: str, pages: list[Projektseite]) -> Any:
    answer = client.get(address, {"nr": [page.pk for page in pages]})
    assert "attachment" in answer["Content-Disposition"]
    return BytesIO(answer.content)


def test_comparison_in_a_workbook_has_fields_below_projects(
    client: Client, two: list[Projektseite]
) -> None:
    file = saved(client, "/markt/vergleich/vergleich.xlsx", two)
    rows = {row[0]: row[1:] for row in load_workbook(file).active.iter_rows(values_only=True)}
    assert rows["Angabe"] == ("'=Portal", "Bau")  # no formula
    assert rows["Kosten laufend"] == ("1.200 € im Jahr", None)
    assert rows["Stolpersteine"] == (LONG.strip(), None)
    assert rows["Adresse"][0] == "http://testserver/projekte/portal/"


def test_comparison_as_a_document_lies_on_its_side(client: Client, two: list[Projektseite]) -> None:
    docx = Document(saved(client, "/markt/vergleich/vergleich.docx", two))
    section = docx.sections[0]
    assert section.page_width > section.page_height
    heading = [cell.text for cell in docx.tables[0].rows[0].cells]
    assert heading == ["Angabe", "=Portal", "Bau"]
    said = " ".join(cell.text for row in docx.tables[0].rows for cell in row.cells)
    assert LONG.strip() in said
    folded = [paragraph.text for paragraph in docx.paragraphs]
    assert any(text.startswith("In keinem Artikel genannt:") for text in folded)


def test_comparison_as_a_pdf_lies_on_its_side_on_every_page(
    client: Client, two: list[Projektseite]
) -> None:
    many = [*two, *(publish_projekt(personalaufwand=LONG[:250]) for _ in range(8))]
    pages = PdfReader(saved(client, "/markt/vergleich/vergleich.pdf", many)).pages
    assert len(pages) > 1
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_merkliste_in_a_workbook_is_a_list_that_can_be_read_in(
    client: Client, two: list[Projektseite]
) -> None:
    sheet = load_workbook(saved(client, "/merkliste/merkliste.xlsx", two)).active
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading[:2] == ("Titel", "Kürzel")
    assert [row[1] for row in rows] == ["portal", "bau"]


def test_merkliste_as_a_document_has_a_heading_a_project(
    client: Client, two: list[Projektseite]
) -> None:
    docx = Document(saved(client, "/merkliste/merkliste.docx", two))
    styled = [(p.style.name, p.text) for p in docx.paragraphs if p.style and p.text]
    assert [text for style, text in styled if style == "Heading 1"] == ["=Portal", "Bau"]


@pytest.mark.parametrize(
    "address", ["/markt/vergleich/vergleich.docx", "/merkliste/merkliste.xlsx"]
)
def test_no_project_no_file(client: Client, projekte: Projekte, address: str) -> None:
    assert client.get(f"{address}?nr=999999999&p=gibt-es-nicht").status_code == 404


def test_files_say_what_they_cannot_hold(client: Client, two: list[Projektseite]) -> None:
    lost = Projektseite(pk=999_999_999)
    for address in ("/markt/vergleich/vergleich.docx", "/merkliste/merkliste.docx"):
        paragraphs = Document(saved(client, address, [*two, lost])).paragraphs
        text = "\n".join(paragraph.text for paragraph in paragraphs)
        assert "1 weiteres Projekt der Liste gibt es nicht mehr" in text
    mail = client.get("/merkliste/text/", {"nr": [two[0].pk, lost.pk]}).content.decode()
    assert "1 weiteres Projekt der Liste gibt es nicht mehr" in mail


@pytest.mark.parametrize(
    "address", ["/markt/vergleich/vergleich.xlsx", "/merkliste/merkliste.xlsx"]
)
def test_workbooks_say_it_on_a_sheet_of_its_own(
    client: Client, two: list[Projektseite], address: str
) -> None:
    lost = Projektseite(pk=999_999_999)
    assert load_workbook(saved(client, address, two)).sheetnames[1:] == []
    note = load_workbook(saved(client, address, [*two, lost]))["Hinweis"]
    assert "1 weiteres Projekt der Liste gibt es nicht mehr" in str(note["A1"].value)
