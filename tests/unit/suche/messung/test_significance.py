"""suche.messung.significance: better, or luck?"""

import pytest

from suche.messung.significance import compare_scores


def test_the_same_figures_differ_by_chance_only() -> None:
    found = compare_scores([0.5, 0.7, 0.1], [0.5, 0.7, 0.1])
    assert (found.mean, found.better, found.worse, found.equal, found.p) == (0, 0, 0, 3, 1.0)


def test_a_gain_on_every_one_of_many_questions_is_no_luck() -> None:
    found = compare_scores([0.4] * 30, [0.5] * 30)
    assert found.mean == pytest.approx(0.1)
    assert (found.better, found.worse) == (30, 0)
    assert found.p < 0.001


def test_two_questions_prove_nothing() -> None:
    assert compare_scores([0.1, 0.1], [0.9, 0.9]).p > 0.4


def test_gains_and_losses_of_one_size_cancel_out() -> None:
    assert compare_scores([0.5, 0.6] * 10, [0.6, 0.5] * 10).p > 0.9


def test_the_test_is_exact_about_small_samples() -> None:
    """Of the 8 signs of three gains two are as extreme: 1/4."""
    assert compare_scores([0.0] * 3, [0.2] * 3).p == pytest.approx(0.25, abs=0.02)


def test_the_answer_is_the_same_every_time() -> None:
    first, second = [0.1, 0.5, 0.3, 0.9], [0.2, 0.4, 0.6, 0.8]
    assert compare_scores(first, second) == compare_scores(first, second)
