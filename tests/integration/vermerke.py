"""A Vermerk opened again: all its words."""

import io

from docx import Document
from pypdf import PdfReader


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def docx_text(data: bytes) -> str:
    """Paragraphs, those in the tables, and the links in them."""
    return "\n".join(p.text for p in Document(io.BytesIO(data)).element.body.iter() if p.text)
