"""The forms that a `Schriftstueck` is handed out in; whoever offers one asks here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

from .pdf import write_pdf
from .schema import Schriftstueck


@dataclass(frozen=True)
class Dateiform:
    """How it is called in a form, its type for browsers, and what writes it."""

    name: str
    content_type: str
    write: Callable[[Schriftstueck], bytes]


def _docx(schriftstueck: Schriftstueck) -> bytes:
    from .docx import write_docx  # only here: python-docx takes 0.1 s that commands do not need

    return write_docx(schriftstueck)


FORMEN: Mapping[str, Dateiform] = {
    "pdf": Dateiform("PDF", "application/pdf", lambda s: write_pdf(s, settings.FONT_DIR)),
    "docx": Dateiform(
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
}
