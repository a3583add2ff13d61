"""From graded questions to the bounds of the levels; kept with the index, one a generation."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from einbettung.models import Projektion
from suche.messung.ranking_figures import RELEVANT

from .levels import FULL_SAMPLE, Calibration, features, probabilities
from .schema import Ranked

LOST = 0.02  # of the answerable questions this share may fall below the floor
RELATED, GOOD = 0.3, 0.6  # probabilities; which is what a calibrated number is for
CONSTANT = 1e-6  # a feature that differs by less says nothing
SHIPPED = Path(__file__).with_name("kalibrierung.json")


@dataclass(frozen=True)
class Judged:
    """A question's ranking. `grades`: page id -> 0 to 3; empty when nothing answers it."""

    pages: Sequence[Ranked]
    words: int
    grades: Mapping[int, int]


def calibrate(questions: Sequence[Judged]) -> Calibration:
    """Fits the levels. ValueError without both answerable and unanswerable questions."""
    answerable = [question for question in questions if question.grades]
    if not answerable or len(answerable) == len(questions):
        raise ValueError("Es braucht Fragen mit und ohne Antwort.")
    usual = median(median(_scores(question.pages)) for question in questions)
    weights, intercept = _fit(questions, usual)
    unbounded = Calibration(weights, intercept, usual, 0.0, RELATED, GOOD)
    best = [
        max(probabilities(question.pages, question.words, unbounded).values(), default=0.0)
        for question in answerable
    ]
    return dataclasses.replace(unbounded, floor=min(float(np.quantile(best, LOST)), RELATED))


def stored_calibration(signature: str) -> Calibration | None:
    """Of a generation: what `manage.py calibrate` or its build stored, else what we ship for its
    model."""
    row = Projektion.objects.filter(pk=signature).values_list("kalibrierung", flat=True).first()
    return _from_json(row) if row else _shipped().get(signature.partition("@")[0])


def store(calibration: Calibration, signature: str) -> bool:
    """Keep it with this generation; False when it holds nothing yet."""
    values = dataclasses.asdict(calibration)
    return bool(Projektion.objects.filter(pk=signature).update(kalibrierung=values))


def _fit(questions: Iterable[Judged], usual: float) -> tuple[tuple[float, ...], float]:
    """Logistic regression over the compared pages of all questions (grade 2 and 3 or not)."""
    from sklearn.linear_model import LogisticRegression  # takes a second to import

    rows, answers = [], []
    for question in questions:
        for page_id, row in features(question.pages, question.words, usual).items():
            rows.append(row)
            answers.append(question.grades.get(page_id, 0) >= RELEVANT)
    values = np.array(rows)
    spread = values.std(axis=0)  # one measure for all, so that the penalty is fair
    spread[spread < CONSTANT] = 1.0
    model = LogisticRegression(max_iter=1000).fit(values / spread, answers)
    weights = model.coef_[0] / spread
    return tuple(round(float(w), 4) for w in weights), round(float(model.intercept_[0]), 4)


def _scores(pages: Iterable[Ranked]) -> list[float]:
    return [page.score for page in pages if page.late is not None][:FULL_SAMPLE] or [0.0]


def _from_json(values: Mapping[str, Any]) -> Calibration:
    return Calibration(**{**values, "weights": tuple(values["weights"])})


@cache
def _shipped() -> dict[str, Calibration]:
    entries = json.loads(SHIPPED.read_text(encoding="utf-8")) if SHIPPED.exists() else {}
    return {name: _from_json(values) for name, values in entries.items()}
