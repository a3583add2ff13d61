"""How well does a page fit: `passt gut`, `verwandt`, `schwach`, or not at all. Pure.

A logistic model says how probable it is that somebody who knows would grade the page 2 or 3. Its
weights and the bounds come from graded questions (`calibration`), one set per model, because
the scores of models lie differently. The score that orders the pages is never cut off: the best of
many bad pages has a rank like any other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .schema import Ranked

GOOD, RELATED, WEAK = "passt gut", "verwandt", "schwach"
FEATURES = ("late", "pieces", "words", "lead", "length")
FULL_SAMPLE = 50  # compared pages that tell what is usual for a question
LISTED = 0.05  # probability from which on a page is shown at all, if the question has an answer
MANY_WORDS = 0.35  # of what all words of the question can bring: such a page is shown in any case
SURPRISING = 1.8  # without a second stage: standard deviations above the mean of all pages


@dataclass(frozen=True)
class Calibration:
    """`weights` belong to FEATURES; `usual`: the usual median score of the compared pages;
    `floor`: probability that the best page must reach, else the question has no answer; `related`,
    `good`: from which on a page has these levels."""

    weights: tuple[float, ...]
    intercept: float
    usual: float
    floor: float
    related: float
    good: float


def levels(
    pages: Sequence[Ranked], words: int, calibration: Calibration | None, by_words_only: bool
) -> dict[int, str]:
    """Page id -> level, for those that have one. `words`: how many the question has.

    `by_words_only`: the model could not be asked, so that even a stray word must do. Without a
    calibration or a second stage, only what is far above the mean is called related.
    """
    if by_words_only:
        return {page.page_id: WEAK for page in pages}
    if calibration is None or not any(page.late is not None for page in pages):
        return _without_calibration(pages)
    fits = probabilities(pages, words, calibration)
    # The floor is made for a whole wiki. Among few pages one weak page is soon looked at, and a
    # lost one is missed: LISTED alone decides.
    answered = max(fits.values()) >= calibration.floor * _sampled(len(fits))
    found = {
        page.page_id: _level(page, fits.get(page.page_id, 0.0) if answered else 0.0, calibration)
        for page in pages
    }
    return {page_id: level for page_id, level in found.items() if level}


def probabilities(
    pages: Sequence[Ranked], words: int, calibration: Calibration
) -> dict[int, float]:
    """Page id -> how probably it is an answer; only for pages of the second stage."""
    rows = features(pages, words, calibration.usual)
    return {page_id: _sigmoid(row, calibration) for page_id, row in rows.items()}


def features(
    pages: Sequence[Ranked], words: int, usual: float | None
) -> dict[int, tuple[float, ...]]:
    """Page id -> FEATURES. `lead`: how far a page's score lies above what is usual for this
    question. With few pages (a filter, a small wiki) their median says little, and `usual` helps
    out; None while that is being found."""
    compared = [page for page in pages if page.late is not None]
    if not compared:
        return {}
    middle = median(page.score for page in compared)
    if usual is not None:
        share = _sampled(len(compared))
        middle = share * middle + (1 - share) * usual
    length = math.log(max(words, 1))
    return {
        page.page_id: (
            page.late or 0.0,
            page.pieces or 0.0,
            page.lexical or 0.0,
            page.score - middle,
            length,
        )
        for page in compared
    }


def _sampled(compared: int) -> float:
    """How far so many compared pages tell what is usual, 0 to 1."""
    return min(compared / FULL_SAMPLE, 1.0)


def _sigmoid(row: Sequence[float], calibration: Calibration) -> float:
    total = sum(w * value for w, value in zip(calibration.weights, row, strict=True))
    return 1 / (1 + math.exp(-total - calibration.intercept))


def _level(page: Ranked, probability: float, calibration: Calibration) -> str:
    if probability >= calibration.related:
        return GOOD if probability >= calibration.good else RELATED
    many_words = (page.lexical or 0.0) >= MANY_WORDS
    return WEAK if probability >= LISTED or many_words else ""


def _without_calibration(pages: Sequence[Ranked]) -> dict[int, str]:
    rated = {
        page.page_id: RELATED
        if page.semantic and page.semantic.surprise >= SURPRISING
        else WEAK
        if page.has_word
        else ""
        for page in pages
    }
    return {page_id: level for page_id, level in rated.items() if level}
