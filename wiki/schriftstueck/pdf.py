"""A `Schriftstueck` as a PDF file: bookmarks, links, page numbers, own typeface. Pure.

The file is not tagged for screen readers: fpdf2 tags neither paragraphs nor tables, and readers of
a file that is tagged in part read out that part only. The DOCX is the accessible form.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from .schema import (
    Absatz,
    Angaben,
    Bild,
    Schreiblinien,
    Schriftstueck,
    Stil,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Zelle,
    plain_text,
    printable,
)

FONT = "DejaVu"
FONT_FILES = {
    "": "DejaVuSans.ttf",
    "B": "DejaVuSans-Bold.ttf",
    "I": "DejaVuSans-Oblique.ttf",
    "BI": "DejaVuSans-BoldOblique.ttf",
}
INDENT_MM, MARK_MM = 8, 6  # mm
PICTURE_MM = (120, 150)  # width and height at most
LINK_COLOUR = (23, 26, 140)
BLACK = (0, 0, 0)
HEADING_FACE = FontFace(emphasis="BOLD", fill_color=(235, 235, 235))
NAME_FACE = FontFace(emphasis="BOLD")
LIST_STYLES = (Stil.BULLET, Stil.NUMBER)
BOOKMARK_CHARS = 200

logging.getLogger("fpdf").setLevel(logging.ERROR)  # else characters that were typed get into a log


@dataclass(frozen=True)
class Masse:
    """Sizes of a page: margins, lines and gap in mm, letters in points."""

    margin: float
    top: float
    bottom: float
    line: float
    row: float  # a line in a table
    gap: float
    text: float
    small: float
    titles: tuple[float, float, float]  # of a heading by its level


NORMAL = Masse(20, 20, 22, 5.5, 4.5, 2.5, 10, 9, (18, 13, 11))
KOMPAKT = Masse(18, 15, 16, 4.6, 3.8, 1, 9.5, 8, (16, 12, 11))


def write_pdf(schriftstueck: Schriftstueck, fonts: Path) -> bytes:
    """`fonts` is the folder with the files of the typeface."""
    pdf = _Pdf(schriftstueck, fonts)
    _heading(pdf, Ueberschrift(schriftstueck.titel, 0))
    for teil in schriftstueck.teile:
        WRITERS[type(teil)](pdf, teil)
    return bytes(pdf.output())


class _Pdf(FPDF):
    """A4 with a footer on each page."""

    def __init__(self, schriftstueck: Schriftstueck, fonts: Path) -> None:
        super().__init__(format="A4")
        self.masse = KOMPAKT if schriftstueck.kompakt else NORMAL
        self.fuss = printable(schriftstueck.fuss)
        for style, file in FONT_FILES.items():
            self.add_font(FONT, style, fonts / file)
        self.set_margins(self.masse.margin, self.masse.top)
        self.set_auto_page_break(True, self.masse.bottom)
        self.set_lang("de")
        self.set_title(printable(schriftstueck.betreff or schriftstueck.titel))
        self.set_creator(printable(schriftstueck.verfasser))
        self.set_producer("")
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, "", self.masse.small)
        width = self.epw - 30
        self.cell(width, 5, _fitting(self, self.fuss, width))
        self.cell(30, 5, f"Seite {self.page_no()} von {{nb}}", align="R")


def _fitting(pdf: _Pdf, text: str, width: float) -> str:
    while text and pdf.get_string_width(text) > width:
        text = text[:-2]
    return text


def _line(pdf: _Pdf, text: str, style: str, size: float, gap: float) -> None:
    pdf.set_font(FONT, style, size)
    pdf.multi_cell(0, size * 0.5, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(gap)


def _heading(pdf: _Pdf, heading: Ueberschrift) -> None:
    if heading.ebene == 1:
        if pdf.will_page_break(25):  # no heading alone at the foot of a page
            pdf.add_page()
        pdf.ln(3)
    if heading.ebene < 2:
        pdf.start_section(printable(heading.text)[:BOOKMARK_CHARS], heading.ebene)
    _line(pdf, heading.text, "B", pdf.masse.titles[heading.ebene], 1 if heading.ebene else 2)


def _paragraph(pdf: _Pdf, absatz: Absatz) -> None:
    masse = pdf.masse
    size = {Stil.CAPTION: masse.small, Stil.LEAD: masse.text + 1}.get(absatz.stil, masse.text)
    indent = INDENT_MM * (absatz.depth + 1) if absatz.stil in LIST_STYLES else 0
    indent = INDENT_MM if absatz.stil is Stil.QUOTE else indent
    pdf.set_left_margin(masse.margin + indent)
    pdf.set_x(masse.margin + indent)
    if absatz.stil in LIST_STYLES:
        pdf.set_font(FONT, "", size)
        pdf.set_x(masse.margin + indent - MARK_MM)
        pdf.cell(MARK_MM, masse.line, "•" if absatz.stil is Stil.BULLET else f"{absatz.nummer}.")
    for run in absatz.runs:
        pdf.set_font(FONT, "B" * run.bold + "I" * run.italic, size)
        pdf.set_text_color(*(LINK_COLOUR if run.url else BLACK))
        pdf.write(masse.line, printable(run.text), run.url)
    pdf.set_text_color(*BLACK)
    pdf.set_left_margin(masse.margin)
    pdf.ln(masse.line + (0.5 if absatz.stil in LIST_STYLES else masse.gap))


def _facts(pdf: _Pdf, angaben: Angaben) -> None:
    pdf.set_font(FONT, "", pdf.masse.text)
    with pdf.table(
        col_widths=(24, 76),
        first_row_as_headings=False,
        borders_layout="HORIZONTAL_LINES",
        line_height=pdf.masse.line,
        text_align="LEFT",
        v_align="TOP",
    ) as table:
        for name, value in angaben.rows:
            row = table.row()
            row.cell(printable(name), style=NAME_FACE)
            row.cell(printable(value))
    pdf.ln(2)


def _table(pdf: _Pdf, tabelle: Tabelle) -> None:
    if not tabelle.rows or not tabelle.rows[0]:
        return
    pdf.set_font(FONT, "", pdf.masse.small)
    with pdf.table(
        col_widths=tabelle.breiten or None,
        headings_style=HEADING_FACE,
        line_height=pdf.masse.row,
        text_align="LEFT",
        v_align="TOP",
        padding=0.8,
    ) as table:
        for cells in tabelle.rows:
            row = table.row()
            for cell in cells:
                row.cell(printable(plain_text(cell)), link=_link_of(cell))
    pdf.ln(2)


def _link_of(cell: Zelle) -> str | None:
    """A cell of a PDF is one link or none."""
    return next((run.url for run in cell if run.url), None)


def _picture(pdf: _Pdf, bild: Bild) -> None:
    width, height = bild.size_within(*PICTURE_MM)
    if pdf.will_page_break(height + 3 * pdf.masse.line):  # with its caption
        pdf.add_page()
    # An alt_text would mark the file as tagged, and nothing but pictures would be read out.
    pdf.image(BytesIO(bild.content), w=width, h=height)
    pdf.ln(2)
    if bild.alt:
        _line(pdf, f"[Bild: {bild.alt}]", "", pdf.masse.small, 3)


def _writing_lines(pdf: _Pdf, linien: Schreiblinien) -> None:
    for _ in range(linien.anzahl):
        _rule(pdf, pdf.masse.margin, pdf.w - pdf.masse.margin)
    pdf.ln(4)


def _signature(pdf: _Pdf, unterschrift: Unterschrift) -> None:
    half, margin = pdf.w / 2, pdf.masse.margin
    if pdf.will_page_break(14):
        pdf.add_page()
    _rule(pdf, margin, half - 4, half + 4, pdf.w - margin)
    pdf.set_font(FONT, "", pdf.masse.small)
    pdf.cell(half - margin + 4, 4, printable(unterschrift.links))
    pdf.cell(0, 4, printable(unterschrift.rechts))


def _rule(pdf: _Pdf, *ends: float) -> None:
    """One or two lines to write on."""
    if pdf.will_page_break(8):
        pdf.add_page()
    pdf.ln(7)
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        pdf.line(start, pdf.get_y(), end, pdf.get_y())


WRITERS: Mapping[type, Callable[[_Pdf, Any], None]] = {
    Ueberschrift: _heading,
    Absatz: _paragraph,
    Angaben: _facts,
    Tabelle: _table,
    Bild: _picture,
    Schreiblinien: _writing_lines,
    Unterschrift: _signature,
}
