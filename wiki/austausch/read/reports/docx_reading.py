"""Reads a case report in DOCX, piece by piece in reading order. Pure."""

import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from wiki.austausch.draft.clean_html import sanitised
from wiki.austausch.exceptions import FileUnreadable

from .case_pieces import Baustein, Fallbericht

DOCX_UNPACKED_MAX_BYTES = 200 * 1024 * 1024  # bytes
HEADING_STYLE = re.compile(r"(?:heading|überschrift) ?(\d)", re.I)


def docx_pieces(path: Path, case: Fallbericht) -> Iterator[Baustein]:
    """Yields the pieces, and names images in `case.offen`. Raises FileUnreadable for a damaged
    file."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > DOCX_UNPACKED_MAX_BYTES:
                raise FileUnreadable("Ihr Inhalt ist ausgepackt zu groß.")
        document = Document(str(path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, ParseError) as error:
        raise FileUnreadable("Sie ist beschädigt oder kein DOCX.") from error
    except SyntaxError as error:  # lxml's own error is one
        raise FileUnreadable("Ihr Inneres ist beschädigt.") from error
    if document.inline_shapes:
        case.offen.append(f"Bilder: {len(document.inline_shapes)}")
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows = tuple(tuple(cell.text.strip() for cell in row.cells) for row in item.rows)
            if rows and any(any(row) for row in rows):
                width = max(map(len, rows))
                yield Baustein("table", tuple((*row, *[""] * (width - len(row))) for row in rows))
        elif isinstance(item, Paragraph) and item.text.strip():
            yield _docx_paragraph(item)


def _docx_paragraph(paragraph: Paragraph) -> Baustein:
    style = paragraph.style.name if paragraph.style is not None else ""
    if style in ("Title", "Titel"):
        return Baustein("heading", paragraph.text.strip(), 1)
    if match := HEADING_STYLE.match(style or ""):
        return Baustein("heading", " ".join(paragraph.text.split()), int(match[1]))
    html = "".join(_docx_run(run) for run in paragraph.iter_inner_content())
    properties = paragraph._p.pPr
    if (style or "").startswith(("List", "Liste")) or (
        properties is not None and properties.numPr is not None
    ):
        tag = "ol" if "Number" in (style or "") or "nummer" in (style or "") else "ul"
        return Baustein("text", sanitised(f"<{tag}><li>{html}</li></{tag}>"))
    return Baustein("text", sanitised(f"<p>{html}</p>"))


def _docx_run(run: Any) -> str:
    """Turns a run of equally formatted letters, or a link with its runs, into HTML."""
    text = escape(run.text, quote=False).replace("\n", "<br>")
    if hasattr(run, "address"):
        return f'<a href="{escape(run.address)}">{text}</a>' if run.address else text
    text = f"<b>{text}</b>" if run.bold and text.strip() else text
    return f"<i>{text}</i>" if run.italic and text.strip() else text
