"""Graded questions become the bounds of the levels; each generation of the index keeps its own."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from einbettung.models import Projektion
from wiki.platform.table_cache import TableCache

from .grades import answer_grade
from .levels import (
    EXACT_FEATURES,
    FEATURES,
    Calibration,
    exact_features,
    features,
    median_of_best,
    probabilities,
)
from .parameters import (
    FLOOR_SHARE,
    GOOD_PROBABILITY,
    LOST_SHARE,
    RELATED_PROBABILITY,
    RELEVANT_GRADE,
)
from .schema import Ranked

NO_SPREAD = 1e-6  # a feature that differs by less between pages says nothing
Row = Sequence[float]  # the features of a page
SHIPPED = Path(__file__).with_name("kalibrierung.json")


@dataclass(frozen=True)
class Judged:
    """The ranking of a graded question. `words`: how many words it has. `grades`: page id -> 0 to
    3; empty when no page answers it."""

    pages: Sequence[Ranked]
    words: int
    grades: Mapping[int, int]


def calibrate(questions: Sequence[Judged], pairs: Sequence[Judged] = ()) -> Calibration:
    """Fits both logistic models and the floor. Raises ValueError unless there are both answerable
    and unanswerable questions, and pages of more than one grade.

    `questions`: a page without a grade is no answer. `pairs`: questions of which only pages with a
    grade count. Both teach what is an answer; what fits exactly is learnt from the pairs, and from
    the questions only where there are none.
    """
    answerable = [question for question in questions if question.grades]
    if not answerable or len(answerable) == len(questions):
        raise ValueError("Es braucht Fragen mit und ohne Antwort.")
    typical_score = median(median_of_best(_scores(question.pages)) for question in questions)
    unbounded = Calibration(
        *_fit_answers(questions, pairs, typical_score),
        *_fit_exact(pairs or questions, only_graded=bool(pairs)),
        typical_score=typical_score,
        floor=0.0,
        related=RELATED_PROBABILITY,
        good=GOOD_PROBABILITY,
    )
    asked = [*answerable, *filter(_has_answer, pairs)]
    return dataclasses.replace(unbounded, floor=_floor(asked, unbounded))


def _has_answer(question: Judged) -> bool:
    return max(question.grades.values(), default=0) >= RELEVANT_GRADE


def _floor(answerable: Sequence[Judged], calibration: Calibration) -> float:
    """Returns FLOOR_SHARE of the probability that the best page of nearly all answerable questions
    reaches. It hangs on the few worst of them: the more are asked, the steadier it is."""
    best = [
        max(probabilities(question.pages, question.words, calibration).values(), default=0.0)
        for question in answerable
    ]
    return min(FLOOR_SHARE * float(np.quantile(best, LOST_SHARE)), RELATED_PROBABILITY)


def stored_calibration(signature: str) -> Calibration | None:
    """Returns what `calibrate_levels` or the build stored for this generation, else what is
    shipped for its model, else None."""
    return _stored.get().get(signature) or _shipped().get(signature.partition("@")[0])


def store_calibration(calibration: Calibration, signature: str) -> bool:
    """Stores the calibration with this generation. Returns False when the generation has no index
    yet."""
    values = dataclasses.asdict(calibration)
    return bool(Projektion.objects.filter(pk=signature).update(kalibrierung=values))


def _fit_answers(
    questions: Sequence[Judged], pairs: Sequence[Judged], typical_score: float
) -> tuple[tuple[float, ...], float]:
    """Returns (weights, intercept) over the compared pages of `questions` and the graded ones of
    `pairs`; what is predicted is whether a page is an answer."""
    rate = partial(features, typical_score=typical_score)
    answer = answer_grade(grade for question in questions for grade in question.grades.values())
    rows = [*_rows(questions, rate, answer), *_rows(pairs, rate, answer, only_graded=True)]
    return _regression(rows)


def _fit_exact(questions: Sequence[Judged], only_graded: bool) -> tuple[tuple[float, ...], float]:
    """Returns (weights, intercept); what is predicted is whether a page has the highest grade."""
    exact = max(grade for question in questions for grade in question.grades.values())
    return _regression(list(_rows(questions, exact_features, exact, only_graded)))


def _rows(
    questions: Iterable[Judged],
    rate: Callable[[Sequence[Ranked], int], Mapping[int, Row]],
    at_least: int,
    only_graded: bool = False,
) -> Iterator[tuple[Row, bool]]:
    """Yields (features, whether the grade is high enough) of the compared pages. A page without a
    grade counts as 0, or not at all (`only_graded`)."""
    for question in questions:
        for page_id, row in rate(question.pages, question.words).items():
            if page_id in question.grades or not only_graded:
                yield row, question.grades.get(page_id, 0) >= at_least


def _regression(rows: Sequence[tuple[Row, bool]]) -> tuple[tuple[float, ...], float]:
    """Returns (weights, intercept) of a logistic regression over (features, outcome)."""
    from sklearn.linear_model import LogisticRegression  # takes a second to import

    values = np.array([row for row, _ in rows])
    spread = values.std(axis=0)  # the penalty must not depend on a feature's unit
    spread[spread < NO_SPREAD] = 1.0
    outcomes = [outcome for _, outcome in rows]
    if len(set(outcomes)) < 2:
        raise ValueError("Die Noten unterscheiden nichts: Es braucht passende Seiten und andere.")
    model = LogisticRegression(max_iter=1000).fit(values / spread, outcomes)
    weights = model.coef_[0] / spread
    return tuple(round(float(w), 4) for w in weights), round(float(model.intercept_[0]), 4)


def _scores(pages: Iterable[Ranked]) -> list[float]:
    return [page.own_score for page in pages if page.is_compared]


def from_json(values: Mapping[str, Any]) -> Calibration | None:
    """Returns None for a calibration that another version made: its scores mean something else."""
    if {field.name for field in dataclasses.fields(Calibration)} != set(values):
        return None
    weights = {name: tuple(values[name]) for name in ("weights", "good_weights")}
    found = Calibration(**{**values, **weights})
    lengths = (len(found.weights), len(found.good_weights))
    return found if lengths == (len(FEATURES), len(EXACT_FEATURES)) else None


@cache
def _shipped() -> dict[str, Calibration]:
    entries = json.loads(SHIPPED.read_text(encoding="utf-8")) if SHIPPED.exists() else {}
    found = {name: from_json(values) for name, values in entries.items()}
    return {name: calibration for name, calibration in found.items() if calibration}


def _load() -> dict[str, Calibration]:
    rows = Projektion.objects.exclude(kalibrierung=None).values_list("pk", "kalibrierung")
    found = {signature: from_json(values) for signature, values in rows if values}
    return {signature: calibration for signature, calibration in found.items() if calibration}


_stored = TableCache(_load, Projektion)
