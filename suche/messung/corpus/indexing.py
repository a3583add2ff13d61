"""The index of a corpus, by COPY: the rows that `index_pages` would store, but for the vectors.

Only for a database of its own whose index is empty. Nothing is compared with what is there, locked
or logged: the word index that is built afterwards reads everything.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from einbettung.indexing.audit import windows
from einbettung.indexing.fingerprints import content_hash, fingerprint_of
from einbettung.indexing.generation import hold
from einbettung.indexing.index import documents_of, indexable_pages
from einbettung.indexing.storing import Work, passage_rows, text_row
from einbettung.models import Chunk, Dokument, Fassung, Generation
from einbettung.schema import Document
from einbettung.text.chunking import CountTokens, chunk

from .loading import copy_rows
from .vectors import DrawnVectors

PAGES_AT_ONCE = 1_000  # 60 MB


@transaction.atomic
def fill_index(signature: str, count_tokens: CountTokens, drawn: DrawnVectors) -> None:
    """Writes texts, passages and vectors of all pages for one generation."""
    hold(signature)
    for page_ids in windows(indexable_pages(), PAGES_AT_ONCE):
        _fill(page_ids, signature, count_tokens, drawn)
    Generation.objects.filter(modell=signature).update(dimension=drawn.dimension)


def _fill(
    page_ids: Collection[int], signature: str, count_tokens: CountTokens, drawn: DrawnVectors
) -> None:
    documents = documents_of(page_ids)
    work = [
        Work(one, fingerprint_of(one, signature), chunk(one, count_tokens)) for one in documents
    ]
    now = timezone.now()
    copy_rows(Dokument, [_text(one, now) for one in documents])
    copy_rows(Fassung, [_fassung(item, signature, now) for item in work])
    copy_rows(Chunk, list(_passages(work, signature, drawn)))


def _text(document: Document, now: datetime) -> dict[str, Any]:
    return {"page_id": document.page_id, "indexiert_am": now, **text_row(document)}


def _fassung(item: Work, signature: str, now: datetime) -> dict[str, Any]:
    return {
        "dokument_id": item.document.page_id,
        "modell": signature,
        "fingerabdruck": item.fingerprint,
        "indexiert_am": now,
    }


def _passages(
    work: Sequence[Work], signature: str, drawn: DrawnVectors
) -> Iterator[dict[str, Any]]:
    for item in work:
        vectors = {content_hash(one): drawn.of(one.embedded_text) for one in item.passages}
        yield from passage_rows(item, signature, vectors)
