"""`manage.py index_pages`: pages -> chunks and vectors -> this machine's word index."""

import gc
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from einbettung.indexing.generation import refuse_another_model
from einbettung.indexing.index import Report, all_page_ids, index_pages, remove_orphans
from einbettung.model.active_model import get_encoder, model_signature
from suche.anlagen.events import read_missing
from suche.rank.words.lexical import lexical_index


class Command(BaseCommand):
    help = "Bringt den Index auf den Stand der Seiten. Nur Neues und Geändertes wird eingebettet."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--all",
            action="store_true",
            help="alles neu einbetten, mit dem Modell des aktiven Index",
        )
        which.add_argument("--changed", action="store_true", help="nur Geändertes (Voreinstellung)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            refuse_another_model()
        started = time.perf_counter()
        gc.freeze()  # what is loaded stays: looking for garbage in it took a fifth
        read_missing()
        page_ids = list(all_page_ids())
        with tqdm(total=len(page_ids), desc="Indexieren", unit="Seite", disable=_quiet()) as bar:
            report = index_pages(
                page_ids, model_signature(), get_encoder, force=options["all"], progress=bar.update
            )
        report.removed += remove_orphans(page_ids)
        _ = lexical_index().rebuild() if options["all"] else lexical_index().catch_up()
        self.stdout.write(_summary(report, time.perf_counter() - started))


def _summary(report: Report, seconds: float) -> str:
    rate = f", {report.encoded / seconds:.1f} Chunks/s" if report.encoded else ""
    return (
        f"{report.indexed} Seiten indexiert, {report.unchanged} unverändert, "
        f"{report.removed} entfernt; {report.encoded} Chunks eingebettet, "
        f"{report.reused} wiederverwendet ({seconds:.1f} s{rate})"
    )


def _quiet() -> bool | None:
    return None if sys.stderr.isatty() else True
