"""A `Seitendokument` as a PDF file: headings as bookmarks, links, page numbers, own typeface."""

from io import BytesIO
from typing import Any

from django.conf import settings
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from .document import BULLET, CAPTION, HEADING, NUMBER, QUOTE, Absatz, Bild, Seitendokument
from .document import Tabelle as Table

FONT = "DejaVu"
FILES = {
    "": "DejaVuSans.ttf",
    "B": "DejaVuSans-Bold.ttf",
    "I": "DejaVuSans-Oblique.ttf",
    "BI": "DejaVuSans-BoldOblique.ttf",
}
MARGIN, INDENT, MARK, LINE = 20, 8, 6, 5.5  # mm
PICTURE_MM = (120, 150)  # width and height at most
TEXT, SMALL = 10, 8  # pt
LINK_COLOUR = (23, 26, 140)
BLACK = (0, 0, 0)


class _Pdf(FPDF):
    """With a footer on each page."""

    fuss = ""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, "", SMALL)
        width = self.epw - 25
        self.cell(width, 5, _fitting(self, self.fuss, width))
        self.cell(25, 5, f"Seite {self.page_no()}/{{nb}}", align="R")


def pdf_of(document: Seitendokument) -> bytes:
    pdf = _Pdf(format="A4")
    pdf.fuss = document.fuss
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(True, 22)
    for style, file in FILES.items():
        pdf.add_font(FONT, style, settings.FONT_DIR / file)
    pdf.set_lang("de-DE")
    pdf.set_title(document.titel)
    pdf.set_creator("Wissens-Wiki der Digitalen Städte")
    pdf.add_page()
    _line(pdf, document.titel, "B", 18)
    if document.kurzfassung:
        _line(pdf, document.kurzfassung, "", 11)
    _add_facts(pdf, document)
    for chapter in document.kapitel:
        _heading(pdf, chapter.name)
        for part in chapter.teile:
            _add(pdf, part)
    return bytes(pdf.output())


def _line(pdf: Any, text: str, style: str, size: float, gap: float = 3) -> None:
    pdf.set_font(FONT, style, size)
    pdf.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(gap)


def _heading(pdf: Any, text: str) -> None:
    if pdf.will_page_break(25):  # no heading alone at the foot of a page
        pdf.add_page()
    pdf.ln(3)
    pdf.start_section(text[:200])
    _line(pdf, text, "B", 13, 2)


def _add_facts(pdf: Any, document: Seitendokument) -> None:
    if not document.fakten:
        return
    _heading(pdf, "Steckbrief")
    pdf.set_font(FONT, "", TEXT)
    with pdf.table(col_widths=(32, 68), text_align="LEFT", first_row_as_headings=False) as table:
        for name, value in document.fakten:
            row = table.row()
            row.cell(name, style=FontFace(emphasis="BOLD"))
            row.cell(value)
    pdf.ln(2)


def _add(pdf: Any, part: Absatz | Table | Bild) -> None:
    if isinstance(part, Absatz):
        _add_paragraph(pdf, part)
    elif isinstance(part, Bild):
        width, height = part.size_within(*PICTURE_MM)
        if pdf.will_page_break(height + 3 * LINE):  # with its caption
            pdf.add_page()
        # An alt_text would mark the file as tagged, and nothing but pictures would be read out.
        pdf.image(BytesIO(part.content), w=width, h=height)
        pdf.ln(2)
        if part.alt:
            _line(pdf, f"[Bild: {part.alt}]", "", SMALL)
    elif part.rows[0]:
        pdf.set_font(FONT, "", SMALL + 1)
        with pdf.table(text_align="LEFT") as table:
            for row in part.rows:
                table.row(row)
        pdf.ln(2)


def _add_paragraph(pdf: Any, absatz: Absatz) -> None:
    if absatz.kind == HEADING:
        _line(pdf, "".join(run.text for run in absatz.runs), "B", 11, 1)
        return
    size = SMALL if absatz.kind == CAPTION else TEXT
    indent = INDENT * (absatz.depth + 1) if absatz.kind in (BULLET, NUMBER) else 0
    indent = INDENT if absatz.kind == QUOTE else indent
    pdf.set_left_margin(MARGIN + indent)
    pdf.set_x(MARGIN + indent)
    if absatz.kind in (BULLET, NUMBER):
        pdf.set_font(FONT, "", size)
        pdf.set_x(MARGIN + indent - MARK)
        pdf.cell(MARK, LINE, "•" if absatz.kind == BULLET else f"{absatz.nummer}.")
    for run in absatz.runs:
        style = "B" * run.bold + "I" * run.italic
        pdf.set_font(FONT, style, size)
        pdf.set_text_color(*(LINK_COLOUR if run.url else BLACK))
        pdf.write(LINE, run.text, run.url)
    pdf.set_text_color(*BLACK)
    pdf.set_left_margin(MARGIN)
    pdf.ln(LINE + (0.5 if absatz.kind in (BULLET, NUMBER) else 2.5))


def _fitting(pdf: Any, text: str, width: float) -> str:
    while text and pdf.get_string_width(text) > width:
        text = text[:-2]
    return text
