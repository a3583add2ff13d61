"""What web processes have done since they started: requests, questions, time spent per stage.

No question, no title, no visitor: only how many and how long. With several processes each writes
numbers into a file of its own (`processes`), and all are added up when asked for;
a process without that folder counts for itself.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
AREAS = {"suche", "admin", "static", "media", "documents", "health", "metrics"}

_own = CollectorRegistry()
ANFRAGEN = Histogram(
    "wiki_anfrage_seconds",
    "Dauer der HTTP-Anfragen nach Bereich und Art der Antwort (2 = 2xx, 4 = 4xx ...)",
    ["bereich", "antwort"],
    registry=_own,
    buckets=SECONDS,
)
FRAGEN_COUNTED = Counter(
    "wiki_fragen",
    "Fragen an die Suche: treffer, leer (nichts gefunden), abgelehnt (nicht lesbar)",
    ["ergebnis"],
    registry=_own,
)
for _ergebnis in ("treffer", "leer", "abgelehnt"):
    FRAGEN_COUNTED.labels(_ergebnis)  # a row of 0 from the start: else the first one is no growth
STAGE_SECONDS = Histogram(
    "wiki_suche_seconds",
    "Dauer der Stufen einer Frage",
    ["stufe"],
    registry=_own,
    buckets=SECONDS,
)


def counted() -> CollectorRegistry:
    """What has been counted: by all processes of this server, or by this one alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return _own
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Counts the time spent in the block for this stage, also when the block breaks."""
    started = time.perf_counter()
    try:
        yield
    finally:
        STAGE_SECONDS.labels(name).observe(time.perf_counter() - started)


def count_question(ergebnis: str) -> None:
    """Counts a question by its outcome: `treffer`, `leer` or `abgelehnt`."""
    FRAGEN_COUNTED.labels(ergebnis).inc()


def requests_counted(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. The area is the first part of the address if it is one of ours: addresses of
    pages would make as many rows as there are pages, and name them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        first = request.path_info.removeprefix("/").partition("/")[0]  # "OPTIONS *" has no slash
        area = first if first in AREAS else "seiten"
        elapsed = time.perf_counter() - started
        ANFRAGEN.labels(area, str(response.status_code // 100)).observe(elapsed)
        return response

    return middleware
