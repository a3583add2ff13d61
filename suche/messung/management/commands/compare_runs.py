"""`manage.py compare_runs A B`: two configurations question by question; better, or luck?"""

from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suche.messung.dataset import QUESTIONS, Dataset, Query, read_dataset, read_run
from suche.messung.ranking_figures import ndcg
from suche.messung.significance import RunComparison, compare_scores


class Command(BaseCommand):
    help = (
        "Vergleicht zwei TREC-Dateien von evaluate_search --run-file: nDCG@10 je Frageart, und wie "
        "wahrscheinlich der Unterschied Zufall ist (gepaarter Randomisierungstest)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=Path, help="Lauf A")
        parser.add_argument("second", type=Path, help="Lauf B")
        parser.add_argument("--dataset", type=Path, default=QUESTIONS)
        parser.add_argument("-n", type=int, default=5, help="so viele Fragen je Richtung zeigen")

    def handle(self, *args: Any, **options: Any) -> None:
        dataset = read_dataset(options["dataset"])
        first, second = read_run(options["first"]), read_run(options["second"])
        asked = [q for q in dataset.queries if q.id in first and q.id in second]
        judged = [q for q in asked if dataset.is_graded(q)]
        if not judged:
            raise CommandError("Die Läufe haben keine benotete Frage gemeinsam.")
        figures = [_figures(query, dataset, first, second) for query in judged]
        for kind in ["alle", *dict.fromkeys(query.kind for query in judged)]:
            chosen = [row for row in figures if kind in ("alle", row.query.kind)]
            comparison = compare_scores(
                [row.before for row in chosen], [row.after for row in chosen]
            )
            self.stdout.write(_line(kind, comparison))
        falling = sorted(figures, key=lambda row: row.after - row.before)
        self._questions("In B schlechter:", falling[: options["n"]], sign=-1)
        self._questions("In B besser:", falling[::-1][: options["n"]], sign=1)

    def _questions(self, title: str, rows: list["PairFigures"], sign: int) -> None:
        self.stdout.write(f"\n{title}")
        for row in rows:
            if (row.after - row.before) * sign > 0:
                text = f"{row.query.id}: {row.query.text[:90]}"
                self.stdout.write(f"  {row.before:.3f} -> {row.after:.3f}  {text}")


class PairFigures(NamedTuple):
    """nDCG@10 of a question in both runs."""

    query: Query
    before: float
    after: float


def _figures(
    query: Query, dataset: Dataset, first: dict[str, list[str]], second: dict[str, list[str]]
) -> PairFigures:
    grades = dataset.grades[query.id]
    return PairFigures(query, ndcg(first[query.id], grades), ndcg(second[query.id], grades))


def _line(kind: str, found: RunComparison) -> str:
    return (
        f"{kind:12} B - A {found.mean:+.4f}   besser {found.better:3}  schlechter {found.worse:3}  "
        f"gleich {found.equal:3}   p = {found.p:.3f}"
    )
