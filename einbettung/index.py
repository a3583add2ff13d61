"""Brings the index to the state of the pages. One way for one page and for all of them."""

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np
from django.db import connection, transaction
from django.db.models import Max
from pgvector import SparseVector
from wagtail.models import Page
from wagtail.query import PageQuerySet

from . import characters, chunking, late_interaction
from .encoder import Encoded, TextEncoder, unload_encoders_except
from .extraction import INDEXED_TYPES, extract, with_relations
from .generation import comparable_generations, encoder_of, generations_in_use, hold
from .live import get_encoder, model_signature
from .models import Aenderung, Chunk, Dokument, Fassung, Generation
from .projection import ensure_projection
from .schema import Document, Passage
from .telling_tokens import telling

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 32  # one transaction and one run of the encoder; bounds memory
CHANGE_LOG_LOCK = 7_301_001  # advisory lock: change numbers are given out in commit order
PAGE_LOCK = 7_301_002  # advisory lock space, second key is the page


@dataclass
class Report:
    """What a run did; `encoded` passages went through the model, `reused` ones did not."""

    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    encoded: int = 0
    reused: int = 0


@dataclass(frozen=True)
class Vectors:
    """What is stored of a passage: its vector, and its token vectors as int8 bytes."""

    passage: list[float]
    tokens: bytes


@dataclass(frozen=True)
class Work:
    """A page whose index rows are out of date, with its new passages."""

    document: Document
    fingerprint: str
    passages: list[Passage]


@dataclass(frozen=True)
class Prepared:
    """What is to be stored: `texts` of which the Dokument is out of date, and pages with their
    vectors (by content hash) for one generation."""

    texts: list[Document]
    work: list[Work]
    signature: str
    vectors: dict[str, Vectors]

    @property
    def page_ids(self) -> set[int]:
        return {*self.text_ids, *(item.document.page_id for item in self.work)}

    @property
    def text_ids(self) -> set[int]:
        return {document.page_id for document in self.texts}

    def still_true(self, now: Mapping[int, Document]) -> "Prepared":
        """Without the pages that have changed since they were read."""
        return replace(
            self,
            texts=[d for d in self.texts if now.get(d.page_id) == d],
            work=[w for w in self.work if now.get(w.document.page_id) == w.document],
        )


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
    """Index these pages as they are now, for one generation; those gone or not live are removed.

    `signature` says which generation (`Generation.modell`); nothing happens when it is gone. The
    model is only loaded when there is something to encode. Batches are transactions of their own: a
    run that is killed has whole batches behind it, and the next run skips them.
    """
    report = Report()
    ids = iter(page_ids)
    while batch := list(islice(ids, PAGES_AT_ONCE)):
        open_ids: Collection[int] = batch
        while open_ids:  # once more for pages that were changed while they were being encoded
            open_ids = _index_batch(open_ids, signature, get_encoder, force, report)
        progress(len(batch))
    return report


def _index_batch(
    page_ids: Collection[int],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    force: bool,
    report: Report,
) -> list[int]:
    """Encode without holding anybody up, then store, in a short transaction, what is still true.
    Returns the pages of which it is not."""
    if not _begun(signature):
        return []
    read = _documents_of(page_ids)
    prepared = _prepare(read, signature, get_encoder, force, report)
    unchanged = {document.page_id for document in read} - prepared.page_ids
    touched = set(page_ids) - unchanged
    if not touched:
        return []
    with transaction.atomic():
        if not hold(signature):
            return []
        lock_pages(touched)
        now = {document.page_id: document for document in _documents_of(touched)}
        still = prepared.still_true(now)
        gone = sorted(touched - set(now))
        report.removed += _remove_rows(gone)
        _store_all(still, report)
        log_changes(gone + sorted(still.text_ids))
    return sorted(set(now) - still.page_ids)


def _begun(signature: str) -> bool:
    with transaction.atomic():
        return hold(signature)


def _documents_of(page_ids: Collection[int]) -> list[Document]:
    """The pages among them that belong into the index, as they are now."""
    pages = indexable_pages().filter(pk__in=page_ids)
    return [extract(page) for page in with_relations(pages)]


def index_in_all_generations(page_ids: Sequence[int]) -> None:
    """After a page event: bring these pages up to date wherever questions are answered from, now
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
    """Chunk, encode and store what differs from the index, inside the caller's transaction.

    The text of a page (Dokument) belongs to no generation: it is brought up to date by whichever
    run comes first, and only a changed text is a change for the word indexes.
    """
    prepared = _prepare(documents, signature, get_encoder, force, report)
    _store_all(prepared, report)
    log_changes(sorted(prepared.text_ids))


def _prepare(
    documents: Sequence[Document],
    signature: str,
    get_encoder: Callable[[], TextEncoder],
    force: bool,
    report: Report,
) -> Prepared:
    outdated = {d.page_id for d in documents} if force else _outdated_texts(documents)
    texts = [d for d in documents if d.page_id in outdated]
    stored = {} if force else _stored_fingerprints((d.page_id for d in documents), signature)
    fingerprints = {d.page_id: fingerprint_of(d, signature) for d in documents}
    stale = [d for d in documents if stored.get(d.page_id) != fingerprints[d.page_id]]
    report.unchanged += len(documents) - len({d.page_id for d in [*texts, *stale]})
    if not stale:
        return Prepared(texts, [], signature, {})
    encoder = get_encoder()
    work = [
        Work(d, fingerprints[d.page_id], chunking.chunk(d, encoder.count_tokens)) for d in stale
    ]
    return Prepared(texts, work, signature, _vectors(work, signature, encoder, force, report))


def _store_all(prepared: Prepared, report: Report) -> None:
    for document in prepared.texts:
        _store_text(document)
    for item in prepared.work:
        _store(item, prepared.signature, prepared.vectors)
    for found in islice(prepared.vectors.values(), 1):
        Generation.objects.filter(modell=prepared.signature, dimension=None).update(
            dimension=len(found.passage)
        )
    report.indexed += len(prepared.page_ids)


def remove(page_ids: Sequence[int]) -> int:
    """Take pages out of the index; returns how many were in it. The change is logged anyway,
    because a deleted page took its rows along and lexical indexes may still hold it."""
    if not page_ids:
        return 0
    deleted = _remove_rows(page_ids)
    log_changes(page_ids)
    return deleted


def _remove_rows(page_ids: Sequence[int]) -> int:
    return Dokument.objects.filter(pk__in=page_ids).delete()[1].get("einbettung.Dokument", 0)


def remove_orphans(keep: Iterable[int]) -> int:
    """Take out what is indexed but not among the pages to `keep`."""
    orphans = set(Dokument.objects.values_list("pk", flat=True)) - set(keep)
    with transaction.atomic():
        return remove(sorted(orphans))


def log_changes(page_ids: Sequence[int]) -> None:
    """Append to the change log. Must be the last write of its transaction: it takes the lock."""
    if not page_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGE_LOG_LOCK])
    Aenderung.objects.bulk_create([Aenderung(page_id=pk) for pk in page_ids])


def last_change() -> int:
    """The newest number of the change log (0 when it is empty)."""
    return Aenderung.objects.aggregate(newest=Max("nummer"))["newest"] or 0


def text_fingerprint(document: Document) -> str:
    """Changes exactly when the page's Dokument would."""
    content = [
        document.title,
        ", ".join(document.kommunen),
        [(part.name, part.anchor, part.text) for part in document.sections],
        characters.VERSION,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def fingerprint_of(document: Document, signature: str) -> str:
    """Changes exactly when the page's rows in this generation would."""
    content = [
        document.title,
        document.kommunen,
        [(part.name, part.anchor, part.text) for part in document.sections],
        chunking.VERSION,
        characters.VERSION,
        signature,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def stored_sections(document: Document) -> list[dict[str, str]]:
    """The sections as they stand in `Dokument.abschnitte`."""
    return [
        {"name": part.name, "anker": part.anchor, "text": part.text} for part in document.sections
    ]


def content_hash(passage: Passage) -> str:
    """The same hash means the same vectors."""
    return hashlib.sha256(f"{passage.new_from} {passage.embedded_text}".encode()).hexdigest()


def _outdated_texts(documents: Sequence[Document]) -> set[int]:
    """Pages whose Dokument is missing or says something else."""
    rows = Dokument.objects.filter(pk__in=[d.page_id for d in documents])
    stored = dict(rows.values_list("pk", "fingerabdruck"))
    return {d.page_id for d in documents if stored.get(d.page_id) != text_fingerprint(d)}


def _stored_fingerprints(documents: Iterable[int], signature: str) -> dict[int, str]:
    rows = Fassung.objects.filter(dokument__in=list(documents), modell=signature)
    return dict(rows.values_list("dokument_id", "fingerabdruck"))


def lock_pages(page_ids: Iterable[int]) -> None:
    """Two runs never work on one page at once; always in the same order, so none waits for ever."""
    with connection.cursor() as cursor:
        for pk in sorted(page_ids):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PAGE_LOCK, pk])


def _vectors(
    work: Sequence[Work], signature: str, encoder: TextEncoder, force: bool, report: Report
) -> dict[str, Vectors]:
    """Content hash -> vectors; the same text is never encoded twice."""
    wanted = {content_hash(p): p for item in work for p in item.passages}
    vectors: dict[str, Vectors] = {}
    if not force:
        known = Chunk.objects.filter(
            inhalt_hash__in=list(wanted), modell__in=comparable_generations(signature)
        )
        rows = known.values_list("inhalt_hash", "vektor", "token_vektoren")
        vectors = {key: Vectors(vector, bytes(tokens)) for key, vector, tokens in rows}
    missing = [key for key in wanted if key not in vectors]
    projection = ensure_projection(signature, encoder)
    encoded = encoder.encode_documents([wanted[key].embedded_text for key in missing])
    report.encoded += len(missing)
    report.reused += len(wanted) - len(missing)
    for key, text in zip(missing, encoded, strict=True):
        tokens = late_interaction.compress(_telling_tokens(wanted[key], text), projection)
        vectors[key] = Vectors(text.vector.tolist(), tokens.tobytes())
    return vectors


def _telling_tokens(passage: Passage, encoded: Encoded) -> np.ndarray:
    if not encoded.spans:
        return encoded.tokens
    return encoded.tokens[telling(passage.embedded_text, encoded.spans, passage.new_from)]


def _store_text(document: Document) -> None:
    Dokument.objects.update_or_create(
        pk=document.page_id,
        defaults={
            "titel": document.title,
            "kommunen": ", ".join(document.kommunen),
            "abschnitte": stored_sections(document),
            "zeichen": _characters(document),
            "fingerabdruck": text_fingerprint(document),
        },
    )


def _store(item: Work, signature: str, vectors: dict[str, Vectors]) -> None:
    page_id = item.document.page_id
    Fassung.objects.update_or_create(
        dokument_id=page_id, modell=signature, defaults={"fingerabdruck": item.fingerprint}
    )
    Chunk.objects.filter(dokument=page_id, modell=signature).delete()
    Chunk.objects.bulk_create(
        Chunk(
            dokument_id=page_id,
            nummer=number,
            abschnitt=passage.section,
            anker=passage.anchor,
            text=passage.text,
            inhalt_hash=(key := content_hash(passage)),
            modell=signature,
            vektor=vectors[key].passage,
            token_vektoren=vectors[key].tokens,
        )
        for number, passage in enumerate(item.passages)
    )


def _characters(document: Document) -> SparseVector:
    text = " ".join([*document.kommunen, *(part.text for part in document.sections)])
    return SparseVector(characters.page_vector(document.title, text), characters.DIMENSIONS)


def all_page_ids() -> Iterator[int]:
    """Every page that belongs into the index, by primary key."""
    return indexable_pages().order_by("pk").values_list("pk", flat=True).iterator()
