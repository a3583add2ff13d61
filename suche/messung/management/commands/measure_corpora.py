"""`manage.py measure_corpora 1000 10000`: what questions and pages cost as the wiki grows.

Each size is a corpus in a database of its own; those that are not there yet are made. Compare
counts of queries, CPU and memory, and the exponent: how cost grows with the number of pages (0: not
at all, 1: as fast)."""

import json
import math
from argparse import ArgumentTypeError
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from suche.messung.change_bench import measure_changes
from suche.messung.corpus.own_database import OwnWiki, is_own, is_whole
from suche.messung.growth.drawing import Curve, draw
from suche.messung.growth.power_law import fit, linear_at
from suche.messung.management.arguments import add_json, file_to_write, page_number
from suche.messung.page_bench import measure_pages
from wiki.exceptions import why_unreadable

Costs = dict[str, dict[str, Any]]  # name of a step or a page -> its figures
PAGES, STEPS = "seiten.json", "schritte.json"
RECKONED = 100_000  # pages, too many to be made and measured every time
DRAWN = {  # name of a step or a page -> what the drawing calls it
    "Seite der Treffer, HTTP": "Seite der Treffer",
    "Frage bis Rangliste": "Frage bis Rangliste",
    "Wörter": "Wörter",
    "Vektoren": "Vektoren",
    "zweite Stufe": "zweite Stufe",
    "Markt": "Markt",
}


class Command(BaseCommand):
    help = "Misst Fragen, öffentliche Seiten und Listen an Korpora verschiedener Größe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sizes", type=page_number, nargs="*", metavar="SEITEN")
        parser.add_argument(
            "--nur-seiten", action="store_true", help="ohne die Schritte einer Frage"
        )
        parser.add_argument(
            "--nur", nargs="+", metavar="NAME", default=[""], help="nur Seiten, die so beginnen"
        )
        add_json(parser)
        parser.add_argument("--aus", metavar="DATEI", help="Zahlen von dort, statt zu messen")
        parser.add_argument(
            "--svg", type=file_to_write, metavar="DATEI", help="die Kurven als Bild"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if is_own():
            return self._measure(tuple(options["nur"]))
        found = _read(options["aus"]) if options["aus"] else _measured(options)
        self._compare(found)
        if options["json"]:
            options["json"].write_text(json.dumps(found, ensure_ascii=False, indent=1))
        if options["svg"] and len(found) > 1:
            options["svg"].write_text(_drawing(found), encoding="utf-8")

    def _measure(self, beginning: tuple[str, ...]) -> None:
        costs: Costs = {}
        for cost in chain(measure_pages(beginning), measure_changes()):
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
            cpu = [cpu_ms(found[size].get(name, {})) for size in sizes]
            row = "".join(f"{ms:10.1f}" for ms in cpu)
            self.stdout.write(f"{name:36}{row}   {_growth(sizes, cpu)}")


def cpu_ms(figures: dict[str, Any]) -> float:
    """CPU of a step, with that of the database server where it is known."""
    return float(figures.get("cpu_ms", math.nan)) + float(figures.get("server_ms") or 0)


def _read(file: str) -> dict[int, Costs]:
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8"))
        costs = {page_number(size): dict(of_size) for size, of_size in found.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {why_unreadable(error)}") from error
    except (ValueError, TypeError, AttributeError, ArgumentTypeError) as error:
        raise CommandError(f"{file}: Das hat --json nicht geschrieben.") from error
    if not costs:
        raise CommandError(f"{file}: Es stehen keine Zahlen darin.")
    return costs


def _measured(options: dict[str, Any]) -> dict[int, Costs]:
    if not options["sizes"]:
        raise CommandError("Bitte mindestens eine Zahl von Seiten nennen, oder --aus DATEI.")
    return {
        size: _costs_of(OwnWiki(size), options["nur"], steps=not options["nur_seiten"])
        for size in sorted(options["sizes"])
    }


def _costs_of(wiki: OwnWiki, beginning: list[str], *, steps: bool) -> Costs:
    if not is_whole(wiki):
        call_command("make_corpus", wiki.pages)
    wiki.manage("measure_corpora", str(wiki.pages), "--nur", *beginning)
    costs: Costs = json.loads((wiki.var / PAGES).read_text())
    if steps:
        wiki.manage("measure_speed", "--json", str(wiki.var / STEPS))
        costs = {row["stufe"]: row for row in json.loads((wiki.var / STEPS).read_text())} | costs
    return costs


def _growth(sizes: list[int], costs: list[float]) -> str:
    """The exponent, and what to expect at RECKONED pages: by it, and if only a part grows."""
    law = fit(sizes, costs)
    if law is None:
        return ""
    linear = linear_at(sizes, costs, RECKONED)
    return f"{law.exponent:5.2f}   {RECKONED}: {law.at(RECKONED):.0f} bis {linear:.0f}"


def _drawing(found: dict[int, Costs]) -> str:
    sizes = list(found)
    curves = [
        Curve(called, sizes, [cpu_ms(found[size][name]) for size in sizes])
        for name, called in DRAWN.items()
        if all(name in found[size] for size in sizes)
    ]
    return draw(curves, "Was eine Frage kostet, wenn das Wiki wächst", max(RECKONED, *sizes))
