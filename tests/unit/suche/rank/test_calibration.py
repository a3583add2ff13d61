"""suche.rank.calibration: from graded questions to bounds."""

import dataclasses
import json
import random
from functools import cache

import pytest

from suche.rank.calibration import Judged, calibrate, from_json
from suche.rank.levels import Calibration, exact_probabilities, levels, probabilities
from suche.rank.parameters import GOOD_PROBABILITY, LOST_SHARE, RELATED_PROBABILITY
from suche.rank.schema import Ranked, SemanticHit

PAGES = 50


def judged(seed: int, answerable: bool) -> Judged:
    """Fifty pages; the first is an answer and stands out, or none does."""
    chance = random.Random(seed)
    scores = [chance.gauss(0.3, 0.03) for _ in range(PAGES)]
    if answerable:
        scores[0] = chance.gauss(0.55, 0.05)
    pages = [
        Ranked(n, score, 0.0, SemanticHit(n, 0.8, 0.0), score, score / 4)
        for n, score in enumerate(scores)
    ]
    return Judged(pages, 3, {n: 3 if n == 0 else 0 for n in range(PAGES)} if answerable else {})


QUESTIONS = [judged(seed, answerable=seed % 3 > 0) for seed in range(60)]


@cache
def fitted() -> Calibration:
    """Of QUESTIONS; once, because a fit takes a second."""
    return calibrate(QUESTIONS)


def shown(question: Judged) -> set[str]:
    return set(levels(question.pages, question.words, fitted(), False).values())


def test_weights_of_another_version_are_not_used() -> None:
    stored = json.loads(json.dumps(dataclasses.asdict(fitted())))
    assert from_json(stored) == fitted()
    assert from_json({**stored, "good_weights": stored["good_weights"][:-1]}) is None
    assert from_json({**stored, "unheard": 1}) is None


def test_bounds_are_in_order() -> None:
    calibration = fitted()
    assert 0 < calibration.floor <= calibration.related == RELATED_PROBABILITY
    assert calibration.related < calibration.good == GOOD_PROBABILITY


def test_answers_become_probable_and_others_do_not() -> None:
    fits = probabilities(QUESTIONS[1].pages, 3, fitted())
    assert fits[0] > 0.8
    assert max(value for page_id, value in fits.items() if page_id) < 0.2


def test_question_with_an_answer_is_answered() -> None:
    assert "passt gut" in shown(judged(1001, answerable=True))


def test_question_without_an_answer_is_not() -> None:
    assert shown(judged(1002, answerable=False)) == set()


def test_few_answerable_questions_are_lost() -> None:
    answerable = [question for question in QUESTIONS if question.grades]
    lost = [question for question in answerable if not shown(question)]
    assert len(lost) / len(answerable) <= 2 * LOST_SHARE


def test_graded_pairs_teach_what_is_an_answer_and_pages_without_a_grade_do_not() -> None:
    refused = [Judged(one.pages, one.words, {0: 1}) for one in QUESTIONS if one.grades]
    before, after = fitted(), calibrate(QUESTIONS, [*refused, graded_alike()])
    pages = QUESTIONS[1].pages
    assert probabilities(pages, 3, after)[0] < 0.7 < probabilities(pages, 3, before)[0]
    assert max(probabilities(pages, 3, after)[n] for n in range(1, PAGES)) < 0.2


def graded_alike() -> Judged:
    """A question with each grade, from which what fits exactly can be learnt."""
    return Judged(QUESTIONS[1].pages, 3, {0: 2, 1: 3})


def test_what_fits_exactly_is_learnt_from_graded_pairs_alone() -> None:
    pairs = [Judged(one.pages, one.words, {0: 2, 1: 3}) for one in QUESTIONS if one.grades]
    exact = exact_probabilities(QUESTIONS[1].pages, 3, calibrate(QUESTIONS, pairs))
    assert exact[1] > 0.8 > 0.2 > exact[0]


@pytest.mark.parametrize("answerable", [True, False])
def test_one_sort_of_question_is_not_enough(answerable: bool) -> None:
    with pytest.raises(ValueError, match="mit und ohne Antwort"):
        calibrate([judged(seed, answerable) for seed in range(5)])


def test_grades_that_tell_nothing_apart_are_refused() -> None:
    pairs = [dataclasses.replace(question, grades={0: 3, 1: 3}) for question in QUESTIONS[:4]]
    with pytest.raises(ValueError, match="Die Noten unterscheiden nichts"):
        calibrate(QUESTIONS, pairs)
