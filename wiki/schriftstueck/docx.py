"""A `Schriftstueck` as a DOCX file, the form that screen readers read and people write on in. Pure.

Headings are real ones, tables have a header row, and the language is German.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Mm, Pt, RGBColor

from .schema import (
    Absatz,
    Angaben,
    Bild,
    Run,
    Schreiblinien,
    Schriftstueck,
    Stil,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    printable,
)

FONT = "Liberation Sans"
PICTURE_MM = (160, 200)  # width and height at most
TEXT_CM = 17.0  # between the margins
LINK_COLOUR = RGBColor(0x17, 0x1A, 0x8C)
STYLES = {
    Stil.QUOTE: "Intense Quote",
    Stil.CAPTION: "Caption",
    Stil.BULLET: "List Bullet",
    Stil.NUMBER: "List Number",
}
BLANK = "_" * 78
POINTS_OF_STYLE = {"Normal": 11, "Title": 22, "Heading 1": 15, "Heading 2": 12}
SIZES_KOMPAKT = {"Normal": 10, "Title": 17, "Heading 1": 12, "Heading 2": 11}
PROPERTY_CHARS = 255


def write_docx(schriftstueck: Schriftstueck) -> bytes:
    docx = _new(schriftstueck)
    docx.add_heading(printable(schriftstueck.titel), 0)
    for teil in schriftstueck.teile:
        WRITERS[type(teil)](docx, teil)
    docx.sections[0].footer.paragraphs[0].text = printable(schriftstueck.fuss)
    file = BytesIO()
    docx.save(file)
    return file.getvalue()


def _new(schriftstueck: Schriftstueck) -> Any:
    docx = Document()
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if schriftstueck.quer:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.6 if schriftstueck.kompakt else 2)
    for name, size in (SIZES_KOMPAKT if schriftstueck.kompakt else POINTS_OF_STYLE).items():
        style = docx.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        if schriftstueck.kompakt:
            style.paragraph_format.space_after = Pt(3)
    for language in docx.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")
    properties = docx.core_properties
    properties.title = printable(schriftstueck.betreff or schriftstueck.titel)[:PROPERTY_CHARS]
    properties.author = printable(schriftstueck.verfasser)[:PROPERTY_CHARS]
    properties.comments, properties.language = "", "de-DE"
    return docx


def _heading(docx: Any, heading: Ueberschrift) -> None:
    docx.add_heading(printable(heading.text), heading.ebene)


def _paragraph(docx: Any, absatz: Absatz) -> None:
    style = STYLES.get(absatz.stil)
    if style and absatz.depth:
        style = f"{style} {min(absatz.depth + 1, 3)}"
    _add_runs(docx.add_paragraph(style=style), absatz.runs, bold=absatz.stil is Stil.LEAD)


def _add_runs(paragraph: Any, runs: Sequence[Run], *, bold: bool = False) -> None:
    for run in runs:
        if run.text == "\n":
            paragraph.add_run().add_break(WD_BREAK.LINE)
            continue
        added = paragraph.add_run(printable(run.text))
        added.bold, added.italic = run.bold or bold or None, run.italic or None
        if run.url:
            _link(paragraph, added, run.url)


def _link(paragraph: Any, run: Any, address: str) -> None:
    """python-docx reads hyperlinks but offers no way to write one."""
    run.font.color.rgb, run.font.underline = LINK_COLOUR, True
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    paragraph._p.append(link)
    link.append(run._r)


def _facts(docx: Any, angaben: Angaben) -> None:
    table = docx.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for name, value in angaben.rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(5), Cm(TEXT_CM - 5)
        cells[0].paragraphs[0].add_run(printable(name)).bold = True
        cells[1].text = printable(value)


def _table(docx: Any, tabelle: Tabelle) -> None:
    if not tabelle.rows or not tabelle.rows[0]:
        return
    grid = docx.add_table(rows=0, cols=len(tabelle.rows[0]), style="Table Grid")
    widths = _widths(docx, tabelle)
    grid.autofit = not tabelle.breiten
    for number, row in enumerate(tabelle.rows):
        for cell, runs, width in zip(grid.add_row().cells, row, widths, strict=False):
            if tabelle.breiten:
                cell.width = width
            _add_runs(cell.paragraphs[0], runs, bold=number == 0)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    repeat = OxmlElement("w:tblHeader")  # read out with every cell, repeated on every page
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)
    docx.add_paragraph()


def _widths(docx: Any, tabelle: Tabelle) -> list[Any]:
    shares = tabelle.breiten or (1,) * len(tabelle.rows[0])
    section = docx.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    return [Emu(int(text * share / sum(shares))) for share in shares]


def _picture(docx: Any, bild: Bild) -> None:
    width, height = bild.size_within(*PICTURE_MM)
    picture = docx.add_picture(BytesIO(bild.content), Mm(width), Mm(height))
    picture._inline.docPr.set("descr", printable(bild.alt))


def _writing_lines(docx: Any, linien: Schreiblinien) -> None:
    for _ in range(linien.anzahl):
        docx.add_paragraph(BLANK)


def _signature(docx: Any, unterschrift: Unterschrift) -> None:
    docx.add_paragraph()
    names = f"{unterschrift.links} / {unterschrift.rechts}: "
    docx.add_paragraph(printable(names) + "_" * (78 - len(names)))


WRITERS: Mapping[type, Callable[[Any, Any], None]] = {
    Ueberschrift: _heading,
    Absatz: _paragraph,
    Angaben: _facts,
    Tabelle: _table,
    Bild: _picture,
    Schreiblinien: _writing_lines,
    Unterschrift: _signature,
}
