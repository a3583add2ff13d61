"""Brings the index to the state of the pages. One way for one page and for all of them."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.db import transaction
from wagtail.models import Page
from wagtail.query import PageQuerySet

from einbettung.events.change_log import log_changes
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.model.encoder import TextEncoder, unload_encoders_except
from einbettung.models import Dokument, Fassung, Generation
from einbettung.schema import Document, EmbeddedPassage
from einbettung.text import chunking
from einbettung.text.extraction import INDEXED_TYPES, with_relations
from einbettung.vectors.encoding import (
    Vectors,
    encode_passages,
    fit_to_corpus,
    spread,
    stored_vectors,
)
from wiki.platform.locks import Lock, wait_for

from .attachments import document_of
from .fingerprints import content_hash, fingerprint_of, text_fingerprint
from .generation import encoder_of, generations_in_use, hold
from .storing import Prepared, Work, remove_rows, store_prepared

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 32  # one transaction and one run of the encoder; bounds memory
LOOKED_AT_ONCE = 512  # whether anything is to be done for them: a query costs what 30 pages cost
SAMPLE_PAGES = 100  # of which passages are taken to fit a projection to


@dataclass
class Report:
    """What a run did; `encoded` passages went through the model, `reused` ones did not."""

    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    encoded: int = 0
    reused: int = 0


def indexable_pages() -> "PageQuerySet[Page]":
    """Live pages of the kinds that are searched. Who may read them is decided at query time."""
    return Page.objects.live().type(*INDEXED_TYPES)


def index_pages(
    page_ids: Iterable[int],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    *,
    force: bool = False,
    progress: Callable[[int], object] = lambda _: None,
) -> Report:
    """Indexes these pages as they are now, for one generation; those gone or not live are removed.

    `signature` says which generation (`Generation.modell`); nothing happens when it is gone. The
    model is only loaded when there is something to encode. Batches are transactions of their own: a
    run that is killed has whole batches behind it, and the next run skips them.
    """
    report = Report()
    ids = iter(page_ids)
    while looked_at := list(islice(ids, LOOKED_AT_ONCE)):
        unchanged = set() if force else _unchanged(looked_at, signature)
        report.unchanged += len(unchanged)
        progress(len(unchanged))
        rest = (page_id for page_id in looked_at if page_id not in unchanged)
        while batch := list(islice(rest, PAGES_AT_ONCE)):
            open_ids: Collection[int] = batch
            while open_ids:  # once more for pages that were changed while they were being encoded
                open_ids = _index_batch(open_ids, signature, get_encoder, force, report)
            progress(len(batch))
    return report


def _unchanged(page_ids: Collection[int], signature: str) -> set[int]:
    """Returns the pages for which nothing is to be done. Not looked for among few: a batch finds
    out by itself."""
    if len(page_ids) <= PAGES_AT_ONCE:
        return set()
    documents = documents_of(page_ids)
    stale = {document.page_id for document in _stale(documents, signature)}
    return {d.page_id for d in documents} - stale - _outdated_texts(documents)


def _index_batch(
    page_ids: Collection[int],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    force: bool,
    report: Report,
) -> list[int]:
    """Encodes without holding anybody up, then stores, in a short transaction, what is still true.
    Returns the pages of which it is not."""
    if not _begun(signature):
        return []
    read = documents_of(page_ids)
    prepared = _prepare(read, signature, get_encoder, force, report)
    unchanged = {document.page_id for document in read} - prepared.page_ids
    touched = set(page_ids) - unchanged
    if not touched:
        return []
    with transaction.atomic():
        if not hold(signature):
            return []
        lock_pages(touched)
        now = {document.page_id: document for document in documents_of(touched)}
        still = prepared.still_true(now)
        gone = sorted(touched - set(now))
        report.removed += remove_rows(gone)
        store_prepared(still)
        report.indexed += len(still.page_ids)
        log_changes(gone + sorted(still.text_ids))
    return sorted(set(now) - still.page_ids)


def _begun(signature: str) -> bool:
    """Returns whether the generation is still there."""
    with transaction.atomic():
        return hold(signature)


def documents_of(page_ids: Collection[int]) -> list[Document]:
    """Returns the Documents of those pages that belong into the index, as the pages are now."""
    pages = indexable_pages().filter(pk__in=page_ids)
    return [document_of(page) for page in with_relations(pages)]


def index_in_all_generations(page_ids: Sequence[int]) -> None:
    """Brings these pages up to date, after a page event, wherever questions are answered from, now
    or soon. With a generation under construction this process holds two models."""
    found = generations_in_use()
    if not found:
        index_pages(page_ids, model_signature(), get_encoder)
        return
    for generation in found:
        try:
            index_pages(page_ids, generation.modell, partial(encoder_of, generation))
        except Exception:
            if generation.zustand == Generation.Zustand.AKTIV:
                raise
            # Readers miss nothing, and before the switch every page is looked at again.
            logger.exception("Seiten %s in Generation %s", page_ids, generation.pk)
    unload_encoders_except({generation.signatur for generation in found})


def index_documents(
    documents: Sequence[Document],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    *,
    force: bool = False,
    report: Report,
) -> None:
    """Chunks, encodes and stores what differs from the index, inside the caller's transaction.

    The text of a page (Dokument) belongs to no generation: it is brought up to date by whichever
    run comes first, and only a changed text is a change for the word indexes.
    """
    prepared = _prepare(documents, signature, get_encoder, force, report)
    store_prepared(prepared)
    report.indexed += len(prepared.page_ids)
    log_changes(sorted(prepared.text_ids))


def _prepare(
    documents: Sequence[Document],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    force: bool,
    report: Report,
) -> Prepared:
    """Returns what of these documents is to be stored: texts, and passages with their vectors,
    where the index holds something else. With `force` all of it, encoded anew."""
    outdated = {d.page_id for d in documents} if force else _outdated_texts(documents)
    texts = [d for d in documents if d.page_id in outdated]
    stale = documents if force else _stale(documents, signature)
    report.unchanged += len(documents) - len({d.page_id for d in [*texts, *stale]})
    if not stale:
        return Prepared(texts, [], signature, {})
    encoder = get_encoder()
    work = [
        Work(d, fingerprint_of(d, signature), chunking.chunk(d, encoder.count_tokens))
        for d in stale
    ]
    return Prepared(texts, work, signature, _vectors(work, signature, encoder, force, report))


def _vectors(
    work: Sequence[Work], signature: str, encoder: TextEncoder, force: bool, report: Report
) -> dict[str, Vectors]:
    """Returns content hash -> vectors of all passages. Those that some page has already are taken
    over, unless `force` says to encode them anew."""
    wanted = {content_hash(p): p for item in work for p in item.passages}
    known = {} if force else stored_vectors(wanted, signature)
    missing = {key: passage for key, passage in wanted.items() if key not in known}
    report.encoded += len(missing)
    report.reused += len(known)
    if missing:
        fit_to_corpus(signature, encoder, partial(sample_passages, encoder.count_tokens))
    return known | encode_passages(missing, signature, encoder)


def sample_passages(count_tokens: chunking.CountTokens) -> list[EmbeddedPassage]:
    """Returns passages from everywhere in the wiki: those of SAMPLE_PAGES pages."""
    documents = documents_of(spread(list(all_page_ids()), SAMPLE_PAGES))
    return [passage for document in documents for passage in chunking.chunk(document, count_tokens)]


def remove_from_index(page_ids: Sequence[int]) -> int:
    """Takes pages out of the index; returns how many were in it. The change is logged anyway,
    because a deleted page took its rows along and lexical indexes may still hold it."""
    if not page_ids:
        return 0
    deleted = remove_rows(page_ids)
    log_changes(page_ids)
    return deleted


def remove_orphans(keep: Iterable[int]) -> int:
    """Removes what is indexed but not among the pages to `keep`; returns how many pages."""
    orphans = set(Dokument.objects.values_list("pk", flat=True)) - set(keep)
    with transaction.atomic():
        return remove_from_index(sorted(orphans))


def _outdated_texts(documents: Sequence[Document]) -> set[int]:
    """Returns the pages whose Dokument is missing or holds another text."""
    rows = Dokument.objects.filter(pk__in=[d.page_id for d in documents])
    stored = dict(rows.values_list("pk", "fingerabdruck"))
    return {d.page_id for d in documents if stored.get(d.page_id) != text_fingerprint(d)}


def _stale(documents: Sequence[Document], signature: str) -> list[Document]:
    """Returns those whose rows in this generation are missing or made of something else."""
    ids = [document.page_id for document in documents]
    rows = Fassung.objects.filter(dokument__in=ids, modell=signature)
    stored = dict(rows.values_list("dokument_id", "fingerabdruck"))
    return [d for d in documents if stored.get(d.page_id) != fingerprint_of(d, signature)]


def lock_pages(page_ids: Iterable[int]) -> None:
    """Locks these pages until the transaction ends, so that two runs never work on one page. The
    order is always the same, so that no two runs wait for each other."""
    for pk in sorted(page_ids):
        wait_for(Lock.PAGE, pk)


def all_page_ids() -> Iterator[int]:
    """Yields the ids of all pages that belong into the index, ascending."""
    return indexable_pages().order_by("pk").values_list("pk", flat=True).iterator()
