"""`manage.py measure_corpora 1000 10000`: what questions and pages cost as the wiki grows.

Each size is a corpus in a database of its own; those that are not there yet are made. Compare
counts of queries, CPU and memory, and the exponent: how cost grows with the number of pages (0: not
at all, 1: as fast)."""

import json
import math
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from suche.messung.corpus.own_database import OwnWiki, exists, is_own
from suche.messung.page_bench import measure_pages

Costs = dict[str, dict[str, Any]]  # name of a step or a page -> its figures
PAGES, STEPS = "seiten.json", "schritte.json"


class Command(BaseCommand):
    help = "Misst Fragen, öffentliche Seiten und Listen an Korpora verschiedener Größe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sizes", type=int, nargs="+", metavar="SEITEN")
        parser.add_argument(
            "--nur-seiten", action="store_true", help="ohne die Schritte einer Frage"
        )
        parser.add_argument("--json", metavar="DATEI", help="die Zahlen auch in diese Datei")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_own():
            return self._measure()
        found = {
            size: _costs_of(OwnWiki(size), steps=not options["nur_seiten"])
            for size in sorted(options["sizes"])
        }
        self._compare(found)
        if options["json"]:
            Path(options["json"]).write_text(json.dumps(found, ensure_ascii=False, indent=1))

    def _measure(self) -> None:
        costs: Costs = {}
        for cost in measure_pages():
            costs[cost.name] = cost.as_json()
            self.stdout.write(
                f"{cost.name:36} {cost.queries:5} Abfragen {cost.database_ms:8.1f} ms   "
                f"CPU {cost.cpu_ms:8.1f} ms   Uhr {cost.clock_ms:8.1f} ms   "
                f"{cost.peak_mb:7.1f} MB   {cost.sent_kb:9.1f} kB"
            )
            self.stdout.flush()
        (Path(settings.VAR_DIR) / PAGES).write_text(json.dumps(costs, ensure_ascii=False))

    def _compare(self, found: dict[int, Costs]) -> None:
        sizes = list(found)
        self.stdout.write(f"\n{'CPU in ms bei Seiten':36}{''.join(f'{n:10}' for n in sizes)}")
        for name in found[sizes[0]]:
            cpu = [found[size].get(name, {}).get("cpu_ms", math.nan) for size in sizes]
            row = "".join(f"{ms:10.1f}" for ms in cpu)
            self.stdout.write(f"{name:36}{row}   {_exponent(sizes, cpu)}")


def _costs_of(wiki: OwnWiki, *, steps: bool) -> Costs:
    if not exists(wiki):
        call_command("make_corpus", wiki.pages)
    wiki.manage("measure_corpora", str(wiki.pages))
    costs: Costs = json.loads((wiki.var / PAGES).read_text())
    if steps:
        wiki.manage("measure_speed", "--json", str(wiki.var / STEPS))
        costs = {row["stufe"]: row for row in json.loads((wiki.var / STEPS).read_text())} | costs
    return costs


def _exponent(sizes: list[int], costs: list[float]) -> str:
    """Of the power law through the first and the last size."""
    if len(sizes) < 2:
        return ""
    grown = math.log(max(costs[-1], 0.1) / max(costs[0], 0.1))
    return f"{grown / math.log(sizes[-1] / sizes[0]):5.2f}"
