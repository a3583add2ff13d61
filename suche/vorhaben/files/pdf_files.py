"""The text of a PDF. Runs in a child process (suche.vorhaben.files.reader_process) with limits."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from suche.vorhaben.exceptions import FileBroken, FileEncrypted, NoText, TooManyPages
from suche.vorhaben.schema import MAX_TEXT, Block

MAX_PAGES = 150
ENOUGH = 40  # letters in the whole file; a scan has none, or those of a stamp
HYPHENATED = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")
PARAGRAPH_END = re.compile(r"[.!?:]$|^.{0,45}$")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file


def pdf_blocks(data: bytes) -> tuple[list[Block], int]:
    """Returns (paragraphs, pages of the file)."""
    try:
        return _read(data)
    except (FileEncrypted, TooManyPages, NoText):
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise FileBroken from error
    except (RecursionError, ArithmeticError, AssertionError, NotImplementedError, OSError) as error:
        raise FileBroken from error


def _read(data: bytes) -> tuple[list[Block], int]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise FileEncrypted
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise TooManyPages
    texts, length = [], 0
    for page in reader.pages:
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > MAX_TEXT:
            break
    if sum(map(str.isalpha, "".join(texts))) < ENOUGH:
        raise NoText
    return [Block(text) for page in texts for text in paragraphs(page)], pages


def paragraphs(page: str) -> list[str]:
    """Joins lines to paragraphs, since a PDF knows lines only: one that ends a sentence or is
    short ends a paragraph."""
    found: list[str] = []
    open_lines: list[str] = []
    for line in HYPHENATED.sub("", page).splitlines():
        if line.strip():
            open_lines.append(line.strip())
        if open_lines and (not line.strip() or PARAGRAPH_END.search(line.strip())):
            found.append(" ".join(" ".join(open_lines).split()))
            open_lines = []
    return found + ([" ".join(" ".join(open_lines).split())] if open_lines else [])
