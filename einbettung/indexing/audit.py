"""Compares every page with its index rows. Only looks; `einbettung.indexing.repair` repairs.

Pages come in windows by primary key, so memory does not grow with the wiki, and what is written
between two windows disturbs nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, models
from wagtail.models import Page

from einbettung.models import Chunk, Dokument, Fassung
from einbettung.schema import Document
from einbettung.text.extraction import with_relations
from einbettung.vectors.projection import stored_projection

from .attachments import document_of
from .fingerprints import fingerprint_of, text_fingerprint
from .index import indexable_pages
from .storing import stored_sections

AUDITED_AT_ONCE = 200  # what is in memory at a time
NO_PROJECTION = "ohne Projektion"  # fingerprint when the page's token vectors lost their meaning

Progress = Callable[[int], object]


class Befundart(models.TextChoices):
    """What can be wrong with a page in the index."""

    FEHLT = "fehlt", "fehlt im Index"
    VERALTET = "veraltet", "veraltet"
    VERWAIST = "verwaist", "gehört nicht mehr in den Index"
    MODELL = "modell", "von einem anderen Modell"
    UNVOLLSTAENDIG = "unvollstaendig", "unvollständig"
    UNLESBAR = "unlesbar", "Seite nicht lesbar"


@dataclass(frozen=True)
class Befund:
    """One page that differs from its index rows."""

    art: Befundart
    page_id: int


@dataclass(frozen=True)
class StoredChunk:
    """What is needed of a chunk to tell whether one is missing."""

    nummer: int
    abschnitt: str


def audit(signature: str, progress: Progress = lambda _: None) -> Iterator[Befund]:
    """Everything that differs in one generation, at most one Befund a page. The model itself is
    not needed."""
    for pages in windows(indexable_pages(), AUDITED_AT_ONCE):
        found = _judge_pages(pages, signature)
        progress(len(pages) - len(found))
        for befund in found:
            yield befund
            progress(1)  # who asks for the next one is done with this one
    for orphans in windows(Dokument.objects.exclude(pk__in=indexable_pages().values("pk"))):
        yield from (Befund(Befundart.VERWAIST, pk) for pk in orphans)


def windows(rows: "models.QuerySet[Any]", size: int = AUDITED_AT_ONCE) -> Iterator[list[int]]:
    """Yields the primary keys of all rows, ascending, so many at a time; each window is a query of
    its own."""
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]


def _judge_pages(page_ids: Sequence[int], signature: str) -> list[Befund]:
    """Returns what is wrong with the rows of these pages, at most one Befund for each."""
    rows = Dokument.objects.defer("zeichen").in_bulk(page_ids)
    stored = _fingerprints_of(page_ids, signature)
    chunks = _chunks_of(page_ids, signature)
    projected = stored_projection(signature) is not None
    found = []
    for page in with_relations(indexable_pages().filter(pk__in=page_ids).order_by("pk")):
        art = _first_look(rows.get(page.pk), stored.get(page.pk), projected) or _second_look(
            page, rows[page.pk], stored[page.pk], chunks[page.pk], signature
        )
        if art:
            found.append(Befund(art, page.pk))
    return found


def _fingerprints_of(page_ids: Sequence[int], signature: str) -> dict[int, str]:
    rows = Fassung.objects.filter(dokument__in=page_ids, modell=signature)
    return dict(rows.values_list("dokument_id", "fingerabdruck"))


def _chunks_of(page_ids: Sequence[int], signature: str) -> dict[int, list[StoredChunk]]:
    chunks = defaultdict(list)
    rows = Chunk.objects.filter(dokument__in=page_ids, modell=signature)
    for page_id, nummer, abschnitt in rows.order_by("dokument", "nummer").values_list(
        "dokument_id", "nummer", "abschnitt"
    ):
        chunks[page_id].append(StoredChunk(nummer, abschnitt))
    return chunks


def _first_look(row: Dokument | None, fingerprint: str | None, projected: bool) -> Befundart | None:
    """Tells what can be told without reading the page, which is the expensive part."""
    if row is None:
        return Befundart.FEHLT
    if fingerprint is None:
        return Befundart.MODELL
    return Befundart.UNVOLLSTAENDIG if fingerprint == NO_PROJECTION or not projected else None


def _second_look(
    page: Page, row: Dokument, fingerprint: str, chunks: Sequence[StoredChunk], signature: str
) -> Befundart | None:
    """Reads the page and tells whether its rows are what it says now, and whether all are there."""
    try:
        document = document_of(page)
    except DatabaseError:
        raise
    except Exception:  # whatever is broken in one page must not hide the state of the others
        return Befundart.UNLESBAR
    if fingerprint != fingerprint_of(document, signature):
        return Befundart.VERALTET
    complete = _holds_the_text(row, document) and _are_complete(chunks, document)
    return None if complete else Befundart.UNVOLLSTAENDIG


def _holds_the_text(row: Dokument, document: Document) -> bool:
    """Returns whether the row has the text of the page, and not only its fingerprint."""
    kommunen = ", ".join(document.kommunen)
    current = row.fingerabdruck == text_fingerprint(document)
    return current and (row.titel, row.kommunen, row.abschnitte, row.anlagen) == (
        document.title,
        kommunen,
        stored_sections(document.sections),
        stored_sections(document.attachments),
    )


def _are_complete(chunks: Sequence[StoredChunk], document: Document) -> bool:
    """Returns whether the chunks are numbered without a gap and each section has at least one."""
    return [chunk.nummer for chunk in chunks] == list(range(len(chunks))) and {
        chunk.abschnitt for chunk in chunks
    } == {part.name for part in document.parts}
