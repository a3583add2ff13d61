"""A question -> the score of each page that holds a word of it, and what it could reach."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from suche.rank.parameters import FIELD_WEIGHTS, K1, SYNONYM_WEIGHT
from suche.understand.schema import Unit

from .term_scores import TermScores, idf


def best_first(
    terms: TermScores, units: Iterable[Unit], allowed: Collection[int]
) -> Iterator[tuple[int, float]]:
    """Yields (page, share of what is possible) of the allowed pages; of two with one score that
    which was indexed first."""
    total, possible = _totals(terms, units), _best_possible(terms, units)
    found, may_be_seen = np.flatnonzero(total), frozenset(allowed)
    best = found[np.argsort(-total[found], kind="stable")]
    for page_id, score in zip(terms.memory.page_ids[best].tolist(), total[best], strict=True):
        if page_id in may_be_seen:
            yield page_id, min(float(score) / possible, 1.0)


def _totals(terms: TermScores, units: Iterable[Unit]) -> np.ndarray:
    """Returns the score of each document: any of the words counts."""
    total = np.zeros(terms.memory.size)
    for unit in units:
        total += _unit_scores(terms, unit)
    return total


def _unit_scores(terms: TermScores, unit: Unit) -> np.ndarray:
    """Returns what one word brings each document: of its readings the best counts. The parts of the
    word as it was typed count one by one: "Kitaanmeldung" finds a page that says "Anmeldung" only.
    A synonym of several words must stand in the page with all of them, and weighs less than the
    word itself."""
    own = max((_best_reading(terms, reading) for reading in unit.own), default=0.0)
    best = np.zeros(terms.memory.size)
    for reading in unit.own:
        np.maximum(best, _any_of(terms, reading), out=best)
    for reading in unit.others:
        damping = _damping(own, _best_reading(terms, reading))
        np.maximum(best, damping * _all_of(terms, reading), out=best)
    return best


def _any_of(terms: TermScores, reading: Sequence[str]) -> np.ndarray:
    """Returns for each document what those of the terms bring together that it holds."""
    total = np.zeros(terms.memory.size)
    for term in reading:
        scores = terms.of(term)
        total[scores.documents] += scores.values
    return total


def _all_of(terms: TermScores, reading: Sequence[str]) -> np.ndarray:
    """Returns for each document what the terms bring together; nothing to a document that lacks one
    of them."""
    held = np.zeros(terms.memory.size, np.int16)
    for term in reading:
        held[terms.of(term).documents] += 1
    return np.where(held == len(reading), _any_of(terms, reading), 0.0)


def _damping(own: float, synonym: float) -> float:
    """Returns the factor that keeps a synonym's score below the word's own. A word that no page
    holds leaves its synonyms as they are."""
    return min(1.0, SYNONYM_WEIGHT * own / synonym) if own and synonym else 1.0


def _best_possible(terms: TermScores, units: Iterable[Unit]) -> float:
    """Returns the score of a page that holds every word in its strongest field, infinitely often.

    A word that no page holds in any reading counts as the rarest one: a question that is mostly
    unknown words must not look answered because a page holds the one common word in it.
    """
    rarest = max(FIELD_WEIGHTS.values()) * idf(terms.memory.size, 0)
    return sum(_best_of(terms, unit) or rarest for unit in units) * (K1 + 1)


def _best_of(terms: TermScores, unit: Unit) -> float:
    """Returns what the word itself can bring, if a page holds it, else what its synonyms can; 0
    when no page holds any of them."""
    own = max((_best_reading(terms, reading) for reading in unit.own), default=0.0)
    return own or max((_best_reading(terms, reading) for reading in unit.others), default=0.0)


def _best_reading(terms: TermScores, reading: Sequence[str]) -> float:
    """Returns what all the terms together can bring; 0 when the index lacks one of them."""
    if not all(terms.frequency("text", term) for term in reading):
        return 0.0
    return sum(_best_term(terms, term) for term in reading)


def _best_term(terms: TermScores, term: str) -> float:
    return max(weight * terms.idf(name, term) for name, weight in FIELD_WEIGHTS.items())
