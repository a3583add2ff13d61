"""Vermerk -> DOCX with real headings, a table with a header row, German as its language: the form
that screen readers read, and that people go on writing in."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .pdf import COLUMNS
from .schema import BLANK_LINES, Vermerk, printable

FONT = "Liberation Sans"
WIDTHS = (7.0, 3.0, 2.2, 5.0)  # cm
BLANK = "_" * 78


def write_docx(vermerk: Vermerk) -> bytes:
    document = _document(vermerk)
    document.add_heading("Recherchevermerk", 1)
    document.add_paragraph().add_run(printable(vermerk.titel)).bold = True
    for name, value in vermerk.angaben:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(printable(value))
    _result(document, vermerk)
    _remark(document, vermerk)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _document(vermerk: Vermerk) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(1.6)
    for name, size in (("Normal", 10), ("Heading 1", 17), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.paragraph_format.space_after = Pt(3)
    _set_language(document)
    properties = document.core_properties
    properties.title = printable(f"Recherchevermerk: {vermerk.titel}")
    properties.author = printable(vermerk.wiki)
    properties.comments, properties.language = "", "de-DE"
    return document


def _set_language(document: Any) -> None:
    for run in document.styles.element.iter(qn("w:lang")):
        run.set(qn("w:val"), "de-DE")


def _result(document: Any, vermerk: Vermerk) -> None:
    document.add_heading("Ergebnis", 2)
    for text in (*vermerk.hinweise, vermerk.aussage):
        document.add_paragraph(printable(text))
    if vermerk.eintraege:
        _projects(document, vermerk)
    if vermerk.weitere:
        document.add_paragraph(f"Weitere passende Projekte im Wiki: {vermerk.weitere}.")
    if vermerk.wiederholen:
        _add_link(document.add_paragraph(), "Suche wiederholen", vermerk.wiederholen)


def _projects(document: Any, vermerk: Vermerk) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], COLUMNS, bold=True)
    repeat = OxmlElement("w:tblHeader")  # read out with every cell, repeated on every page
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for entry in vermerk.eintraege:
        row = table.add_row()
        _fill(row, (f"{entry.kommunen}\n{entry.pfad}", entry.status, entry.stufe, entry.kontakt))
        first = row.cells[0].paragraphs[0]
        first.insert_paragraph_before()
        _add_link(row.cells[0].paragraphs[0], printable(entry.titel), entry.link)
    document.add_paragraph()


def _fill(row: Any, texts: Sequence[str], bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = Cm(width)
        run = cell.paragraphs[0].add_run(printable(text))
        run.bold, run.font.size = bold, Pt(9)


def _add_link(paragraph: Any, text: str, address: str) -> None:
    """python-docx reads hyperlinks but offers no way to write one."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.underline, run.font.size = True, Pt(9)
    link.append(run._r)
    paragraph._p.append(link)


def _remark(document: Any, vermerk: Vermerk) -> None:
    document.add_heading("Bemerkung", 2)
    if vermerk.bemerkung:
        document.add_paragraph(printable(vermerk.bemerkung))
    for _ in range(BLANK_LINES):
        document.add_paragraph(BLANK)
    document.add_paragraph()
    document.add_paragraph("geprüft von / Datum: " + "_" * 56)
