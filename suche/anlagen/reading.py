"""A document -> its text, page by page, stored beside it. What cannot be read is stored, too."""

import logging
from itertools import groupby
from typing import Any

from wagtail.documents.models import Document

from einbettung.models import Anlagentext
from suche.vorhaben import exceptions
from suche.vorhaben.exceptions import ReaderBusy, SketchRefused
from suche.vorhaben.files.reader_process import read_file
from suche.vorhaben.schema import FILE_MAX_BYTES, SKETCH_MAX_CHARS, FileText

logger = logging.getLogger(__name__)

READABLE = ("pdf", "docx", "odt", "txt")  # others (tables, slides) are no fault and not read
MISSING = "die Datei fehlt auf dem Server"
REASONS: dict[type[SketchRefused], str] = {
    exceptions.FileTooLarge: "größer als 10 MB",
    exceptions.FileEmpty: "leer",
    exceptions.KindUnknown: "kein PDF, DOCX, ODT oder Text",
    exceptions.OldOrLocked: "altes Word-Format (DOC) oder mit Kennwort",
    exceptions.Macros: "enthält Makros",
    exceptions.FileEncrypted: "verschlüsselt oder mit Kennwort",
    exceptions.FileBroken: "beschädigt",
    exceptions.ArchiveTooLarge: "wird beim Entpacken zu groß",
    exceptions.NoText: "ohne lesbaren Text, wahrscheinlich eingescannt",
    exceptions.XfaForm: "ein PDF-Formular, das nur Adobe-Programme anzeigen",
    exceptions.TooMuchWork: "zu aufwendig zu lesen",
}


def read_document(document: Document) -> bool:
    """Reads a document's file, unless its text is there already. Returns whether it was read.
    ReaderBusy passes: it says nothing about the file."""
    checksum = _checksum(document)
    if Anlagentext.objects.filter(pk=document.pk, pruefsumme=checksum, fehler="").exists():
        return False
    found: dict[str, Any] = {"pruefsumme": checksum, "seiten": [], "fehler": ""}
    try:
        found["seiten"] = _pages(document)
    except ReaderBusy:
        raise
    except SketchRefused as error:
        found["fehler"] = REASONS.get(type(error), "nicht lesbar")
    except OSError:
        found["fehler"] = MISSING
    if found["fehler"]:
        logger.warning("Anlage %s, %s: %s", document.pk, document.filename, found["fehler"])
    Anlagentext.objects.update_or_create(pk=document.pk, defaults=found)
    return True


def _checksum(document: Document) -> str:
    try:
        return str(document.get_file_hash())
    except OSError:
        return ""


def _pages(document: Document) -> list[dict[str, Any]]:
    if document.file_extension.lower() not in READABLE:
        return []
    if document.file.size > FILE_MAX_BYTES:
        raise exceptions.FileTooLarge
    with document.open_file() as file:
        return pages_of(read_file(file.read(), beginning=True))


def pages_of(text: FileText) -> list[dict[str, Any]]:
    """Returns [{"nummer", "text"}], at most SKETCH_MAX_CHARS together; a file without pages is one,
    with number 0."""
    found, left = [], SKETCH_MAX_CHARS
    for number, blocks in groupby(text.blocks, key=lambda block: block.page):
        if said := "\n\n".join(block.text for block in blocks if block.text)[:left]:
            left -= len(said)
            found.append({"nummer": number, "text": said})
    return found
