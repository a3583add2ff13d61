"""The text of a PDF. Runs in a child process (suche.vorhaben.files.reader_process) with limits."""

import codecs
import io
import logging
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from suche.vorhaben.exceptions import (
    FileBroken,
    FileEncrypted,
    NoText,
    SketchRefused,
    TooManyPages,
    XfaForm,
)
from suche.vorhaben.schema import SKETCH_MAX_CHARS, Block

from .lines import plain_line, whole_words

MAX_PAGES = 150
ENOUGH = 40  # letters in the whole file; a scan has none, or those of a stamp
XFA_PLACEHOLDER = re.compile(  # the page that a form for Adobe's programs shows to all others
    r"please wait.{0,99}if this message is not eventually replaced|"
    r"bitte warten.{0,99}wenn diese meldung",
    re.IGNORECASE | re.DOTALL,
)
PASSWORD_FIELD = 1 << 13  # a flag of a text field
UNSET = {"", "/", "/Off"}
# Many fonts have one glyph for both hyphens, and name it the soft one: `A\u00adB`. One that
# parts a word is followed by small letters.
DRAWN_HYPHEN = re.compile(r"\u00ad+(?![a-zäöüß]|[ ]*\n[ ]*(?!(?:und|oder|bzw)\b)[a-zäöüß])")
PARAGRAPH_END = re.compile(r"[.!?:]$|^.{0,45}$")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file


def pdf_blocks(data: bytes, *, beginning: bool = False) -> tuple[list[Block], int]:
    """Returns (paragraphs, pages of the file). `beginning`: of a file with too many pages the first
    ones are read; else TooManyPages."""
    try:
        return _read(data, beginning)
    except SketchRefused:
        raise
    except DependencyError as error:  # locked in a way that nothing here opens
        raise FileEncrypted from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise FileBroken from error
    except (RecursionError, ArithmeticError, AssertionError, NotImplementedError, OSError) as error:
        raise FileBroken from error


def _read(data: bytes, beginning: bool) -> tuple[list[Block], int]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):  # protected against printing only
        raise FileEncrypted
    pages = len(reader.pages)
    if pages > MAX_PAGES and not beginning:
        raise TooManyPages
    texts, length = [], 0
    for page in islice(reader.pages, MAX_PAGES):
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > SKETCH_MAX_CHARS:
            break
    filled = list(field_values(reader, "\n".join(texts)))
    if XFA_PLACEHOLDER.search("\n".join(texts[:1])):
        if not filled:
            raise XfaForm
        texts = []
    if sum(map(str.isalpha, "".join(texts + filled))) < ENOUGH:
        raise NoText
    numbered = [*enumerate(texts, 1), *((0, value) for value in filled)]
    return [Block(text, page=n) for n, part in numbered for text in paragraphs(part)], pages


def field_values(reader: PdfReader, shown: str) -> Iterator[str]:
    """Returns what was filled into the form of a PDF: texts, choices, the description of each
    ticked box, and what somebody typed onto a page that is no form. Empty fields are left out, and
    so is what the page shows already."""
    fields = (reader.get_fields() or {}).values()
    values = chain(chain.from_iterable(map(_values, fields)), _typed_onto(reader))
    for value in values:
        if " ".join(value.split()) not in " ".join(shown.split()):
            yield value


def _values(field: dict[str, Any]) -> list[str]:
    kind = field.get("/FT") or (field.get("/Parent") or {}).get("/FT")
    value = field.get("/V")
    values = [_text(v).strip() for v in (value if isinstance(value, list) else [value or ""])]
    filled = [v for v in values if v not in UNSET]
    if kind == "/Btn":
        return [str(field["/TU"])] if filled and field.get("/TU") else []
    if kind == "/Ch":
        labels = {p[0]: p[-1] for p in field.get("/Opt") or [] if isinstance(p, list) and p}
        return [str(labels.get(v, v)) for v in filled]
    hidden = int(field.get("/Ff") or 0) & PASSWORD_FIELD
    return filled if kind == "/Tx" and not hidden else []


def _text(value: Any) -> str:
    """A long value may be stored as a stream."""
    if not hasattr(value, "get_data"):
        return str(value)
    data: bytes = value.get_data()
    return data.decode("utf-16" if data.startswith(codecs.BOM_UTF16_BE) else "latin-1")


def _typed_onto(reader: PdfReader) -> Iterator[str]:
    for page in islice(reader.pages, MAX_PAGES):
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            if note.get("/Subtype") == "/FreeText" and note.get("/Contents"):
                yield str(note["/Contents"]).strip()


def paragraphs(page: str) -> list[str]:
    """Joins lines to paragraphs, since a PDF knows lines only: one that ends a sentence or is
    short ends a paragraph."""
    found: list[str] = []
    open_lines: list[str] = []
    for line in whole_words(DRAWN_HYPHEN.sub("-", page)).splitlines():
        if line.strip():
            open_lines.append(plain_line(line))
        if open_lines and (not line.strip() or PARAGRAPH_END.search(line.strip())):
            found.append(" ".join(" ".join(open_lines).split()))
            open_lines = []
    return found + ([" ".join(" ".join(open_lines).split())] if open_lines else [])
