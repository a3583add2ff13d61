"""suche.messung.ranking_figures on examples that can be computed by hand."""

import math

import pytest

from suche.messung.ranking_figures import ndcg, recall, reciprocal_rank
from suche.rank.grades import answer_grade

GRADES = {"exact": 3, "partly": 2, "related": 1, "near miss": 0}


def test_the_best_order_has_an_ndcg_of_one() -> None:
    assert ndcg(["exact", "partly", "related"], GRADES) == pytest.approx(1)


def test_ndcg_discounts_gains_by_rank() -> None:
    # Gains 7, 3, 1; discounts log2(2), log2(3), log2(4).
    ideal = 7 + 3 / math.log2(3) + 1 / 2
    found = 3 + 7 / 2
    assert ndcg(["partly", "unjudged", "exact"], GRADES) == pytest.approx(found / ideal)


def test_ndcg_looks_no_further_than_its_depth() -> None:
    assert ndcg(["unjudged", "exact"], GRADES, depth=1) == 0
    assert ndcg(["exact"], GRADES, depth=1) == 1


def test_the_ideal_of_ndcg_is_bounded_by_the_depth_too() -> None:
    grades = {str(number): 3 for number in range(20)}
    assert ndcg([str(number) for number in range(10)], grades) == pytest.approx(1)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["exact"], 1),
        (["related", "near miss", "partly", "exact"], 1 / 3),
        (["related"], 0),
        (["x"] * 9 + ["exact"], 1 / 10),
        (["x"] * 10 + ["exact"], 0),
        ([], 0),
    ],
)
def test_the_reciprocal_rank_is_that_of_the_first_answer(
    ranking: list[str], expected: float
) -> None:
    assert reciprocal_rank(ranking, GRADES) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["exact", "partly"], 1),
        (["x", "partly", "related"], 0.5),
        (["related"], 0),
        (["x"] * 10 + ["exact"], 0),
        ([], 0),
    ],
)
def test_recall_is_the_share_of_answers_found(ranking: list[str], expected: float) -> None:
    assert recall(ranking, GRADES) == pytest.approx(expected)


def test_recall_can_be_full_with_more_answers_than_places() -> None:
    grades = {str(number): 2 for number in range(30)}
    assert recall([str(number) for number in range(10)], grades) == 1


@pytest.mark.parametrize("grades", [{}, {"a": 0}, {"a": 1}])
def test_a_question_without_answers_has_no_recall(grades: dict[str, int]) -> None:
    assert recall(["a"], grades) == reciprocal_rank(["a"], grades) == 0


def test_the_only_grade_of_a_collection_is_that_of_its_answers() -> None:
    grades = {"relevant": 1, "near miss": 0}
    answer = answer_grade(grades.values())
    assert reciprocal_rank(["x", "relevant"], grades, answer) == 0.5
    assert recall(["x", "relevant"], grades, answer) == 1


@pytest.mark.parametrize(
    ("grades", "answer"), [([], 2), ([0], 1), ([0, 1], 1), ([1, 2], 2), ([3], 2)]
)
def test_where_there_are_better_grades_related_pages_are_no_answers(
    grades: list[int], answer: int
) -> None:
    assert answer_grade(grades) == answer


def test_a_question_without_gain_has_an_ndcg_of_zero() -> None:
    assert ndcg(["a"], {}) == ndcg(["a"], {"a": 0}) == 0
