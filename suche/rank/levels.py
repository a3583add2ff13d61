"""How well does a page fit: `passt gut`, `verwandt`, `schwach`, or not at all. Pure.

One logistic model says how probable it is that somebody who knows would grade the page 2 or 3:
which pages are related? A second one says how probable "yes, exactly this" (grade 3) is: what fits
well is counted aloud, and where this is improbable of every page, the question has no answer and no
page is more than weak. Their weights and the bounds come from graded
questions (`calibration`), one set per encoder, because the scores of encoders lie differently. The
score that orders the pages is never cut off: the best of many bad pages has a rank like any other.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from wiki.texte import noop

from .parameters import (
    ANSWERED_PROBABILITY,
    FULL_SAMPLE,
    LISTED,
    MANY_WORDS,
    NEAREST,
    NEUTRAL_SUPPORT,
    NEUTRAL_SURPRISE,
    PASSING_PROBABILITY,
    SURE_PROBABILITY,
    SURPRISING,
)
from .schema import Ranked

GOOD, RELATED, WEAK = noop("passt gut"), noop("verwandt"), noop("schwach")
FEATURES = ("token_score", "ngram_score", "lexical_score", "margin", "length")
# How far the page's own score lies below the question's best, its place by this score, how like it
# is to the best pages, and how far its cosine lies above the mean of all pages, in standard
# deviations: words fail in other words and in English, these do not.
EXACT_FEATURES = (
    *("token_score", "lexical_score", "length"),
    *("behind", "place", "support", "surprise"),
)


@dataclass(frozen=True)
class Calibration:
    """The logistic models of one encoder and their bounds.

    `weights` belong to FEATURES, `good_weights` to EXACT_FEATURES. `typical_score`: the median
    score of compared pages over many questions. `floor`: the probability that the best page must
    reach; below it the question has no answer. `related`: the probability from which on a page has
    this level; `good`: the probability of an exact answer from which on it fits well.
    """

    weights: tuple[float, ...]
    intercept: float
    good_weights: tuple[float, ...]
    good_intercept: float
    typical_score: float
    floor: float
    related: float
    good: float


def levels(
    pages: Sequence[Ranked], words: int, calibration: Calibration | None, by_words_only: bool
) -> dict[int, str]:
    """Returns page id -> level for the pages that have a level. `words`: how many words the
    question has.

    `by_words_only`: the model could not be asked, so that even a stray word must do. Without a
    calibration or a second stage, only pages far above the mean are called related.
    """
    if by_words_only:
        return {page.page_id: WEAK for page in pages}
    if calibration is None or not any(page.is_compared for page in pages):
        return _without_calibration(pages)
    fits = probabilities(pages, words, calibration)
    exact = exact_probabilities(pages, words, calibration)
    # Floor and bound are made for a whole wiki. A reader has soon looked at one weak page among
    # few, and misses a lost one: there LISTED alone decides.
    share = _sample_share(len(fits))
    if max(fits.values()) < calibration.floor * share:
        fits, exact = {}, {}
    good = {page_id for page_id, value in exact.items() if value >= calibration.good}
    is_answered = max(exact.values(), default=0.0) >= ANSWERED_PROBABILITY * share
    related = calibration.related if is_answered else math.inf
    listed = _listed_from(fits.values(), calibration.floor)
    found = {
        page.page_id: GOOD
        if page.page_id in good
        else _level(page, fits.get(page.page_id, 0.0), related, listed)
        for page in pages
    }
    return {page_id: level for page_id, level in found.items() if level}


def lowered(stufen: Mapping[int, str], contradicted: Collection[int]) -> dict[int, str]:
    """Returns the levels after pages that say themselves that they are no answer (`contradicted`)
    have become related at best."""
    return {
        pk: RELATED if stufe == GOOD and pk in contradicted else stufe
        for pk, stufe in stufen.items()
    }


def put_behind(
    pages: Sequence[Ranked],
    stufen: Mapping[int, str],
    contradicted: Collection[int],
    level: str = GOOD,
) -> list[Ranked]:
    """Returns the pages in their order, but those that are no answer (`contradicted`) behind the
    last other one of a level. Where there is none, they are the best there is."""
    places = [
        at
        for at, page in enumerate(pages, 1)
        if stufen.get(page.page_id) == level and page.page_id not in contradicted
    ]
    end = max(places, default=0)
    head = sorted(pages[:end], key=lambda page: page.page_id in contradicted)
    return [*head, *pages[end:]]


def raise_named(
    stufen: Mapping[int, str], named: Collection[int], sure: Collection[int] = ()
) -> dict[int, str]:
    """Returns the levels for a question of one word or name: pages that name it (`named`) fit well,
    and pages that do not are related at best, but those of which we are `sure`. Without `named`
    pages the levels stay."""
    if not named:
        return dict(stufen)
    others = lowered(stufen, stufen.keys() - set(sure))
    return {**others, **dict.fromkeys(named, GOOD)}


def sure_of(pages: Sequence[Ranked], words: int, calibration: Calibration | None) -> frozenset[int]:
    """Returns the pages that fit well whatever other pages name: a "Solardachkataster" is asked for
    as "Solarkataster", too."""
    if calibration is None:
        return frozenset()
    exact = exact_probabilities(pages, words, calibration)
    return frozenset(pk for pk, value in exact.items() if value >= SURE_PROBABILITY)


def unlikely(
    page_ids: Collection[int],
    pages: Sequence[Ranked],
    words: int,
    calibration: Calibration | None,
) -> frozenset[int]:
    """Returns those of the pages `page_ids`, which name what is asked for in passing, that are
    hardly what is meant. None where nothing could be compared."""
    if not page_ids or calibration is None:  # most questions: no name is asked for
        return frozenset()
    exact = exact_probabilities(pages, words, calibration)
    return frozenset(pk for pk in page_ids if exact and exact.get(pk, 0.0) < PASSING_PROBABILITY)


def probabilities(
    pages: Sequence[Ranked], words: int, calibration: Calibration
) -> dict[int, float]:
    """Returns page id -> probability that the page is an answer, for compared pages only."""
    rows = features(pages, words, calibration.typical_score)
    return {
        page_id: _sigmoid(row, calibration.weights, calibration.intercept)
        for page_id, row in rows.items()
    }


def exact_probabilities(
    pages: Sequence[Ranked], words: int, calibration: Calibration
) -> dict[int, float]:
    """Returns page id -> probability that the page is exactly what was asked for, for compared
    pages only."""
    rows = exact_features(pages, words)
    return {
        page_id: _sigmoid(row, calibration.good_weights, calibration.good_intercept)
        for page_id, row in rows.items()
    }


def exact_features(pages: Sequence[Ranked], words: int) -> dict[int, tuple[float, ...]]:
    """Returns page id -> EXACT_FEATURES for compared pages."""
    compared = sorted((p for p in pages if p.is_compared), key=lambda p: -p.own_score)
    share = _sample_share(len(compared))
    return {
        page.page_id: (
            page.token_score or 0.0,
            page.lexical_score or 0.0,
            math.log(max(words, 1)),
            compared[0].own_score - page.own_score,
            math.log(place),
            share * page.support + (1 - share) * NEUTRAL_SUPPORT,
            _surprise(page, share),
        )
        for place, page in enumerate(compared, 1)
    }


def _surprise(page: Ranked, share: float) -> float:
    """Returns the deviation of the page's cosine, as far as there are pages to deviate from."""
    surprise = page.semantic_hit.surprise if page.semantic_hit else 0.0
    return share * surprise + (1 - share) * NEUTRAL_SURPRISE


def features(
    pages: Sequence[Ranked], words: int, typical_score: float | None
) -> dict[int, tuple[float, ...]]:
    """Returns page id -> FEATURES for compared pages.

    The margin is the page's own score minus the median of the question's best FULL_SAMPLE pages.
    With fewer pages (a filter, a small wiki) their median says little, and `typical_score` of all
    questions takes its place in proportion; None while that is being found.
    """
    compared = [page for page in pages if page.is_compared]
    if not compared:
        return {}
    middle = median_of_best([page.own_score for page in compared])
    if typical_score is not None:
        share = _sample_share(len(compared))
        middle = share * middle + (1 - share) * typical_score
    length = math.log(max(words, 1))
    return {
        page.page_id: (
            page.token_score or 0.0,
            page.ngram_score,
            page.lexical_score or 0.0,
            page.own_score - middle,
            length,
        )
        for page in compared
    }


def median_of_best(scores: Collection[float]) -> float:
    """Returns the median of the FULL_SAMPLE best scores; 0 without any."""
    return median(sorted(scores, reverse=True)[:FULL_SAMPLE] or [0.0])


def _sample_share(compared: int) -> float:
    """Returns the number of compared pages as a share of FULL_SAMPLE, at most 1."""
    return min(compared / FULL_SAMPLE, 1.0)


def _sigmoid(row: Sequence[float], weights: Sequence[float], intercept: float) -> float:
    total = sum(w * value for w, value in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-total - intercept))


def _level(page: Ranked, probability: float, related: float, listed: float) -> str:
    if probability >= related:
        return RELATED
    many_words = (page.lexical_score or 0.0) >= MANY_WORDS
    return WEAK if probability >= listed or many_words else ""


def _listed_from(fits: Collection[float], floor: float) -> float:
    """Returns the probability from which on a page is shown at all: LISTED, and where none reaches
    it but the best one reaches the `floor`, that of the NEAREST best. The right page of a question
    that has no word of it is among those in half of all cases."""
    best = sorted(fits, reverse=True)[:NEAREST]
    return best[-1] if best and floor <= best[0] < LISTED else LISTED


def _without_calibration(pages: Sequence[Ranked]) -> dict[int, str]:
    """Returns page id -> level by surprise and words alone. Without a probability nothing may be
    called a good fit."""
    rated = {page.page_id: _uncalibrated_level(page) for page in pages}
    return {page_id: level for page_id, level in rated.items() if level}


def _uncalibrated_level(page: Ranked) -> str:
    if page.semantic_hit and page.semantic_hit.surprise >= SURPRISING:
        return RELATED
    return WEAK if page.has_word else ""
