"""The nightly repair of the index: audit, repair of what differs, clean-up, statistics, report.

Interrupted at any point, the next run goes on: what has been repaired is found in order.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone

from einbettung.exceptions import RepairRunning
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.models import Aenderung, Chunk, Dokument, Fassung, Indexbericht
from einbettung.vectors.projection import stored_projection
from einbettung.vectors.vector_index import ensure_vector_index, measure_recall
from wiki.exceptions import WikiError
from wiki.platform.locks import Lock, only_one

from .audit import NO_PROJECTION, Befund, Befundart, Progress, audit, windows
from .clean_up import clean_up
from .generation import active_generation
from .index import PAGES_AT_ONCE, index_pages, indexable_pages

logger = logging.getLogger(__name__)

REPORTS_KEPT = 100  # more than three months of nightly runs
ERRORS_LISTED = 200  # a report must stay readable when every page fails
FORCED = {
    Befundart.MODELL,
    Befundart.UNVOLLSTAENDIG,
}  # the fingerprint may be right, or vectors be unfit
ERROR_LENGTH = 500  # characters; a database error may quote a whole row
# Not a page's fault: the next page would fail in the same way.
FATAL = (WikiError, OperationalError, InterfaceError)

Mode = Indexbericht.Art
T = TypeVar("T")


def repair_index(
    *,
    audit_only: bool = False,
    full: bool = False,
    progress: Progress = lambda _: None,
    also: Callable[[], Mapping[str, int]] = dict,
) -> Indexbericht:
    """Compare all pages with the active generation and bring it in line; returns the stored
    report. One under construction needs it not: before a switch, its build looks at every page.

    `audit_only`: look, change nothing. `full`: encode every page anew. `also` is called at the
    end, under the same lock, for what else follows the index; it returns what differed, by kind.
    Raises RepairRunning when another run has not ended.
    """
    mode = Mode.AUDIT if audit_only else Mode.FULL if full else Mode.REINDEX
    with _only_run(), _reported(mode) as bericht:
        if mode != Mode.AUDIT:
            _mark_unprojected(model_signature())
        befunde = _counted(audit(model_signature(), _counting(bericht, progress)), bericht)
        _WORK[mode](befunde, bericht, progress)
        bericht.befunde.update({kind: number for kind, number in also().items() if number})
        if mode != Mode.AUDIT:
            bericht.aufgeraeumt = dict(clean_up())
            _analyse_tables()
        bericht.vektorindex = _look_after_vector_index(build=mode != Mode.AUDIT)
    return bericht


def _only_run() -> AbstractContextManager[None]:
    return only_one(Lock.INDEX_REPAIR, RepairRunning())


@contextmanager
def _reported(mode: Mode) -> Iterator[Indexbericht]:
    """Stores the report at the beginning and again at the end; a report without an end was broken
    off."""
    started = time.perf_counter()
    bericht = Indexbericht.objects.create(art=mode, begonnen=_begin(mode))
    try:
        yield bericht
    except Exception as error:
        _note(bericht, None, error)
        with suppress(DatabaseError, InterfaceError):
            bericht.save()
        raise
    bericht.beendet = timezone.now()
    bericht.dauer_s = round(time.perf_counter() - started, 1)
    bericht.save()
    old = Indexbericht.objects.values("pk")[REPORTS_KEPT:]
    Indexbericht.objects.filter(pk__in=old).delete()


def _begin(mode: Mode) -> datetime:
    """Returns when the run counts as begun: now, or, where the last run was a full one that never
    ended, the beginning of that one, which is gone on with."""
    last = Indexbericht.objects.first()
    if mode == Mode.FULL and last and last.art == Mode.FULL and not last.beendet:
        return last.begonnen
    return timezone.now()


def _counted(befunde: Iterable[Befund], bericht: Indexbericht) -> Iterator[Befund]:
    for befund in befunde:
        bericht.befunde[befund.art.value] = bericht.befunde.get(befund.art.value, 0) + 1
        yield befund


def _counting(bericht: Indexbericht, progress: Progress) -> Progress:
    def on_pages(number: int) -> None:
        bericht.geprueft += number
        progress(number)

    return on_pages


def _look_only(befunde: Iterator[Befund], bericht: Indexbericht, progress: Progress) -> None:
    deque(befunde, maxlen=0)


def _repair(befunde: Iterator[Befund], bericht: Indexbericht, progress: Progress) -> None:
    for batch in _batches(befunde):
        forced = [befund.page_id for befund in batch if befund.art in FORCED]
        _index(forced, bericht, force=True)
        _index([b.page_id for b in batch if b.art not in FORCED], bericht, force=False)


def _encode_everything(
    befunde: Iterator[Befund], bericht: Indexbericht, progress: Progress
) -> None:
    """Encodes every page anew, except those that a broken-off full run has encoded already."""
    for batch in _batches(befunde):
        orphans = [befund.page_id for befund in batch if befund.art == Befundart.VERWAIST]
        _index(orphans, bericht, force=False)
    done = Fassung.objects.filter(modell=model_signature(), indexiert_am__gte=bericht.begonnen)
    rest = indexable_pages().exclude(pk__in=done.values("dokument"))
    for page_ids in windows(rest, PAGES_AT_ONCE):
        _index(page_ids, bericht, force=True)
        progress(len(page_ids))


_WORK = {Mode.AUDIT: _look_only, Mode.REINDEX: _repair, Mode.FULL: _encode_everything}


def _index(page_ids: Sequence[int], bericht: Indexbericht, *, force: bool) -> None:
    """Indexes the pages as one batch; when that breaks, page by page: one page must not keep the
    others out."""
    try:
        report = index_pages(page_ids, model_signature(), get_encoder, force=force)
    except FATAL:
        raise
    except Exception as error:
        if len(page_ids) == 1:
            _note(bericht, page_ids[0], error)
            return
        for page_id in page_ids:
            _index([page_id], bericht, force=force)
    else:
        bericht.repariert += report.indexed + report.removed
        bericht.save()  # so that a run that is killed shows what it has done


def _note(bericht: Indexbericht, page_id: int | None, error: Exception) -> None:
    """Adds the error to the report, under the page's id; without a page it is an error of the
    run."""
    logger.warning("Abgleich des Index, Seite %s", page_id, exc_info=error)
    if len(bericht.fehler) < ERRORS_LISTED or page_id is None:
        text = str(error) if isinstance(error, WikiError) else f"{type(error).__name__}: {error}"
        bericht.fehler.append({"page_id": page_id, "text": text[:ERROR_LENGTH]})
    elif len(bericht.fehler) == ERRORS_LISTED:
        bericht.fehler.append({"page_id": None, "text": "Weitere Fehler stehen im Protokoll."})


def _mark_unprojected(signature: str) -> None:
    """Marks all token vectors as out of date if their projection is gone, because without it they
    mean nothing. Without the mark the first page that is repaired would bring a new projection, and
    the vectors of all other pages would seem to belong to it."""
    if stored_projection(signature) is None:
        Fassung.objects.filter(modell=signature).update(fingerabdruck=NO_PROJECTION)


def _look_after_vector_index(*, build: bool) -> dict[str, float]:
    """Builds a vector index for a generation that has grown, and writes into the report how much
    of the nearest it finds: such indexes are built by chance, and another build may find less."""
    generation = active_generation()
    if generation is None:
        return {}
    if build:
        ensure_vector_index(generation)
    recall = measure_recall(generation.modell)
    return {} if recall is None else {"recall": round(recall, 3)}


def _analyse_tables() -> None:
    """Gives PostgreSQL's planner fresh statistics."""
    tables = [
        connection.ops.quote_name(m._meta.db_table) for m in (Dokument, Fassung, Chunk, Aenderung)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, PAGES_AT_ONCE)):
        yield batch
