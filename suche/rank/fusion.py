"""Several rankings become one, in two stages. Pure: no Django, no index.

Rank fusion (RRF) throws away how sure each leg is; on German project texts it was worse than the
vectors alone. Here the scores themselves are added: the cosine, plus the lexical score times a
weight, plus the score of the character n-grams (`ngram_vectors`) times a weight. The lexical score
is a share of what is possible (`words.lexical`), so it carries the leg's own confidence: words that
no page knows pull it towards zero, and the leg hardly votes. The best pages are then compared with
the question token by token (`late_interaction`); cosine, words and n-grams keep a say. Last, pages
gain by being about the same thing as the best ones: who asks "Schlagloch" finds one page that has
the word, and by it the others, which call it something else (pseudo relevance feedback; Diaz 2005,
Regularizing ad hoc retrieval scores).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .parameters import (
    COSINE_FULL_WORDS,
    COSINE_WEIGHT,
    LEXICAL_WEIGHT,
    LEXICAL_WEIGHT_SECOND,
    NGRAM_WEIGHT,
    NGRAM_WEIGHT_SECOND,
    SUPPORT_WEIGHT,
    SUPPORT_WIDTH,
    SUPPORTERS,
)
from .schema import Compared, LexicalHit, Ranked, SemanticHit

NO_LENGTH = 1e-6  # a vector this short has no direction


def fuse(
    lexical_hits: Sequence[LexicalHit],
    semantic_hits: Sequence[SemanticHit],
    ngram_scores: Mapping[int, float] | None = None,
) -> list[Ranked]:
    """First stage: returns all pages of the three legs, best first. An empty leg does not vote."""
    lexical_scores = {hit.page_id: hit.score for hit in lexical_hits}
    found = {hit.page_id: hit for hit in semantic_hits}
    ngrams = ngram_scores or {}
    floor = _lowest(semantic_hits)
    ranked = []
    for page_id in lexical_scores.keys() | found.keys() | ngrams.keys():
        hit, ngram_score = found.get(page_id), ngrams.get(page_id, 0.0)
        score = (
            (hit.similarity if hit else floor)
            + LEXICAL_WEIGHT * lexical_scores.get(page_id, 0.0)
            + NGRAM_WEIGHT * ngram_score
        )
        lexical_score = lexical_scores.get(page_id)
        ranked.append(Ranked(page_id, score, lexical_score, hit, ngram_score=ngram_score))
    return sorted(ranked, key=_by_score)


def rerank(
    pages: Sequence[Ranked], compared: Mapping[int, Compared], words: int = 1
) -> list[Ranked]:
    """Second stage: returns the `compared` pages in their new order, then the others in their old
    order. `words`: how many words the question has.

    The n-grams are weighted by the best n-gram score of all compared pages. Where no page shares
    many n-grams with the question (an English question, a paraphrase), the few that pages share
    by chance hardly count.
    """
    chosen = [page for page in pages if page.page_id in compared]
    confidence = max((page.ngram_score for page in chosen), default=0.0)
    floor = _lowest(page.semantic_hit for page in pages if page.semantic_hit)
    cosine_weight = COSINE_WEIGHT * min(1.0, COSINE_FULL_WORDS / max(words, 1))
    first = [
        _compared(page, compared[page.page_id].score, cosine_weight, confidence, floor)
        for page in chosen
    ]
    rest = [page for page in pages if page.page_id not in compared]
    return _supported(sorted(first, key=_by_score), compared) + rest


def _supported(pages: Sequence[Ranked], compared: Mapping[int, Compared]) -> list[Ranked]:
    """Returns the pages, sorted by score, in their order after each has gained by its likeness to
    the best ones; of these each counts the less the further it lies behind the first."""
    if not pages:
        return []
    subjects = _told_apart(np.stack([compared[page.page_id].subject for page in pages]))
    best = np.array([page.score for page in pages[:SUPPORTERS]])
    weights = np.exp((best - best[0]) / SUPPORT_WIDTH)
    likeness = np.maximum(subjects @ subjects[:SUPPORTERS].T, 0)
    support = SUPPORT_WEIGHT * (likeness @ (weights / weights.sum()))
    gained = [
        replace(page, score=page.score + gain, support=gain)
        for page, gain in zip(pages, support.tolist(), strict=True)
    ]
    return sorted(gained, key=_by_score)


def _told_apart(subjects: np.ndarray) -> np.ndarray:
    """Returns the subjects (pages, k) as unit vectors without what all of these pages share."""
    own = subjects - subjects.mean(axis=0)
    return np.asarray(own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), NO_LENGTH))


def _by_score(page: Ranked) -> tuple[float, int]:
    return -page.score, page.page_id


def _compared(
    page: Ranked, token_score: float, cosine_weight: float, confidence: float, floor: float
) -> Ranked:
    """Returns the page with its score in the second stage. `confidence`: how much the n-grams count
    for this question; `floor`: the cosine of a page that the semantic leg did not find."""
    score = (
        token_score
        + cosine_weight * (page.semantic_hit.similarity if page.semantic_hit else floor)
        + LEXICAL_WEIGHT_SECOND * (page.lexical_score or 0.0)
        + NGRAM_WEIGHT_SECOND * confidence * page.ngram_score
    )
    return replace(page, score=score, token_score=token_score)


def _lowest(hits: Iterable[SemanticHit]) -> float:
    """Returns the cosine of the semantic leg's last page. A page that the leg did not return has
    an unknown cosine, but none above this one."""
    return min((hit.similarity for hit in hits), default=0.0)
