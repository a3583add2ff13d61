"""suche.rank.fusion: two rankings become one, then the best are reordered.

The weights stand here as figures on purpose: who changes one has measured it and says it twice.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from suche.rank.fusion import fuse, rerank
from suche.rank.parameters import SUPPORT_WEIGHT, WORD_FLOOR
from suche.rank.schema import Compared, LexicalHit, Ranked, SemanticHit


def meaning(page_id: int, similarity: float) -> SemanticHit:
    return SemanticHit(page_id, similarity, surprise=1.0)


def ids(pages: list[Ranked]) -> list[int]:
    return [page.page_id for page in pages]


def test_two_empty_legs_give_nothing() -> None:
    assert fuse([], []) == []


def test_an_empty_lexical_leg_does_not_vote() -> None:
    pages = fuse([], [meaning(1, 0.8), meaning(2, 0.9)])
    assert [(page.page_id, page.score, page.lexical_score) for page in pages] == [
        (2, 0.9, None),
        (1, 0.8, None),
    ]


def test_an_empty_semantic_leg_does_not_vote() -> None:
    pages = fuse([LexicalHit(1, 0.2), LexicalHit(2, 0.9)], [])
    assert [(page.page_id, page.semantic_hit) for page in pages] == [(2, None), (1, None)]


def test_the_score_is_the_cosine_plus_the_weighted_words() -> None:
    (page,) = fuse([LexicalHit(1, 0.4)], [meaning(1, 0.8)])
    assert page.score == pytest.approx(0.8 + 0.4 * 0.4)


def test_words_lift_a_page_over_one_of_nearly_the_same_meaning() -> None:
    assert ids(fuse([LexicalHit(2, 0.8)], [meaning(1, 0.85), meaning(2, 0.84)])) == [2, 1]


def test_a_page_found_by_words_only_counts_as_the_last_semantic_page() -> None:
    pages = fuse([LexicalHit(3, 0.2)], [meaning(1, 0.9), meaning(2, 0.7)])
    assert {page.page_id: page.score for page in pages}[3] == pytest.approx(0.7 + 0.4 * 0.2)


def test_the_ngrams_of_a_misspelt_word_lift_a_page_of_nearly_the_same_meaning() -> None:
    pages = fuse([], [meaning(1, 0.85), meaning(2, 0.84)], {2: 0.6})
    assert ids(pages) == [2, 1]
    assert pages[0].score == pytest.approx(0.84 + 0.2 * 0.6)


def test_a_page_that_only_the_ngrams_find_was_found_by_a_word() -> None:
    (page,) = fuse([], [], {7: 0.5})
    assert page.signals == ("wort",)


def test_a_page_of_both_legs_occurs_once() -> None:
    assert ids(fuse([LexicalHit(1, 0.5)], [meaning(1, 0.5)])) == [1]


def test_ties_are_ordered_by_page_whatever_order_the_legs_have() -> None:
    hits = [meaning(page_id, 0.5) for page_id in (16, 9, 3)]  # a set's order: 16, 9, 3
    orders = {tuple(ids(fuse([], list(order)))) for order in itertools.permutations(hits)}
    assert orders == {(3, 9, 16)}


@pytest.mark.parametrize(
    ("lexical", "semantic", "signals"),
    [
        (0.5, None, ("wort",)),
        (None, meaning(1, 0.5), ("bedeutung",)),
        (0.5, meaning(1, 0.5), ("wort", "bedeutung")),
        (WORD_FLOOR, meaning(1, 0.5), ("wort", "bedeutung")),
        (WORD_FLOOR / 2, meaning(1, 0.5), ("bedeutung",)),
        (WORD_FLOOR / 2, None, ("wort",)),
    ],
)
def test_signals_say_why_a_page_was_found(
    lexical: float | None, semantic: SemanticHit | None, signals: tuple[str, ...]
) -> None:
    assert Ranked(1, 0.5, lexical, semantic).signals == signals


PAGES = [Ranked(page_id, 1.0 - page_id / 10, None, meaning(page_id, 0.5)) for page_id in range(5)]


def compared(
    scores: Mapping[int, float], about: Mapping[int, Sequence[float]] | None = None
) -> dict[int, Compared]:
    """Pages that are about nothing unless `about` says so: none supports another."""
    subjects = about or {}
    return {
        page_id: Compared(score, np.array(subjects.get(page_id, (0.0, 0.0)), dtype=np.float32))
        for page_id, score in scores.items()
    }


def test_compared_pages_come_first_in_their_new_order() -> None:
    assert ids(rerank(PAGES, compared({0: 0.1, 1: 0.9, 2: 0.5})))[:3] == [1, 2, 0]


def test_pages_that_were_not_compared_follow_in_their_old_order() -> None:
    assert ids(rerank(PAGES, compared({4: 0.01})))[1:] == [0, 1, 2, 3]


def test_words_count_in_the_second_stage_too() -> None:
    (page,) = rerank([Ranked(1, 0.3, 0.5, None)], compared({1: 0.6}))
    assert page.score == pytest.approx(0.6 + 0.1 * 0.5)
    assert page.token_score == 0.6


def test_the_cosine_keeps_a_say_in_the_second_stage() -> None:
    (page,) = rerank([Ranked(1, 0.3, None, meaning(1, 0.8))], compared({1: 0.6}))
    assert page.score == pytest.approx(0.6 + 0.75 * 0.8)


def test_the_cosine_of_a_long_question_counts_less_in_proportion() -> None:
    (page,) = rerank([Ranked(1, 0.3, None, meaning(1, 0.8))], compared({1: 0.6}), 80)
    assert page.score == pytest.approx(0.6 + 0.75 * 20 / 80 * 0.8)


def test_a_page_without_a_cosine_gets_the_lowest_one_in_the_second_stage() -> None:
    pages = [PAGES[0], Ranked(9, 0.3, 0.0, None), Ranked(8, 0.9, 0.0, meaning(8, 0.7))]
    found = {p.page_id: p.score for p in rerank(pages, compared(dict.fromkeys((0, 8, 9), 0.6)))}
    assert found[9] == pytest.approx(found[0])
    assert found[9] < found[8]


def test_ngrams_count_by_their_own_best_score() -> None:
    pages = [Ranked(n, 0.3, None, None, ngram_score=score) for n, score in ((1, 0.4), (2, 0.2))]
    best, other = rerank(pages, compared({1: 0.6, 2: 0.6}))
    confidence = 0.5 * 0.4
    assert best.score == pytest.approx(0.6 + confidence * 0.4)
    assert other.score == pytest.approx(0.6 + confidence * 0.2)
    assert (best.ngram_score, other.ngram_score) == (0.4, 0.2)


def test_the_second_stage_keeps_what_the_legs_said() -> None:
    page = Ranked(1, 0.3, 0.5, meaning(1, 0.7))
    (reranked,) = rerank([page], compared({1: 0.6}))
    assert (reranked.lexical_score, reranked.semantic_hit) == (
        page.lexical_score,
        page.semantic_hit,
    )


def test_ties_of_the_second_stage_are_ordered_by_page() -> None:
    assert ids(rerank(PAGES[::-1], compared(dict.fromkeys(range(5), 0.5)))) == [0, 1, 2, 3, 4]


def test_a_second_stage_without_scores_changes_nothing() -> None:
    assert rerank(PAGES, compared({})) == PAGES


def test_scores_of_pages_that_are_not_ranked_add_none() -> None:
    assert ids(rerank(PAGES[:1], compared({0: 0.5, 99: 0.9}))) == [0]


ROADS, DOGS = (1.0, 0.0), (0.0, 1.0)


def test_a_page_about_the_same_as_the_best_one_overtakes() -> None:
    scores = {0: 0.9, 1: 0.80, 2: 0.78}
    found = rerank(PAGES, compared(scores, {0: ROADS, 1: DOGS, 2: ROADS}))
    assert ids(found)[:3] == [0, 2, 1]


def test_support_is_a_share_of_the_weight() -> None:
    about = {0: ROADS, 1: ROADS, 2: DOGS, 3: DOGS}
    scores = {0: 0.9, 1: 0.8, 2: 0.1, 3: 0.1}
    found = {p.page_id: p.score for p in rerank(PAGES, compared(scores, about))}
    assert found[0] == pytest.approx(0.9 + 0.75 * 0.5 + SUPPORT_WEIGHT)
    assert found[1] == pytest.approx(0.8 + 0.75 * 0.5 + SUPPORT_WEIGHT)
    assert found[2] == pytest.approx(0.1 + 0.75 * 0.5)


def test_what_all_pages_are_about_supports_none() -> None:
    about = dict.fromkeys(range(3), ROADS)
    found = rerank(PAGES[:3], compared(dict.fromkeys(range(3), 0.9), about))
    assert [page.score for page in found] == pytest.approx([0.9 + 0.75 * 0.5] * 3)


def test_a_page_about_the_opposite_loses_nothing() -> None:
    found = rerank(PAGES[:2], compared({0: 0.9, 1: 0.3}, {0: ROADS, 1: (-1.0, 0.0)}))
    assert found[1].score >= 0.3 + 0.75 * 0.5


def test_a_page_far_behind_the_first_supports_nothing() -> None:
    about = {0: ROADS, 1: DOGS, 2: DOGS}
    found = {p.page_id: p for p in rerank(PAGES, compared({0: 0.9, 1: 0.5, 2: 0.5}, about))}
    assert found[2].score == pytest.approx(0.5 + 0.75 * 0.5, abs=0.001)
