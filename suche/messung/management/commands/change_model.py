"""`manage.py change_model`: which models the index knows, and how one takes over from another."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from einbettung.exceptions import GenerationInvalid
from einbettung.indexing.generation import (
    active_generation,
    begin,
    discard,
    get_generation,
    only_build,
    previous_generation,
)
from einbettung.indexing.index import indexable_pages
from einbettung.indexing.sharing import share_encoding
from einbettung.model.encoder import configured_signature, configured_source
from einbettung.models import Generation
from suche.messung.dataset import QUESTIONS
from suche.messung.generation_report import describe_generation, table
from suche.messung.management.arguments import share
from suche.messung.model_change import (
    MARGIN,
    BuildReport,
    ModelComparison,
    compare_models,
    fill,
    put_aside,
    read_graded,
    switch_to,
)


class Command(BaseCommand):
    help = (
        "Zeigt die Generationen des Index. build baut eine mit einem anderen Modell neben der "
        "laufenden auf, misst beide und schaltet um; switch schaltet um, restore zurück, remove "
        "entfernt. Es antwortet immer genau eine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="die Liste als JSON")
        actions = parser.add_subparsers(dest="action", parser_class=ArgumentParser)
        build = actions.add_parser("build", help="bauen, messen und umschalten")
        build.add_argument("--model", help="Name oder Ordner; sonst das eingestellte Modell")
        build.add_argument(
            "--margin", type=share, default=MARGIN, help="so viel nDCG@10 darf sie verlieren"
        )
        build.add_argument("--dataset", type=Path, default=QUESTIONS)
        build.add_argument("--half", choices=["tuning", "final"], default="final")
        build.add_argument("--no-switch", action="store_true", help="nur bauen und messen")
        build.add_argument(
            "--queue", action="store_true", help="Hintergrundprozesse teilen sich das Einbetten"
        )
        for name, text in (("switch", "umschalten auf"), ("remove", "entfernen")):
            actions.add_parser(name, help=text).add_argument("number", type=int, metavar="N")
        actions.add_parser("restore", help="zurück zur vorigen")

    def handle(self, *args: Any, **options: Any) -> None:
        action = options["action"]
        if action is None:
            self._list(options["json"])
            return
        with only_build():
            if action == "build":
                self._build(options)
            elif action == "switch":
                self._switch(get_generation(options["number"]))
            elif action == "restore":
                self._switch(_previous())
            else:
                self._remove(get_generation(options["number"]))

    def _list(self, as_json: bool) -> None:
        rows = [describe_generation(generation) for generation in Generation.objects.all()]
        self.stdout.write(
            json.dumps(rows, ensure_ascii=False, indent=1) if as_json else table(rows)
        )

    def _build(self, options: dict[str, Any]) -> None:
        model, half = options["model"], options["half"]
        dataset = read_graded(options["dataset"], half)
        generation = begin(configured_source() if model is None else model)
        self.stdout.write(f"Generation {generation.pk} ({generation.modell}) wird gebaut.")
        if options["queue"]:
            with _bar("Warten auf Hintergrundprozesse") as progress:
                share_encoding(generation, progress)
        with _bar("Einbetten") as progress:
            built = fill(generation, progress)
        self._report(generation, built)
        with _bar("Messen", total=0, unit="Frage") as progress:
            found = compare_models(active_generation(), generation, dataset, half, progress)
        self._decide(generation, found, options)

    def _report(self, generation: Generation, built: BuildReport) -> None:
        self.stdout.write(f"{built.encoded} Chunks eingebettet, {built.reused} übernommen.")
        if built.failed:
            pages = ", ".join(f"Seite {pk}: {text}" for pk, text in list(built.failed.items())[:5])
            raise CommandError(
                f"{len(built.failed)} Seiten lassen sich nicht einbetten ({pages}). Generation "
                f"{generation.pk} bleibt im Aufbau; derselbe Aufruf macht weiter."
            )

    def _decide(
        self, generation: Generation, found: ModelComparison, options: dict[str, Any]
    ) -> None:
        self.stdout.write(str(found))
        later = f"manage.py change_model switch {generation.pk} oder remove {generation.pk}"
        if options["no_switch"]:
            self.stdout.write(f"Nicht umgeschaltet, wie verlangt. Weiter: {later}")
        elif found.says_nothing:
            raise CommandError(
                f"Keine Frage findet in diesem Wiki eine Antwort; der Vergleich sagt nichts "
                f"(--dataset). Generation {generation.pk} wartet: {later}"
            )
        elif not found.is_good_enough(options["margin"]):
            put_aside(generation)
            raise CommandError(
                f"Die neue Generation ist um mehr als {options['margin']:g} schlechter und wurde "
                f"verworfen: {found}."
            )
        else:
            self._switch(generation)

    def _switch(self, generation: Generation) -> None:
        if generation.zustand == Generation.Zustand.AKTIV:
            raise GenerationInvalid(f"Generation {generation.pk} ist schon aktiv.")
        with _bar("Auf den Stand bringen") as progress:
            switch_to(generation, progress)
        self.stdout.write(f"Generation {generation.pk} ({generation.modell}) antwortet jetzt.")
        if configured_signature() != generation.signatur:
            self.stdout.write(
                f"Für den nächsten Start bitte einstellen: EINBETTUNG_MODELL={generation.quelle}"
            )

    def _remove(self, generation: Generation) -> None:
        discard(generation)
        self.stdout.write(f"Generation {generation.pk} ({generation.modell}) ist entfernt.")


def _previous() -> Generation:
    generation = previous_generation()
    if generation is None:
        raise GenerationInvalid("Es gibt keine frühere Generation, die antworten könnte.")
    return generation


@contextmanager
def _bar(
    title: str, total: int | None = None, unit: str = "Seite"
) -> Iterator[Callable[[int], object]]:
    """A progress bar with a rate, over all pages unless `total` says otherwise (0: open end)."""
    quiet = None if sys.stderr.isatty() else True
    number = indexable_pages().count() if total is None else total
    with tqdm(total=number or None, desc=title, unit=unit, disable=quiet) as bar:
        yield bar.update
