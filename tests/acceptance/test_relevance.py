"""The answers do not get worse unnoticed: the final half of our questions against the record.

After a change that is meant to move these figures: `evaluate_search --half final`, then write them
into fixtures/fragen/stand.json and docs/suchqualitaet.md.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from .operation import Wiki

FRAGEN = settings.BASE_DIR / "fixtures" / "fragen"
NDCG_TOLERANCE = 0.02
ONE_QUESTION = 1 / 22 + 0.001  # of those without an answer in the final half


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what `measured` found is kept."""
    return tmp_path_factory.mktemp("messung") / "hybrid"


@pytest.fixture(scope="module")
def measured(loaded_wiki: Wiki, run: Path) -> dict[str, Any]:
    arguments = ("evaluate_search", "--dataset", str(FRAGEN), "--half", "final")
    legs = ("--legs", "hybrid,semantic,lexical,rrf", "--run-file", str(run))
    found: dict[str, Any] = json.loads(loaded_wiki.command(*arguments, *legs, "--json", "--levels"))
    return found


@pytest.fixture(scope="module")
def recorded() -> dict[str, float]:
    stand: dict[str, float] = json.loads((FRAGEN / "stand.json").read_text())
    return stand


def test_ranking_is_as_good_as_recorded(
    measured: dict[str, Any], recorded: dict[str, float]
) -> None:
    assert measured["hybrid"]["all"]["ndcg"] > recorded["ndcg"] - NDCG_TOLERANCE


def test_questions_without_an_answer_are_not_answered_with_more_confidence(
    measured: dict[str, Any], recorded: dict[str, float]
) -> None:
    confident = 1 - measured["leer"]["unanswered"] - measured["leer"]["unsure"]
    assert confident < recorded["confident_without_answer"] + ONE_QUESTION


def test_answerable_questions_are_not_lost(
    measured: dict[str, Any], recorded: dict[str, float]
) -> None:
    assert measured["leer"]["lost"] < recorded["lost"] + 0.02


@pytest.mark.parametrize(("other", "ahead"), [("semantic", 0.08), ("lexical", 0.08), ("rrf", 0.05)])
def test_fusion_is_far_better_than_its_legs_and_than_plain_rank_fusion(
    measured: dict[str, Any], other: str, ahead: float
) -> None:
    """With each better model the vectors alone, and their plain fusion, come nearer; with search
    words that has been the words, too."""
    assert measured["hybrid"]["all"]["ndcg"] > measured[other]["all"]["ndcg"] + ahead


def test_no_kind_of_question_is_better_served_by_a_single_leg(measured: dict[str, Any]) -> None:
    kinds = measured["hybrid"].keys() - {"all"}
    for kind in kinds:
        best = max(measured[leg][kind]["ndcg"] for leg in ("semantic", "lexical"))
        assert measured["hybrid"][kind]["ndcg"] > best - 0.02, kind


def test_shipped_calibration_is_that_of_the_tuning_half(loaded_wiki: Wiki) -> None:
    """After a change of the ranking: `calibrate_levels --dry-run` writes a new file."""
    fitted = json.loads(loaded_wiki.command("calibrate_levels", "--dry-run"))
    file = settings.BASE_DIR / "suche" / "rank" / "kalibrierung.json"
    (expected,) = json.loads(file.read_text()).values()
    assert fitted["typical_score"] == pytest.approx(expected["typical_score"], abs=0.02)
    assert fitted["floor"] == pytest.approx(expected["floor"], abs=0.05)


@pytest.mark.usefixtures("measured")
def test_two_runs_are_compared(loaded_wiki: Wiki, run: Path, tmp_path: Path) -> None:
    """With a worse one: what was found, the other way round."""
    worse = tmp_path / "umgekehrt"
    worse.write_text("".join(map(_turned_round, run.read_text().splitlines())))
    first_line = loaded_wiki.command("compare_runs", str(worse), str(run)).splitlines()[0]
    assert first_line.startswith("alle")
    assert "B - A +0." in first_line
    assert "p = 0.000" in first_line


def _turned_round(line: str) -> str:
    question, q0, document, rank, score, name = line.split()
    return f"{question} {q0} {document} {101 - int(rank)} {-float(score)} {name}\n"
