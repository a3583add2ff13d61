"""A sketch is the same text typed, as PDF and as DOCX; too little is said to be too little."""

import io

import pytest
from docx import Document
from fpdf import FPDF

from suche.vorhaben.cleaning import check_length, one_text, plain_blocks
from suche.vorhaben.exceptions import SketchEmpty, SketchTooShort
from suche.vorhaben.files.pdf_files import paragraphs
from suche.vorhaben.files.reading import read_bytes
from suche.vorhaben.files.text_files import text_blocks
from suche.vorhaben.schema import Block

PARTS = [
    (
        "1. Anlass",
        "Eltern melden ihre Kinder heute in jeder Kindertagesstätte einzeln auf Papier an. "
        "Die Wartelisten der zwölf Häuser stimmen nicht überein, und viele Familien stehen doppelt "
        "darauf. Das kostet die Leitungen jede Woche mehrere Stunden.",
    ),
    (
        "2. Ziel",
        "Ab August 2027 soll ein Portal die Anmeldung für alle Träger bündeln. Freie Träger "
        "und die Elterninitiative nehmen teil; für Härtefälle gibt es weiter ein Gespräch.",
    ),
]
ROWS = [("Kosten", "höchstens 28.000 Euro"), ("Größe", "15.200 Einwohnerinnen und Einwohner")]
TITLE = "Digitale Kita-Anmeldung"


def typed() -> str:
    parts = "\n\n".join(f"{heading}\n{text}" for heading, text in PARTS)
    return f"{TITLE}\n\n{parts}\n\n" + "\n".join("\t".join(row) for row in ROWS)


def as_docx() -> bytes:
    """The headings are numbered by Word, as it is done: the numbers are no text."""
    document = Document()
    document.add_heading(TITLE, 0)
    for heading, text in PARTS:
        document.add_heading(heading.split(maxsplit=1)[1], 1)
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    paper = FPDF()
    paper.set_font("helvetica", size=11)
    paper.add_page()
    paper.multi_cell(0, text=typed().replace("\t", "   "))
    return bytes(paper.output())


def as_text(blocks: list[Block]) -> str:
    return one_text(plain_blocks(blocks))


def test_word_file_is_the_text_that_was_typed() -> None:
    assert as_text(list(read_bytes(as_docx()).blocks)) == as_text(text_blocks(typed()))


def test_pdf_file_is_the_text_that_was_typed() -> None:
    assert as_text(list(read_bytes(as_pdf()).blocks)) == as_text(text_blocks(typed()))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Die Mel-\ndung", "Die Meldung"),
        ("Die Mel\u00ad\ndung", "Die Meldung"),
        ("Kita-\nAnmeldung", "Kita-Anmeldung"),
        ("Haupt-\nund Nebenamt", "Haupt- und Nebenamt"),
        ("Pﬂege und Büroﬁrma", "Pflege und Bürofirma"),
        ("Bür\u00adger\u00adbüro", "Bürgerbüro"),
        ("- Punkt eins\n• Punkt zwei", "Punkt eins Punkt zwei"),
        ("2.1 Ziele\nGut.", "Ziele Gut."),
        ("15. August\n3. Quartal\n15 Kitas", "15. August 3. Quartal 15 Kitas"),
        ("Kosten\t\u00a05 Euro", "Kosten 5 Euro"),
    ],
)
def test_lines_read_alike_typed_and_in_a_pdf(lines: str, text: str) -> None:
    in_pdf = [Block(paragraph) for paragraph in paragraphs(lines)]
    assert as_text(text_blocks(lines)) == as_text(in_pdf) == text


@pytest.mark.parametrize(
    "text",
    [
        "App",
        "kaputt",
        "Die App für alle und für die anderen auch noch so",
        "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor.",
        "asdf jklö qwertz uiop yxcvb hjkl fghj bnm dfg rtzu iop asdfg hjklö",
    ],
)
def test_too_little_to_compare_is_said(text: str) -> None:
    with pytest.raises(SketchTooShort, match="zu kurz"):
        check_length(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wir nehmen Kita-Anmeldungen für alle Eltern online an.",
        "We want to introduce a citizen app for reporting potholes and broken street lights.",
        "Bienenstöcke auf dem Rathausdach bestäuben die Obstwiesen.",
        "Lastenräder lassen sich an der Bücherei ausleihen",
        "Sensoren melden volle Altglascontainer",
    ],
)
def test_one_sentence_is_enough(text: str) -> None:
    check_length(text)


def test_signs_are_no_sketch() -> None:
    with pytest.raises(SketchEmpty):
        check_length("?!...")
