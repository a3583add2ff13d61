"""Vermerk -> PDF: one page where possible, text to copy, bookmarks. Not tagged for screen readers
(fpdf2 tags neither paragraphs nor tables); the DOCX is the accessible form."""

import logging
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import FontFace

from .schema import BLANK_LINES, Vermerk, printable

FONT = "DejaVu"
MARGIN = 18  # mm
NORMAL, SMALL = 9.5, 8.0  # points
LINE = 4.6  # mm
COLUMNS = ("Projekt", "Status", "Passung", "Kontakt")
WIDTHS = (62, 26, 18, 68)  # mm; long mailboxes fit into a line

logging.getLogger("fpdf").setLevel(logging.ERROR)  # else characters that were typed get into a log


def write_pdf(vermerk: Vermerk, fonts: Path) -> bytes:
    """`fonts`: the folder with DejaVuSans.ttf and DejaVuSans-Bold.ttf."""
    pdf = _Paper(vermerk, fonts)
    _head(pdf, vermerk)
    _result(pdf, vermerk)
    _remark(pdf, vermerk)
    return bytes(pdf.output())


class _Paper(FPDF):
    """A4 with the number of each page at its foot."""

    def __init__(self, vermerk: Vermerk, fonts: Path) -> None:
        super().__init__(format="A4")
        self.add_font(FONT, "", fonts / "DejaVuSans.ttf")
        self.add_font(FONT, "B", fonts / "DejaVuSans-Bold.ttf")
        self.set_margins(MARGIN, 15)
        self.set_auto_page_break(True, 16)
        self.set_lang("de")
        self.set_title(printable(f"Recherchevermerk: {vermerk.titel}"))
        self.set_creator(printable(vermerk.wiki))
        self.set_producer("")
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, "", SMALL)
        self.cell(0, 5, f"Recherchevermerk, Seite {self.page_no()} von {{nb}}", align="R")

    def heading(self, text: str, size: float, level: int) -> None:
        self.start_section(text, level)
        self.set_font(FONT, "B", size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def paragraph(self, text: str, style: str = "") -> None:
        self.set_font(FONT, style, NORMAL)
        self.multi_cell(0, LINE, printable(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)


def _head(pdf: _Paper, vermerk: Vermerk) -> None:
    pdf.heading("Recherchevermerk", 16, 0)
    pdf.set_font(FONT, "B", 11)
    pdf.multi_cell(0, 5.5, printable(vermerk.titel), new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.ln(2)
    pdf.set_font(FONT, "", NORMAL)
    with pdf.table(
        col_widths=(42, 132),
        first_row_as_headings=False,
        borders_layout="NONE",
        line_height=LINE,
        text_align="LEFT",
        v_align="TOP",
    ) as table:
        for name, value in vermerk.angaben:
            row = table.row()
            row.cell(name, style=FontFace(emphasis="B"))
            row.cell(printable(value))
    pdf.ln(3)


def _result(pdf: _Paper, vermerk: Vermerk) -> None:
    pdf.heading("Ergebnis", 12, 1)
    for text in (*vermerk.hinweise, vermerk.aussage):
        pdf.paragraph(text)
    if vermerk.eintraege:
        _projects(pdf, vermerk)
    if vermerk.weitere:
        pdf.paragraph(f"Weitere passende Projekte im Wiki: {vermerk.weitere}.")
    if vermerk.wiederholen:
        pdf.set_font(FONT, "U", NORMAL)
        pdf.cell(0, LINE, "Suche wiederholen", link=vermerk.wiederholen)
        pdf.ln(LINE)
    pdf.ln(3)


def _projects(pdf: _Paper, vermerk: Vermerk) -> None:
    pdf.set_font(FONT, "", SMALL)
    heading = FontFace(emphasis="B", fill_color=(235, 235, 235))
    with pdf.table(
        col_widths=WIDTHS,
        headings_style=heading,
        line_height=3.8,
        text_align="LEFT",
        v_align="TOP",
        padding=0.8,
    ) as table:
        row = table.row()
        for name in COLUMNS:
            row.cell(name)
        for entry in vermerk.eintraege:
            row = table.row()
            row.cell(printable(f"{entry.titel}\n{entry.kommunen}\n{entry.pfad}"), link=entry.link)
            for text in (entry.status, entry.stufe, entry.kontakt):
                row.cell(printable(text))
    pdf.ln(2)


def _remark(pdf: _Paper, vermerk: Vermerk) -> None:
    pdf.heading("Bemerkung", 12, 1)
    if vermerk.bemerkung:
        pdf.paragraph(vermerk.bemerkung)
    for _ in range(BLANK_LINES):
        _rule(pdf, MARGIN, pdf.w - MARGIN)
    pdf.ln(4)
    half = pdf.w / 2
    if pdf.will_page_break(14):
        pdf.add_page()
    _rule(pdf, MARGIN, half - 4, half + 4, pdf.w - MARGIN)
    pdf.set_font(FONT, "", SMALL)
    pdf.cell(half - MARGIN + 4, 4, "geprüft von")
    pdf.cell(0, 4, "Datum, Unterschrift")


def _rule(pdf: _Paper, *ends: float) -> None:
    """One or two lines to write on."""
    if pdf.will_page_break(8):
        pdf.add_page()
    pdf.ln(7)
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        pdf.line(start, pdf.get_y(), end, pdf.get_y())
