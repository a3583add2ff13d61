"""What the database, the word index and the disk say at the moment of asking.

Read anew for every answer, so it does not matter which of several processes answers.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from einbettung.events.change_log import last_change
from einbettung.indexing.index import indexable_pages
from einbettung.models import Chunk, Dokument, Fassung, Indexbericht
from suche.betrieb.health import bounded_queries, check_database
from suche.exceptions import LexicalIndexUnavailable
from suche.rank.words.lexical import lexical_index


class WikiCollector(Collector):
    """All gauges. When the database is down, only what does not need it, and that it is down."""

    def collect(self) -> Iterator[Metric]:
        yield _disk()
        found: list[Metric] = []
        up = check_database().ok
        if up:
            try:
                with bounded_queries():
                    found = [*_content(), *_word_index(), *_jobs(), *_workers(), *_repair()]
            except DatabaseError:
                up = False
        yield _gauge("wiki_datenbank_bereit", "1: die Datenbank antwortet", float(up))
        yield from found


def _disk() -> Metric:
    free = GaugeMetricFamily("wiki_platz_frei_bytes", "Freier Platz auf der Platte von WIKI_VAR")
    with suppress(OSError):  # a missing row says that something cannot be known
        free.add_metric([], shutil.disk_usage(settings.VAR_DIR).free)
    return free


def _content() -> Iterator[Metric]:
    yield _gauge("wiki_seiten", "Seiten, die in den Index gehören", indexable_pages().count())
    yield _gauge("wiki_index_dokumente", "Seiten im Index", Dokument.objects.count())
    yield _gauge("wiki_index_chunks", "Textstücke im Index", Chunk.objects.count())
    models = GaugeMetricFamily("wiki_index_modell", "Seiten im Index je Modell", labels=["modell"])
    rows = Fassung.objects.values_list("modell").annotate(number=Count("pk"))
    for name, number in rows.order_by("modell"):
        models.add_metric([name], number)
    yield models


def _word_index() -> Iterator[Metric]:
    yield _gauge("wiki_aenderung_nummer", "Letzte Nummer des Änderungsprotokolls", last_change())
    behind = GaugeMetricFamily(
        "wiki_wortindex_rueckstand_seiten",
        "Geänderte Seiten, die der Wortindex dieses Rechners noch nicht kennt",
    )
    with suppress(LexicalIndexUnavailable):
        behind.add_metric([], lexical_index().behind())
    yield behind


def _jobs() -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "wiki_auftraege", "Aufträge nach Warteschlange und Zustand", labels=["queue", "zustand"]
    )
    states = ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
    rows = states.values_list("queue_name", "status").annotate(number=Count("pk"))
    for queue, status, number in rows.order_by("queue_name", "status"):
        jobs.add_metric([queue, status], number)
    yield jobs
    oldest = GaugeMetricFamily(
        "wiki_auftrag_wartet_seconds", "Wie lange der älteste fällige wartet", labels=["queue"]
    )
    now = timezone.now()
    waiting = ProcrastinateEvent.objects.filter(type="deferred", job__status="todo")
    due = waiting.annotate(since=Greatest("at", "job__scheduled_at")).filter(since__lte=now)
    for queue, since in due.values_list("job__queue_name").annotate(oldest=Min("since")):
        oldest.add_metric([queue], (now - since).total_seconds())
    yield oldest


def _workers() -> Iterator[Metric]:
    found = ProcrastinateWorker.objects.aggregate(number=Count("pk"), newest=Max("last_heartbeat"))
    yield _gauge("wiki_hintergrundprozesse", "Gemeldete Hintergrundprozesse", found["number"])
    beat = GaugeMetricFamily(
        "wiki_hintergrundprozess_gemeldet_seconds", "Wie lange die jüngste Meldung her ist"
    )
    if found["newest"]:
        beat.add_metric([], (timezone.now() - found["newest"]).total_seconds())
    yield beat


def _repair() -> Iterator[Metric]:
    ended = GaugeMetricFamily(
        "wiki_abgleich_beendet_timestamp_seconds", "Ende des letzten Abgleichs", labels=["art"]
    )
    took = GaugeMetricFamily("wiki_abgleich_seconds", "Seine Dauer", labels=["art"])
    differed = GaugeMetricFamily("wiki_abgleich_abweichungen", "Seine Abweichungen", labels=["art"])
    failed = GaugeMetricFamily("wiki_abgleich_fehler", "Seine Fehler", labels=["art"])
    for art in Indexbericht.Art.values:
        last = Indexbericht.objects.filter(Q(art=art), beendet__isnull=False).first()
        if last and isinstance(last.beendet, datetime):
            ended.add_metric([art], last.beendet.timestamp())
            took.add_metric([art], last.dauer_s)
            differed.add_metric([art], last.abweichungen)
            failed.add_metric([art], len(last.fehler))
    yield from (ended, took, differed, failed)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)
