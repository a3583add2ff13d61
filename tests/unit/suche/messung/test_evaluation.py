"""suche.messung.evaluation: figures and run files of answers that are already there."""

import pytest

from suche.messung.dataset import Dataset, Query
from suche.messung.evaluation import RUN_DEPTH, Answered, figures_by_kind, run_lines


def answered(name: str, kind: str, *ranking: str) -> Answered:
    scores = [1.0] * len(ranking)
    return Answered(Query(name, "Kita?", kind, "final"), list(ranking), scores, seconds=0.002)


DATASET = Dataset(None, [], {"q1": {"a": 3}, "q2": {"b": 3}, "q3": {"c": 2}})
ANSWERS = [
    answered("q1", "typo", "a", "x"),
    answered("q2", "typo", "x", "b"),
    answered("q3", "name", "x"),
    answered("q4", "none", "x"),
    answered("q5", "typo", "x"),
]


def test_figures_are_means_over_the_questions_with_judgements() -> None:
    figures = figures_by_kind(ANSWERS, DATASET)["typo"]
    assert (figures.questions, figures.mrr, figures.recall) == (2, 0.75, 1)
    assert figures.milliseconds == pytest.approx(2)


def test_all_comes_first_and_leaves_out_questions_without_an_answer() -> None:
    figures = figures_by_kind(ANSWERS, DATASET)
    assert list(figures) == ["all", "typo", "name"]
    assert figures["all"].questions == 3
    assert figures["all"].mrr == pytest.approx(1.5 / 3)


def test_questions_without_a_kind_are_counted_once() -> None:
    figures = figures_by_kind([answered("q1", "all", "a")], DATASET)
    assert {kind: found.questions for kind, found in figures.items()} == {"all": 1}


def test_nothing_answered_has_no_figures() -> None:
    assert figures_by_kind([], DATASET) == {}


def test_a_run_file_has_the_form_of_trec() -> None:
    assert list(run_lines(ANSWERS[:1], "wiki")) == ["q1 Q0 a 1 100 wiki", "q1 Q0 x 2 99 wiki"]


def test_scores_in_a_run_file_fall_strictly_and_stay_positive() -> None:
    answer = answered("q1", "typo", *(str(number) for number in range(RUN_DEPTH)))
    scores = [int(line.split()[4]) for line in run_lines([answer], "wiki")]
    assert scores == sorted(set(scores), reverse=True)
    assert scores[-1] > 0
