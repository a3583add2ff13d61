"""`manage.py measure_load`: how many questions a second a real server answers, and how long people
wait, with one searcher and with many."""

import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suche.exceptions import MeasuringFailed, WikiEmpty
from suche.messung.dataset import QUESTIONS, read_dataset
from suche.messung.load.searchers import NO_ANSWER, Load, ask, measure, questions
from suche.messung.load.server import Server, own_server
from suche.messung.load.slow import slow_clients
from suche.messung.management.arguments import add_json, page_number, seconds
from wiki.models import Kommune

SEED = 17
QUERY_MAX_CHARS = 200  # sketches are measured by measure_sketches
WARM_UP_S = 5


class Command(BaseCommand):
    help = (
        "Misst einen echten Server mit einem und mit vielen Suchenden: Fragen je Sekunde, "
        "Wartezeit, abgewiesene. Startet dafür einen eigenen (oder fragt --adresse)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--suchende", type=page_number, nargs="+", default=[1, 4, 16, 50])
        parser.add_argument(
            "--sekunden", type=seconds, nargs="+", default=[20], help="für alle, oder je Zahl"
        )
        parser.add_argument(
            "--langsame",
            type=int,
            default=0,
            help="daneben so viele, die ein Byte je Sekunde senden",
        )
        parser.add_argument("--dataset", type=Path, default=QUESTIONS)
        parser.add_argument("--adresse", help="eines Servers, der schon läuft")
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        asked = _questions(options["dataset"])
        rows: list[dict[str, Any]] = []
        durations = cycle(options["sekunden"])
        with (
            _server(options["adresse"]) as server,
            slow_clients(server.address, options["langsame"]),
        ):
            measure(server.address, asked, 1, WARM_UP_S)
            self.stdout.write(f"Last der Maschine vorher: {os.getloadavg()[0]:.1f}")
            for searchers in options["suchende"]:
                before = server.cpu_seconds()
                load = measure(server.address, asked, searchers, next(durations))
                cpu_ms = 1000 * (server.cpu_seconds() - before) / max(load.answered, 1)
                rows.append(asdict(load) | {"cpu_ms": cpu_ms, "mb": server.megabytes()})
                self.stdout.write(_line(load, rows))
                self.stdout.flush()
        if options["json"]:
            options["json"].write_text(json.dumps(rows, indent=1))


def _questions(folder: Path) -> list[str]:
    places = list(Kommune.objects.order_by("pk").values_list("name", flat=True))
    if len(places) < 20:
        raise WikiEmpty
    texts = [
        query.text for query in read_dataset(folder).queries if len(query.text) <= QUERY_MAX_CHARS
    ]
    if not texts:
        raise CommandError(f"{folder}: Keine Frage ist kürzer als {QUERY_MAX_CHARS} Zeichen.")
    random.Random(SEED).shuffle(texts)  # noqa: S311 - the same order every time
    return questions(texts, places, SEED)


@contextmanager
def _server(address: str | None) -> Iterator[Server]:
    if address:
        if ask(address, "Kommune").status == NO_ANSWER:
            raise MeasuringFailed(f"{address} antwortet nicht.")
        yield Server(address.rstrip("/"))
        return
    with own_server() as server:
        yield server


def _line(load: Load, rows: list[dict[str, Any]]) -> str:
    ratio = load.a_second / rows[0]["a_second"] if rows[0]["a_second"] else 0.0
    return (
        f"{load.searchers:3} Suchende  {load.a_second:6.1f} Fragen/s ({ratio:4.2f})   "
        f"p50 {load.p50:6.0f} ms   p95 {load.p95:6.0f} ms   abgewiesen {load.refused:4.0%}   "
        f"Fehler {load.failed}   Webprozess: CPU je Frage {rows[-1]['cpu_ms']:.0f} ms, "
        f"{rows[-1]['mb']:.0f} MB"
    )
