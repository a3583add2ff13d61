"""`manage.py measure_levels`: how far "passt gut" can be trusted."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.models import Page

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import reply_to
from suche.messung.dataset import PAIRS, read_dataset
from suche.messung.level_precision import LevelFigures, Told, figures_by_kind
from suche.rank.levels import GOOD, RELATED
from wiki.visibility import anonymous_request


class Command(BaseCommand):
    help = (
        "Misst an benoteten Paaren, wie oft „Passt gut“ stimmt und wie oft es fehlt. Gefragt wird, "
        "wie eine anonyme Besucherin fragt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dataset", type=Path, default=PAIRS)
        parser.add_argument("--half", choices=["tuning", "final"], help="nur diese Hälfte")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--errors", action="store_true", help="falsche und fehlende Seiten")

    def handle(self, *args: Any, **options: Any) -> None:
        dataset = read_dataset(options["dataset"])
        slugs = dict(Page.objects.values_list("pk", "slug"))
        told = []
        for query in dataset.queries:
            if options["half"] in (None, query.half):
                ergebnis = reply_to(query.text, anonymous_request()).ergebnis
                one = _told(query.kind, ergebnis, dataset.grades.get(query.id, {}), slugs)
                told.append(one)
                if options["errors"]:
                    self._show_errors(query.text, one)
        figures = figures_by_kind(told)
        if options["json"]:
            plain = {kind: dataclasses.asdict(f) for kind, f in figures.items()}
            self.stdout.write(json.dumps(plain, indent=1))
            return
        self.stdout.write(
            f"{'':14}{'n':>4}{'gut':>5}{'richtig':>9}{'2+':>7}{'gefunden':>9}{'nichts':>8}"
        )
        for kind, found in figures.items():
            self.stdout.write(_line(kind, found))

    def _show_errors(self, text: str, told: Told) -> None:
        wrong = [
            f"{page} ({told.grades[page]})" for page in told.good if told.grades.get(page, 3) < 3
        ]
        missing = [
            page for page, grade in told.grades.items() if grade == 3 and page not in told.good
        ]
        if wrong or missing:
            self.stdout.write(
                f"{text[:60]}\n  falsch: {', '.join(wrong)}\n  fehlt: {', '.join(missing)}"
            )


def _told(kind: str, ergebnis: Ergebnis, grades: dict[str, int], slugs: dict[int, str]) -> Told:
    stufen = ergebnis.stufen
    good = frozenset(slugs[pk] for pk, stufe in stufen.items() if stufe == GOOD)
    return Told(kind, grades, good, not {GOOD, RELATED} & set(stufen.values()))


def _line(kind: str, found: LevelFigures) -> str:
    shares = (found.precision, found.lenient, found.recall, found.nothing)
    widths = (9, 7, 9, 8)
    said = "".join(f"{share:>{width}.2f}" for share, width in zip(shares, widths, strict=True))
    return f"{kind:14}{found.questions:>4}{found.good:>5}{said}"
