"""Files as people upload them, and as nobody should."""

import io
import zipfile

from docx import Document
from fpdf import FPDF
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

SKETCH = (
    "Projektskizze Bienenstöcke. Unsere Stadt möchte Bienenstöcke auf dem Rathausdach aufstellen, "
    "damit sie die Obstwiesen bestäuben. Vorgesehen sind 12.500 Euro."
)
XFA_PLACEHOLDER = (
    "Please wait... If this message is not eventually replaced by the proper contents of the "
    "document, your PDF viewer may not be able to display this type of document."
)
ODF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "{}</office:text></office:body></office:document-content>"
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def pdf(text: str = SKETCH, pages: int = 1, password: str = "", *, opens: bool = False) -> bytes:
    """A PDF. With `opens` its password protects it against printing only."""
    paper = FPDF()
    paper.set_font("helvetica")
    for _ in range(pages):
        paper.add_page()
        paper.multi_cell(0, text=text)
    if password:
        paper.set_encryption(owner_password=password, user_password="" if opens else password)
    return bytes(paper.output())


def pdf_form(**fields: str) -> bytes:
    """A PDF that says "Formular" and has these text fields."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Formular")))
    found = ArrayObject(
        writer._add_object(
            DictionaryObject(
                {
                    NameObject("/FT"): NameObject("/Tx"),
                    NameObject("/T"): TextStringObject(name),
                    NameObject("/V"): TextStringObject(value),
                }
            )
        )
        for name, value in fields.items()
    )
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): found})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_typed_onto(text: str) -> bytes:
    """A PDF that is no form, onto which somebody has typed a text."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Vordruck")))
    writer.add_annotation(0, FreeText(text=text, rect=(0, 0, 99, 99)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    """A PDF whose page shows something, but says nothing."""
    paper = FPDF()
    paper.add_page()
    paper.rect(20, 20, 100, 100, style="F")
    return bytes(paper.output())


def docx(*paragraphs: str, heading: str = "") -> bytes:
    document = Document()
    if heading:
        document.add_heading(heading, 1)
    for text in paragraphs or (SKETCH,):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(body: str = f"<text:p>{SKETCH}</text:p>", **members: str) -> bytes:
    return archive(
        {
            "mimetype": ODT_TYPE,
            "content.xml": ODF.format(body),
            "META-INF/manifest.xml": "<manifest/>",
            **members,
        }
    )


def word(document: str, **members: str) -> bytes:
    """A DOCX with this document.xml."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **members})


def bomb(megabytes: int = 11) -> bytes:
    """A DOCX that is small until it is unpacked."""
    return word(WORD.format("<w:p/>" + " " * (megabytes << 20)))


def archive(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()
