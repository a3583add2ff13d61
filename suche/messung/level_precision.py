"""How far "passt gut" can be trusted: its precision and recall on graded pairs. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EXACT, LARGELY = 3, 2  # grades: "yes, they did this"; most of it


@dataclass(frozen=True)
class Told:
    """One question: its kind, the grades of pages, and the pages that were called good fits.
    Pages without a grade are not counted. `is_told_nothing`: no page was called more than weak."""

    kind: str
    grades: Mapping[str, int]
    good: frozenset[str]
    is_told_nothing: bool


@dataclass(frozen=True)
class LevelFigures:
    """Shares from 0 to 1, nan where nothing was counted. `precision`: of the pages called good
    fits those that are; `lenient`: those that answer at least most of the question; `recall`: of
    the pages that are good fits those called so; `nothing`: of the questions those told that
    nothing fits."""

    questions: int
    good: int
    precision: float
    lenient: float
    recall: float
    nothing: float


def figures_by_kind(told: Iterable[Told]) -> dict[str, LevelFigures]:
    """ "alle" first (without questions that have no answer), then each kind."""
    by_kind: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.kind != "none":
            by_kind["alle"].append(one)
        by_kind[one.kind].append(one)
    return {kind: _figures(questions) for kind, questions in by_kind.items()}


def _figures(told: list[Told]) -> LevelFigures:
    called = [one.grades[page] for one in told for page in one.good if page in one.grades]
    exact = [
        page in one.good for one in told for page, grade in one.grades.items() if grade >= EXACT
    ]
    return LevelFigures(
        questions=len(told),
        good=len(called),
        precision=_share(grade >= EXACT for grade in called),
        lenient=_share(grade >= LARGELY for grade in called),
        recall=_share(exact),
        nothing=_share(one.is_told_nothing for one in told),
    )


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else math.nan
