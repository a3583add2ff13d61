"""A page as a file to read: DOCX and PDF, with its pictures."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document as DocxDocument
from pypdf import PdfReader

from tests.integration.wiki.austausch.rich_pages import picture, rich_page
from wiki.austausch.export.pictures import picture_parts
from wiki.schriftstueck.files import FORMEN
from wiki.schriftstueck.schema import Absatz, Schriftstueck

pytestmark = pytest.mark.usefixtures("small_wiki")


def test_page_as_docx_and_pdf(client: Client) -> None:
    page = rich_page()
    docx = DocxDocument(BytesIO(client.get(f"/export/{page.pk}.docx").content))
    said = "\n".join(paragraph.text for paragraph in docx.paragraphs)
    assert page.title in said
    assert "Eins zwei: *drei*" in said
    assert docx.tables[0].rows[0].cells[1].text == "Trier"
    (shape,) = docx.inline_shapes
    assert shape._inline.docPr.get("descr") == "Ein „Haus“ | rot"
    pdf = PdfReader(BytesIO(client.get(f"/export/{page.pk}.pdf").content))
    assert len(pdf.pages[0].images) == 1
    assert "Eins zwei: *drei*" in "".join(sheet.extract_text() for sheet in pdf.pages)


@pytest.mark.parametrize(
    ("mode", "size", "form"),
    [
        ("CMYK", (40, 40), "JPEG"),
        ("RGBA", (9, 9), "PNG"),
        ("RGB", (4, 3000), "PNG"),
        ("L", (1, 1), "GIF"),
    ],
)
def test_pictures_of_every_kind_fit_on_a_page(mode: str, size: tuple[int, int], form: str) -> None:
    (bild, caption) = picture_parts({"bild": picture(mode, size, form), "unterschrift": "U"})
    document = Schriftstueck("T", (bild, caption))
    shape = DocxDocument(BytesIO(FORMEN["docx"].write(document))).inline_shapes[0]
    assert 0 < shape.height.mm <= 200
    assert len(PdfReader(BytesIO(FORMEN["pdf"].write(document))).pages) == 1


def test_a_picture_whose_file_is_gone_leaves_its_text() -> None:
    image = picture()
    image.file.storage.delete(image.file.name)
    (part,) = picture_parts({"bild": image, "unterschrift": ""})
    assert isinstance(part, Absatz)
    assert part.runs[0].text == "[Bild: Ein „Haus“ | rot]"


@pytest.mark.parametrize("address", ["0.pdf", "1.pdf", "999999999.docx", "1.odt", "x.pdf"])
def test_pages_that_are_no_projects_are_not_exported(client: Client, address: str) -> None:
    assert client.get(f"/export/{address}").status_code == 404
