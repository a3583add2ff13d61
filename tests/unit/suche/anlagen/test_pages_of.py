"""A file's paragraphs become its pages, within a limit."""

from suche.anlagen.reading import pages_of
from suche.vorhaben.files.reading import read_bytes
from suche.vorhaben.schema import SKETCH_MAX_CHARS, Block, FileText
from tests.sketch_files import SKETCH, docx, pdf


def test_pages_of_a_pdf_are_numbered() -> None:
    found = pages_of(read_bytes(pdf(pages=2)))
    assert [page["nummer"] for page in found] == [1, 2]


def test_docx_is_one_piece_without_a_number() -> None:
    assert [page["nummer"] for page in pages_of(read_bytes(docx(SKETCH, SKETCH)))] == [0]


def test_text_ends_at_the_limit() -> None:
    blocks = tuple(Block("x" * (SKETCH_MAX_CHARS - 10), page=number) for number in (1, 2, 3))
    lengths = [len(page["text"]) for page in pages_of(FileText("PDF", blocks, 3))]
    assert lengths == [SKETCH_MAX_CHARS - 10, 10]


def test_only_the_beginning_of_a_long_pdf_is_read() -> None:
    text = read_bytes(pdf("Seite mit Text darauf.", pages=151), beginning=True)
    assert max(block.page for block in text.blocks) == 150
