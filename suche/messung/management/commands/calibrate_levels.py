"""`manage.py calibrate_levels`: finds the bounds of the levels for the configured model."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from einbettung.model.active_model import model_signature
from suche.messung.dataset import PAIRS, QUESTIONS, read_dataset
from suche.messung.evaluation import judge_half, judge_pairs, scratch_index
from suche.rank.calibration import calibrate, store_calibration


class Command(BaseCommand):
    help = (
        "Stellt an benoteten Fragen (mit und ohne Antwort) ein, ab wann ein Treffer „passt gut“, "
        "„verwandt“ oder „schwach“ heißt und wann es keinen gibt. Gilt für das eingestellte Modell."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dataset", type=Path, default=QUESTIONS)
        parser.add_argument(
            "--pairs",
            type=Path,
            default=PAIRS,
            help="benotete Paare, an denen „passt gut“ gelernt wird",
        )
        parser.add_argument("--half", choices=["tuning", "final"], default="tuning")
        parser.add_argument("--dry-run", action="store_true", help="nur anzeigen, nicht speichern")

    def handle(self, *args: Any, **options: Any) -> None:
        dataset = read_dataset(options["dataset"])
        with scratch_index(dataset) as index:
            judged = judge_half(index, dataset, options["half"])
            pairs = judge_pairs(index, read_dataset(options["pairs"]), options["half"])
        try:
            calibration = calibrate(judged, pairs)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(dataclasses.asdict(calibration), indent=1))
        if not options["dry_run"] and not store_calibration(calibration, model_signature()):
            raise CommandError("Für dieses Modell gibt es noch keinen Index: index_pages --all.")
