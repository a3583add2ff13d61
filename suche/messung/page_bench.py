"""What the public pages and lists of editors cost: queries, time in the database, CPU, memory.

Asks as a browser does, over Django's test client. Meant for the database of a corpus.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from suche.exceptions import MeasuringFailed
from wiki.models import Kommune, Projektseite, Thema
from wiki.seitenlinks import seiten_url

ROUNDS = 3
SLOW_MS = 10_000  # CPU


@dataclass(frozen=True)
class PageCost:
    """Queries and milliseconds of one page, MB that Python held for it at most, kB sent."""

    name: str
    queries: int
    database_ms: float
    cpu_ms: float
    clock_ms: float
    peak_mb: float
    sent_kb: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measure_pages(beginning: tuple[str, ...] = ("",)) -> Iterator[PageCost]:
    """Measures each page whose name begins so: medians of ROUNDS after one that warms up; memory in
    a run of its own, since watching it takes time."""
    visitor, editor = client(), client()
    editor.force_login(_superuser())
    pages = {**_public(), **_of_editors()}
    for name, path in ((name, pages[name]) for name in pages if name.startswith(beginning)):
        who = editor if path.startswith(reverse("wagtailadmin_home")) else visitor
        yield measured(name, partial(size_of, who, path))


def client() -> Client:
    """Returns a browser's stand-in, behind a proxy with TLS, that asks for an allowed host."""
    allowed = next(iter(settings.ALLOWED_HOSTS), "")
    return Client(HTTP_HOST=allowed.lstrip(".*") or "localhost", HTTP_X_FORWARDED_PROTO="https")


def _superuser() -> Any:
    users = get_user_model().objects
    name = "messung"
    return users.filter(username=name).first() or users.create_superuser(name, "m@example.org")


def _public() -> dict[str, str]:
    markt, kommunen = (
        seiten_url(None, "Projektverzeichnis"),
        seiten_url(None, "Kommunenverzeichnis"),
    )
    town = Kommune.objects.annotate(n=Count("projekte")).order_by("-n", "pk")[0]
    thema = Thema.objects.filter(oberthema=None).order_by("pk")[0]
    projekt = Projektseite.objects.live().order_by("pk")[0]
    return {
        "Startseite": "/",
        "Markt": markt,
        "Markt, gefiltert": f"{markt}?thema={thema.slug}&status=betrieb&kosten=unbekannt",
        "Markt, Seite 50 nach Kosten": f"{markt}?sortierung=kosten&seite=50",
        "Markt, Wort": f"{markt}?wort=portal",
        "Markt, Zeitleiste": f"{markt}?ansicht=zeit",
        "Markt, Landkarte": f"{markt}?ansicht=karte",
        "Kommunen": kommunen,
        "Kommunen, nach Zahl": f"{kommunen}?sortierung=projekte",
        "Themen": seiten_url(None, "Themenverzeichnis"),
        "Kommune mit den meisten Projekten": reverse("kommune", args=[town.slug]),
        "Oberthema": reverse("thema", args=[thema.slug]),
        "Artikel": projekt.get_url(),
        "Feed": reverse("feed"),
        "Feed eines Themas": reverse("feed_thema", args=[thema.slug]),
        "Sitemap": reverse("sitemap"),
        "Sitemap, Seiten": reverse("sitemap_teil", args=["seiten"]),
        "Sitemap, Kommunen": reverse("sitemap_teil", args=["kommunen"]),
        "Daten, CSV": reverse("daten_projekte", args=["csv"]),
        "Daten, JSON": reverse("daten_projekte", args=["json"]),
        "Daten, JSON-LD": reverse("daten_projekte", args=["jsonld"]),
        "Katalog": reverse("daten_katalog", args=["rdf"]),
        "API, Projekte": "/api/v1/projekte",
        "API, Kommunen": "/api/v1/kommunen",
    }


def _of_editors() -> dict[str, str]:
    listing = reverse("projektliste:index")
    return {
        "CMS, Projekte": listing,
        "CMS, nach Güte": f"{listing}?guete=lueckenhaft",
        "CMS, nach Lücke": f"{listing}?fehlt=bild&fehlt=kosten",
        "CMS, Was fehlt": reverse("was_fehlt"),
        "Ausfuhr, CSV": reverse("austausch_export", args=["csv"]),
        "Ausfuhr, XLSX": reverse("austausch_export", args=["xlsx"]),
    }


def size_of(client: Client, path: str) -> int:
    """Asks for a page and returns its bytes. Raises MeasuringFailed when it is refused."""
    response: Any = client.get(path)
    if response.status_code != 200:
        raise MeasuringFailed(f"{path} antwortet mit {response.status_code}.")
    parts = response.streaming_content if response.streaming else [response.content]
    return sum(len(part) for part in parts)


def measured(
    name: str, ask: Callable[[], int], before: Callable[[], object] = lambda: None
) -> PageCost:
    """`before`: what has to happen each time, and does not count. What takes longer than SLOW_MS is
    measured by the first run alone, without its memory."""
    runs, sent, peak = [_timed(ask, before)], 0, 0
    if runs[0][2] <= SLOW_MS:
        runs = [_timed(ask, before) for _ in range(ROUNDS)]
        before()
        tracemalloc.start()
        sent = ask()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    queries, database, cpu, clock = (median(values) for values in zip(*runs, strict=True))
    return PageCost(
        name,
        int(queries),
        round(database, 1),
        round(cpu, 1),
        round(clock, 1),
        round(peak / 1e6, 1),
        round(sent / 1e3, 1),
    )


def _timed(ask: Callable[[], int], before: Callable[[], object]) -> tuple[int, float, float, float]:
    """Queries, and ms: in the database (by the clock), of CPU, by the clock."""
    spent: list[float] = []

    def watch(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(1000 * (time.perf_counter() - started))

    before()
    started = time.process_time(), time.perf_counter()
    with connection.execute_wrapper(watch):
        ask()
    cpu, clock = time.process_time() - started[0], time.perf_counter() - started[1]
    return len(spent), sum(spent), 1000 * cpu, 1000 * clock
