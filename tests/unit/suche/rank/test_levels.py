"""suche.rank.levels: the words for how well a page fits, and when there is no answer."""

import math
from dataclasses import replace

import pytest

from suche.rank.levels import (
    GOOD,
    RELATED,
    WEAK,
    Calibration,
    exact_features,
    features,
    levels,
    lowered,
    probabilities,
    put_behind,
    raise_named,
    sure_of,
    unlikely,
)
from suche.rank.parameters import NEAREST, NEUTRAL_SUPPORT, NEUTRAL_SURPRISE, WORD_FLOOR
from suche.rank.schema import Ranked, SemanticHit

# Only the margin counts: .2 above the usual is as likely an answer as not.
CALIBRATION = Calibration(
    weights=(0.0, 0.0, 0.0, 20.0, 0.0),
    intercept=-4.0,
    good_weights=(20.0, 0.0, 0.0, -20.0, 0.0, 0.0, 0.0),
    good_intercept=-12.0,
    typical_score=0.4,
    floor=0.1,
    related=0.3,
    good=0.6,
)


def page(number: int, score: float, words: float | None = None) -> Ranked:
    return Ranked(number, score, words, SemanticHit(number, 0.8, 0.0), score, 0.0)


def among_typical(*pages: Ranked, score: float = 0.4) -> list[Ranked]:
    """Pages among so many typical ones that these make the median."""
    return [*pages, *(page(1000 + number, score) for number in range(50))]


@pytest.mark.parametrize(
    ("score", "expected"), [(0.65, GOOD), (0.6, RELATED), (0.56, RELATED), (0.54, WEAK)]
)
def test_the_margin_over_the_typical_score_makes_the_level(score: float, expected: str) -> None:
    pages = among_typical(page(1, score), page(2, 0.65))
    assert levels(pages, 3, CALIBRATION, False)[1] == expected


def test_where_no_page_is_probably_exact_none_is_more_than_weak() -> None:
    near = among_typical(page(1, 0.58), page(2, 0.57))
    assert levels(near, 3, CALIBRATION, False) == {1: WEAK, 2: WEAK}
    assert levels([page(3, 0.61), *near], 3, CALIBRATION, False)[1] == RELATED


def test_to_be_like_the_best_pages_raises_no_level() -> None:
    """What fits nothing has neighbours, too."""
    plain, supported = page(1, 0.45), replace(page(1, 0.65), support=0.2)
    assert levels(among_typical(plain), 3, CALIBRATION, False) == {}
    assert levels(among_typical(supported), 3, CALIBRATION, False) == {}


def test_nothing_is_shown_when_the_best_page_stays_below_the_floor() -> None:
    assert levels(among_typical(page(1, 0.48)), 3, CALIBRATION, False) == {}


def test_where_no_page_is_likely_but_the_floor_is_reached_the_nearest_are_shown() -> None:
    unlike = replace(CALIBRATION, floor=0.03)
    near = among_typical(*(page(number, 0.46 - number / 200) for number in range(1, 9)))
    assert levels(near, 3, CALIBRATION, False) == {}
    assert levels(near, 3, unlike, False) == dict.fromkeys(range(1, NEAREST + 1), WEAK)
    assert levels([page(9, 0.5), *near], 3, unlike, False) == {9: WEAK}, "one is likely enough"


def test_among_few_pages_the_nearest_are_not_shown_in_place_of_likely_ones() -> None:
    """A floor that hardly any wiki of that size reaches says nothing."""
    few = [page(number, 0.4 - number / 100) for number in range(1, 4)]
    assert levels(few, 3, CALIBRATION, False) == {}


def test_pages_below_the_floor_are_shown_beside_an_answer() -> None:
    found = levels(among_typical(page(1, 0.7), page(2, 0.47)), 3, CALIBRATION, False)
    assert found == {1: GOOD, 2: WEAK}


def test_a_page_with_most_of_the_words_is_shown_whatever_the_model_thinks() -> None:
    assert levels(among_typical(page(1, 0.4, 0.35)), 3, CALIBRATION, False) == {1: WEAK}


def test_the_only_page_behind_a_filter_is_measured_by_the_typical_score() -> None:
    assert levels([page(1, 0.65)], 3, CALIBRATION, False)[1] == GOOD


def test_the_floor_gives_way_where_few_pages_are_compared() -> None:
    assert levels(among_typical(page(1, 0.47)), 3, CALIBRATION, False) == {}
    assert levels([page(1, 0.47)], 3, CALIBRATION, False) == {1: WEAK}


def test_high_scores_of_all_pages_are_no_margin() -> None:
    assert levels(among_typical(page(1, 0.7), score=0.7), 3, CALIBRATION, False) == {}


def test_probabilities_rise_with_the_score() -> None:
    found = probabilities(among_typical(page(1, 0.5), page(2, 0.6)), 3, CALIBRATION)
    assert 0 < found[1] < found[2] < 1


def test_a_page_far_behind_the_best_is_no_exact_answer() -> None:
    found = levels(among_typical(page(1, 0.9), page(2, 0.65)), 3, CALIBRATION, False)
    assert (found[1], found[2]) == (GOOD, RELATED)


def test_surprise_says_nothing_where_few_pages_are_compared() -> None:
    one = [Ranked(1, 0.6, 0.0, SemanticHit(1, 0.8, 0.0), 0.6, 0.1)]
    assert exact_features(one, 3)[1][-1] == pytest.approx(NEUTRAL_SURPRISE, abs=0.05)
    many = [Ranked(n, 0.6, 0.0, SemanticHit(n, 0.8, n / 10), 0.6, 0.1) for n in range(60)]
    assert exact_features(many, 3)[37][-1] == pytest.approx(3.7)


def test_the_likeness_to_the_best_pages_says_nothing_where_few_are_compared() -> None:
    one = [replace(page(1, 0.8), support=0.2)]
    assert exact_features(one, 3)[1][-2] == pytest.approx(NEUTRAL_SUPPORT, abs=0.01)
    many = [replace(page(n, 0.8), support=0.2) for n in range(60)]
    assert exact_features(many, 3)[37][-2] == pytest.approx(0.2)


def test_the_place_of_a_page_is_that_by_its_own_score() -> None:
    """What stands first by its likeness to others alone is not the best."""
    found = exact_features([replace(page(1, 0.9), support=0.5), page(2, 0.6)], 3)
    assert found[2][-3] == 0.0
    assert found[1][-3] == pytest.approx(math.log(2))


def test_a_page_that_denies_what_is_asked_is_related_at_best() -> None:
    assert lowered({1: GOOD, 2: GOOD, 3: WEAK}, {1, 3}) == {1: RELATED, 2: GOOD, 3: WEAK}


PAGES = [Ranked(pk, 1.0 - pk / 10, 0.5, None) for pk in range(1, 5)]


@pytest.mark.parametrize(
    ("stufen", "contradicted", "expected"),
    [
        ({1: RELATED, 2: GOOD, 3: GOOD, 4: WEAK}, {1}, [2, 3, 1, 4]),
        ({1: GOOD, 2: RELATED, 3: RELATED, 4: WEAK}, {3}, [1, 2, 3, 4]),
        ({1: RELATED, 2: RELATED, 3: WEAK, 4: WEAK}, {1}, [1, 2, 3, 4]),
        ({1: RELATED, 2: GOOD}, set(), [1, 2, 3, 4]),
    ],
)
def test_a_page_that_is_no_answer_stands_behind_those_that_fit_well(
    stufen: dict[int, str], contradicted: set[int], expected: list[int]
) -> None:
    assert [page.page_id for page in put_behind(PAGES, stufen, contradicted)] == expected


def test_a_page_that_is_not_wanted_stands_behind_related_ones_too() -> None:
    stufen = {1: RELATED, 2: RELATED, 3: WEAK, 4: WEAK}
    behind = put_behind(PAGES, stufen, {1}, RELATED)
    assert [page.page_id for page in behind] == [2, 1, 3, 4]


def test_pages_that_were_not_compared_have_no_features() -> None:
    assert features([Ranked(1, 0.9, 0.5, None)], 3, 0.4) == {}


def test_without_the_model_a_stray_word_is_enough() -> None:
    assert levels([Ranked(1, 0.1, 0.01, None)], 3, CALIBRATION, True) == {1: WEAK}


@pytest.mark.parametrize(
    ("surprise", "words", "expected"),
    [
        (1.8, None, RELATED),
        (10.8, 1.0, RELATED),
        (1.79, None, None),
        (1.79, WORD_FLOOR, WEAK),
    ],
)
def test_without_a_second_stage_no_page_is_said_to_fit_well(
    surprise: float, words: float | None, expected: str | None
) -> None:
    ranked = Ranked(1, 0.8, words, SemanticHit(1, 0.8, surprise))
    assert levels([ranked], 3, CALIBRATION, False).get(1) == expected


def test_without_a_calibration_no_page_is_said_to_fit_well() -> None:
    ranked = Ranked(1, 0.9, None, SemanticHit(1, 0.9, 1.8), 0.9, 0.5)
    assert levels([ranked], 3, None, False) == {1: RELATED}


def test_pages_that_name_the_one_word_fit_well_and_no_others() -> None:
    found = raise_named({1: "schwach", 2: "passt gut", 3: "verwandt"}, {1})
    assert found == {1: "passt gut", 2: "verwandt", 3: "verwandt"}


def test_beside_named_pages_one_that_surely_fits_keeps_its_level() -> None:
    """The Solardachkataster beside the Solarkataster."""
    found = raise_named({1: "schwach", 2: "passt gut", 3: "passt gut"}, {1}, sure={2})
    assert found == {1: "passt gut", 2: "passt gut", 3: "verwandt"}


@pytest.mark.parametrize(("score", "sure"), [(0.66, set()), (0.75, {1})])
def test_to_be_sure_takes_more_than_to_fit_well(score: float, sure: set[int]) -> None:
    pages = among_typical(page(1, score))
    assert levels(pages, 3, CALIBRATION, False)[1] == GOOD
    assert sure_of(pages, 3, CALIBRATION) == sure


def test_without_a_calibration_no_page_is_sure() -> None:
    assert sure_of(among_typical(page(1, 0.9)), 3, None) == set()


def test_what_is_named_in_passing_must_not_be_unlikely() -> None:
    pages = among_typical(page(1, 0.65), page(2, 0.61), page(3, 0.57))
    assert unlikely({2, 3, 4}, pages, 3, CALIBRATION) == {3, 4}  # nothing is known of page 4


def test_where_nothing_was_compared_nothing_is_unlikely() -> None:
    uncompared = [replace(page(1, 0.5), token_score=None)]
    assert unlikely({1}, uncompared, 3, CALIBRATION) == set()
    assert unlikely({1}, among_typical(page(1, 0.5)), 3, None) == set()


def test_without_a_name_the_levels_stay() -> None:
    assert raise_named({1: "schwach", 2: "passt gut"}, ()) == {1: "schwach", 2: "passt gut"}
