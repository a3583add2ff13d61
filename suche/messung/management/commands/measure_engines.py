"""`manage.py measure_engines`: our search beside others, on the same pages and questions.

Without sizes at the loaded wiki, with what is found; with sizes also at corpora of so many pages,
where only time can be measured."""

import json
import math
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from threadpoolctl import threadpool_limits

from suche.messung.corpus.own_database import OwnWiki, is_own, is_whole
from suche.messung.dataset import QUESTIONS, read_dataset
from suche.messung.engines.comparison import ENGINES, EngineFigures, compare_engines
from suche.messung.management.arguments import add_json, page_number

FILE = "vergleich.json"
OURS = next(iter(ENGINES))


class Command(BaseCommand):
    help = (
        "Misst unsere Suche neben anderen: Wagtails Datenbanksuche, Volltext von PostgreSQL, "
        "Whoosh allein, pgvector allein, tantivy und numpy. Güte an benoteten Fragen, Zeit auch an "
        "Korpora verschiedener Größe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sizes", type=page_number, nargs="*", metavar="SEITEN")
        parser.add_argument("--dataset", type=Path, default=QUESTIONS)
        parser.add_argument("--half", choices=["tuning", "final"], default="final")
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # as in the web process
        with threadpool_limits(1):
            found = {"wiki": self._measure(options)}
        if is_own():
            (Path(settings.VAR_DIR) / FILE).write_text(_json(found["wiki"]))
        for size in options["sizes"]:
            found[str(size)] = _costs_of(OwnWiki(size), options)
        if options["json"]:
            options["json"].write_text(_json(found))

    def _measure(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        dataset = read_dataset(options["dataset"])
        graded = not is_own()
        self.stdout.write(f"{'':32} nDCG@10  recall@10   CPU ms   davon Datenbank   Uhr ms")
        rows = []
        for figures in compare_engines(dataset, options["half"], graded=graded):
            self.stdout.write(_line(figures))
            self.stdout.flush()
            rows.append(_row(figures))
        ours = next(row["cpu_ms"] for row in rows if row["name"] == OURS)
        return [row | {"zu_uns": round(row["cpu_ms"] / ours, 2)} for row in rows]


def _costs_of(wiki: OwnWiki, options: dict[str, Any]) -> Any:
    if not is_whole(wiki):
        call_command("make_corpus", wiki.pages)
    half = ("--half", options["half"])
    wiki.manage("measure_engines", "--dataset", str(options["dataset"].resolve()), *half)
    return json.loads((wiki.var / FILE).read_text())


def _line(figures: EngineFigures) -> str:
    cost = figures.cost
    return (
        f"{figures.name:32} {figures.ndcg:7.3f} {figures.recall:10.3f} {cost.cpu:8.1f} "
        f"{cost.server:17.1f} {cost.clock:8.1f}"
    )


def _row(figures: EngineFigures) -> dict[str, Any]:
    cost = asdict(figures.cost)
    numbers = {"ndcg": figures.ndcg, "recall": figures.recall, "cpu_ms": figures.cost.cpu}
    rounded = {name: round(value, 3) for name, value in (numbers | cost).items()}
    known = {name: None if math.isnan(value) else value for name, value in rounded.items()}
    return {"name": figures.name, **known}


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)
