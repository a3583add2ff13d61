"""What a repair of the index costs in time and memory, at a size that the wiki does not have.

Pages, index and reports are copies in temporary tables; of the wiki's own tables only the queue's
are touched: old jobs are cleared away as after every repair.
"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.db.models import CharField
from django.db.models.functions import Cast, Concat
from wagtail.models import Page

from einbettung.indexing.generation import active_generation
from einbettung.indexing.index import (
    PAGES_AT_ONCE,
    Report,
    all_page_ids,
    index_documents,
    indexable_pages,
)
from einbettung.indexing.repair import repair_index
from einbettung.model.active_model import get_encoder
from einbettung.model.encoder import configured_source, path_of
from einbettung.model.engines import SentenceTransformersEngine
from einbettung.models import Indexbericht
from einbettung.text.chunking import chunk
from einbettung.text.extraction import extract, with_relations
from einbettung.vectors.projection import ensure_projection
from einbettung.vectors.vector_index import ensure_vector_index
from suche.exceptions import IndexNotClean, WikiEmpty
from suche.rank.words.audit import repair_word_index
from suche.rank.words.lexical import LexicalIndex
from wiki.models import Nachnutzung, ProduktTag, Projektquelle, Projektseite, Veranstaltung

from .page_copies import copy_projects
from .scratch import temporary_tables

CHANGED = 100  # pages
BENCH_ROUNDS = 3
PAGE_TABLES = (
    Page,
    Projektseite,
    Veranstaltung,
    Projektseite.kommunen.through,
    Projektseite.themen.through,
    Nachnutzung,
    Projektquelle,
    ProduktTag,
    Indexbericht,
)
# Vectors as they are; token vectors (much the largest part) only where somebody reads them.
COPY_DOCUMENTS = """
    INSERT INTO einbettung_dokument (page_id, titel, kommunen, abschnitte, anlagen, zeichen,
        fingerabdruck, indexiert_am)
    SELECT copy, titel, kommunen, abschnitte, anlagen, zeichen, fingerabdruck, indexiert_am
    FROM unnest(%s::int[], %s::int[]) AS pairs(copy, source) JOIN einbettung_dokument
    ON page_id = source
"""
COPY_FASSUNGEN = """
    INSERT INTO einbettung_fassung (dokument_id, modell, fingerabdruck, indexiert_am)
    SELECT copy, modell, fingerabdruck, indexiert_am
    FROM unnest(%s::int[], %s::int[]) AS pairs(copy, source) JOIN einbettung_fassung
    ON dokument_id = source
"""
COPY_CHUNKS = """
    INSERT INTO einbettung_chunk (dokument_id, nummer, abschnitt, anker, text, inhalt_hash, modell,
        vektor, token_vektoren)
    SELECT copy, nummer, abschnitt, anker, text, inhalt_hash, modell, vektor,
        CASE WHEN %s THEN token_vektoren ELSE '' END
    FROM unnest(%s::int[], %s::int[]) AS pairs(copy, source) JOIN einbettung_chunk
    ON dokument_id = source
"""


@dataclass(frozen=True)
class RepairCost:
    """Seconds of the process, seconds by the clock, and its peak in MB so far."""

    cpu: float
    wall: float
    peak_mb: float


@dataclass(frozen=True)
class Throughput:
    """Passages a second."""

    model: float
    pipeline: float


@contextmanager
def many_pages(number: int, *, tokens: bool = False) -> Iterator[list[int]]:
    """Makes a wiki of so many indexed projects, for this connection alone, and yields the ids of
    the copies. With `tokens` the copies have what the second stage of a question reads. Raises
    WikiEmpty when there is nothing to copy."""
    with temporary_tables(filled=True, also=PAGE_TABLES):
        sources = list(Page.objects.type(Projektseite).filter(dokument__isnull=False).live())
        if not sources:
            raise WikiEmpty
        missing = number - indexable_pages().count()
        copies = copy_projects(sources, missing) if missing > 0 else {}
        pairs = [list(copies), list(copies.values())]
        with connection.cursor() as cursor:
            cursor.execute(COPY_DOCUMENTS, pairs)
            cursor.execute(COPY_FASSUNGEN, pairs)
            cursor.execute(COPY_CHUNKS, [tokens, *pairs])
            cursor.execute("ANALYZE")
        yield sorted(copies)


def measure_reindex(number: int) -> Iterator[tuple[str, RepairCost]]:
    """Measures a repair where nothing has changed, and one after CHANGED pages got another
    title."""
    with many_pages(number) as copies, tempfile.TemporaryDirectory() as folder:
        index = LexicalIndex(Path(folder))
        index.catch_up()
        if generation := active_generation():
            ensure_vector_index(generation)  # a wiki that is so large has it already
        also = partial(repair_word_index, index)
        cost, clean = _measured(lambda: repair_index(also=also))
        if clean.befunde:
            raise IndexNotClean()
        yield "unverändert", cost
        changed = copies[:: max(len(copies) // CHANGED, 1)][:CHANGED]
        Page.objects.filter(pk__in=changed).update(title=Concat("title", Cast("pk", CharField())))
        cost, mended = _measured(lambda: repair_index(also=also))
        yield f"{mended.repariert} geändert", cost


def measure_throughput() -> Iterator[Throughput]:
    """Measures passages a second through the model alone, and through everything from page to
    stored rows: the same passages, the same batches, in turn."""
    ids = list(islice(all_page_ids(), PAGES_AT_ONCE))
    if not ids:
        raise WikiEmpty
    encoder = get_encoder()
    documents = [extract(page) for page in with_relations(indexable_pages().filter(pk__in=ids))]
    texts = [p.embedded_text for d in documents for p in chunk(d, encoder.count_tokens)]
    ensure_projection(encoder.signature, encoder)
    alone = SentenceTransformersEngine(path_of(configured_source()))
    for _ in range(BENCH_ROUNDS):
        started = time.perf_counter()
        alone.run_plainly(texts)
        model = time.perf_counter() - started
        with temporary_tables(filled=False), transaction.atomic():
            started = time.perf_counter()
            index_documents(
                documents, encoder.signature, lambda: encoder, force=True, report=Report()
            )
            pipeline = time.perf_counter() - started
        yield Throughput(len(texts) / model, len(texts) / pipeline)


def _measured(work: Callable[[], Indexbericht]) -> tuple[RepairCost, Indexbericht]:
    started = time.process_time(), time.perf_counter()
    bericht = work()
    cpu, wall = time.process_time() - started[0], time.perf_counter() - started[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux: kilobytes
    return RepairCost(cpu, wall, peak), bericht
