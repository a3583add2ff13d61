"""A `Seitendokument` as a DOCX file."""

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from .document import BULLET, CAPTION, HEADING, NUMBER, QUOTE, Absatz, Bild, Run, Seitendokument
from .document import Tabelle as Table

PICTURE_MM = (160, 200)  # width and height at most
LINK_COLOUR = RGBColor(0x17, 0x1A, 0x8C)
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STYLES = {QUOTE: "Intense Quote", CAPTION: "Caption"}


def docx_of(document: Seitendokument) -> bytes:
    docx = Document()
    docx.core_properties.title = _clean(document.titel)[:255]
    docx.core_properties.author = "Wissens-Wiki der Digitalen Städte"
    docx.core_properties.language = "de-DE"
    docx.styles["Normal"].font.size = Pt(11)
    docx.add_heading(_clean(document.titel), 0)
    if document.kurzfassung:
        docx.add_paragraph().add_run(_clean(document.kurzfassung)).bold = True
    if document.fakten:
        docx.add_heading("Steckbrief", 1)
        _add_facts(docx, document)
    for chapter in document.kapitel:
        docx.add_heading(_clean(chapter.name), 1)
        for part in chapter.teile:
            _add(docx, part)
    footer = docx.sections[0].footer.paragraphs[0]
    footer.text = _clean(document.fuss)
    file = BytesIO()
    docx.save(file)
    return file.getvalue()


def _add(docx: Any, part: Absatz | Table | Bild) -> None:
    if isinstance(part, Absatz):
        _add_paragraph(docx, part)
    elif isinstance(part, Table):
        _add_table(docx, part)
    else:
        width, height = part.size_within(*PICTURE_MM)
        picture = docx.add_picture(BytesIO(part.content), Mm(width), Mm(height))
        picture._inline.docPr.set("descr", _clean(part.alt))


def _add_facts(docx: Any, document: Seitendokument) -> None:
    table = docx.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in document.fakten:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(5), Cm(11)
        cells[0].paragraphs[0].add_run(_clean(name)).bold = True
        cells[1].text = _clean(value)


def _add_table(docx: Any, table: Table) -> None:
    width = len(table.rows[0])
    if not width:
        return
    grid = docx.add_table(rows=0, cols=width, style="Table Grid")
    for number, row in enumerate(table.rows):
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            cell.paragraphs[0].add_run(_clean(text)).bold = number == 0


def _add_paragraph(docx: Any, absatz: Absatz) -> None:
    if absatz.kind == HEADING:
        docx.add_heading(_clean("".join(run.text for run in absatz.runs)), 2)
        return
    style = STYLES.get(absatz.kind)
    if absatz.kind in (BULLET, NUMBER):
        name = "List Bullet" if absatz.kind == BULLET else "List Number"
        style = f"{name} {min(absatz.depth + 1, 3)}" if absatz.depth else name
    paragraph = docx.add_paragraph(style=style)
    for run in absatz.runs:
        _add_run(paragraph, run)


def _add_run(paragraph: Any, run: Run) -> None:
    if run.text == "\n":
        paragraph.add_run().add_break(WD_BREAK.LINE)
        return
    added = paragraph.add_run(_clean(run.text))
    added.bold, added.italic = run.bold or None, run.italic or None
    if run.url:
        added.font.color.rgb, added.font.underline = LINK_COLOUR, True
        link = OxmlElement("w:hyperlink")
        target = paragraph.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), target)
        paragraph._p.append(link)
        link.append(added._r)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)
