"""The text of the files attached to a page becomes part of its Document.

Only files that everybody may open: their words stand in the index of the page, and whoever may
read the page is shown them. A file that is closed later is hidden from that moment on
(`open_files`), and its words leave the index with the next run over the page.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from wagtail.documents.models import Document as Datei
from wagtail.models import Page

from einbettung.models import Anlagentext
from einbettung.schema import Document, TextSection, attachment_anchor
from einbettung.text.extraction import attached_files, extract
from wiki.visibility import anonymous_request, visible_documents

ATTACHED_MAX_CHARS = 100_000  # of all files of a page together: about 40 printed pages


def document_of(page: Page) -> Document:
    """All that the index takes from a page: its own words, and those of the files it offers."""
    files = attached_files(page)
    document = extract(page)
    return replace(document, attachments=tuple(_sections(files))) if files else document


def open_files(document_ids: Collection[int]) -> dict[int, Datei]:
    """Returns those of the documents that everybody may open at this moment. No query for none."""
    if not document_ids:
        return {}
    files = Datei.objects.filter(pk__in=document_ids)
    return {file.pk: file for file in visible_documents(files, anonymous_request())}


def _sections(document_ids: Collection[int]) -> Iterator[TextSection]:
    """Yields the pages of the open files among these, until ATTACHED_MAX_CHARS are reached."""
    files = open_files(document_ids)
    texts = Anlagentext.objects.in_bulk(list(files))
    left = ATTACHED_MAX_CHARS
    for pk in (pk for pk in document_ids if pk in texts):
        for page in texts[pk].seiten:
            if text := page["text"][:left].strip():
                left -= len(text)
                yield _section(files[pk], page["nummer"], text)


def _section(file: Datei, page: int, text: str) -> TextSection:
    place = f", Seite {page}" if page else ""
    return TextSection(f"Anlage „{file.filename}“{place}", attachment_anchor(file.pk, page), text)
