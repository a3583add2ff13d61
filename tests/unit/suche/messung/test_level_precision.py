"""suche.messung.level_precision: shares of graded pairs."""

import math

from suche.messung.level_precision import Told, figures_by_kind

GRADES = {"a": 3, "b": 2, "c": 0, "d": 3}


def told(*good: str, kind: str = "wort", nothing: bool = False) -> Told:
    return Told(kind, GRADES, frozenset(good), nothing)


def test_precision_counts_what_was_called_good() -> None:
    found = figures_by_kind([told("a", "b", "c")])["alle"]
    assert (found.precision, found.lenient) == (1 / 3, 2 / 3)


def test_recall_counts_what_is_good() -> None:
    assert figures_by_kind([told("a"), told("a", "d")])["wort"].recall == 3 / 4


def test_pages_without_a_grade_are_not_counted() -> None:
    assert figures_by_kind([told("a", "unbekannt")])["alle"].precision == 1


def test_questions_without_an_answer_stand_alone() -> None:
    found = figures_by_kind([told("a"), told(kind="none", nothing=True)])
    assert found["alle"].questions == 1
    assert found["none"].nothing == 1


def test_nothing_called_good_has_no_precision() -> None:
    assert math.isnan(figures_by_kind([told()])["alle"].precision)
