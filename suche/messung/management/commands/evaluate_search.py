"""`manage.py evaluate_search`: how well the search answers questions with known answers."""

import dataclasses
import json
import math
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from einbettung.model.active_model import ActiveModel, other_model
from suche.messung.dataset import Dataset, read_dataset
from suche.messung.evaluation import (
    LEG_SETS,
    RRF,
    RRF_OF,
    Answered,
    Emptiness,
    Figures,
    emptiness,
    figures_by_kind,
    reciprocal_rank_fusion,
    run_lines,
    scratch_index,
)
from suche.messung.management.arguments import file_to_write

Results = dict[str, dict[str, Figures]]


class Command(BaseCommand):
    help = (
        "Misst die Suche an einem Fragensatz (corpus.jsonl, queries.jsonl, qrels.tsv). "
        "Ohne corpus.jsonl ist das Wiki der Korpus. Der Index des Wikis bleibt unberührt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dataset", type=Path, required=True, help="Ordner des Fragensatzes")
        parser.add_argument(
            "--run-file", type=file_to_write, help="TREC-Datei der ersten Bein-Auswahl"
        )
        parser.add_argument("--legs", default="hybrid", help=",".join([*LEG_SETS, RRF]))
        parser.add_argument("--half", choices=["tuning", "final"], help="nur diese Hälfte")
        parser.add_argument(
            "--model", default="", help="Ordner oder Name eines anderen Sprachmodells"
        )
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--levels", action="store_true", help="mit --json: auch, wie viele Fragen leer bleiben"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        legs = options["legs"].split(",")
        if unknown := set(legs) - {*LEG_SETS, RRF}:
            raise CommandError(f"Unbekannt: {sorted(unknown)}. Möglich: {[*LEG_SETS, RRF]}")
        dataset = read_dataset(options["dataset"])
        model = other_model(options["model"]) if options["model"] else None
        answered = _answer(dataset, legs, options["half"], model)
        if options["run_file"]:
            lines = run_lines(answered[legs[0]], f"wiki-{legs[0]}")
            options["run_file"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        results = {leg: figures_by_kind(answers, dataset) for leg, answers in answered.items()}
        honest = emptiness(answered["hybrid"]) if "hybrid" in answered else None
        if options["json"]:
            self.stdout.write(_as_json(results, honest if options["levels"] else None))
            return
        self.stdout.write(_table(results))
        if honest:
            self.stdout.write(_emptiness(honest))


def _answer(
    dataset: Dataset, legs: list[str], half: str | None, model: ActiveModel | None
) -> dict[str, list[Answered]]:
    queries = dataset.of_half(half)
    if not queries:
        raise CommandError(f"Der Fragensatz hat keine Frage der Hälfte „{half}“.")
    quiet = None if sys.stderr.isatty() else True
    with (
        tqdm(desc="Korpus indexieren", unit="Dokument", disable=quiet) as bar,
        scratch_index(dataset, bar.update, model) as index,
    ):
        index.answer(queries[0])  # the first question pays for opening files
        needed = dict.fromkeys([*legs, *(RRF_OF if RRF in legs else ())])
        answered = {
            leg: [index.answer(query, LEG_SETS[leg]) for query in queries]
            for leg in needed
            if leg != RRF
        }
    if RRF in legs:
        pairs = zip(*(answered[leg] for leg in RRF_OF), strict=True)
        answered[RRF] = [reciprocal_rank_fusion(pair) for pair in pairs]
    return {leg: answered[leg] for leg in legs}


def _emptiness(honest: Emptiness) -> str:
    lost = f"Beantwortbare Fragen: {honest.lost:.0%} bleiben leer."
    if math.isnan(honest.unanswered):
        return lost
    return (
        f"Fragen ohne Antwort: {honest.unanswered:.0%} bleiben leer, {honest.unsure:.0%} zeigen "
        f"nur schwache Treffer. {lost}"
    )


def _as_json(results: Results, honest: Emptiness | None) -> str:
    plain: dict[str, Any] = {
        leg: {kind: dataclasses.asdict(figures) for kind, figures in kinds.items()}
        for leg, kinds in results.items()
    }
    if honest:
        shares = dataclasses.asdict(honest).items()
        plain["leer"] = {name: None if math.isnan(share) else share for name, share in shares}
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _table(results: Results) -> str:
    lines = [f"{'':10} {'':12} {'n':>4} {'nDCG@10':>8} {'MRR@10':>7} {'recall@10':>9} {'ms':>6}"]
    for leg, kinds in results.items():
        for kind, f in kinds.items():
            lines.append(
                f"{leg:10} {kind:12} {f.questions:4} {f.ndcg:8.3f} {f.mrr:7.3f} {f.recall:9.3f} "
                f"{f.milliseconds:6.1f}"
            )
    return "\n".join(lines)
