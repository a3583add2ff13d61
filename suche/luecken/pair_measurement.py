"""Do questions that mean the same become one Lücke? Measured on pairs of graded questions."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from .cluster import group
from .nightly import FROM_ASKERS

ANDERES = 0  # the group of questions that belong to none
BOTH = "beide"


@dataclass(frozen=True)
class GradedQuestion:
    """`gruppe`: the same number means the same wish; 1 and 2, 3 and 4, ... are of one subject."""

    gruppe: int
    haelfte: str
    text: str

    @property
    def subject(self) -> int:
        return (self.gruppe + 1) // 2


@dataclass(frozen=True)
class Separation:
    """Of the pairs that were joined: how many mean the same, how many are of one subject. Of the
    pairs that mean the same: how many were joined. `Lücken`: groups that would be shown."""

    same: float
    subject: float
    recall: float
    luecken: int


def read_questions(path: Path, half: str) -> list[GradedQuestion]:
    """Those of one half, with the others that belong to both."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [GradedQuestion(int(r["gruppe"]), r["haelfte"], r["frage"]) for r in rows]
    return [frage for frage in found if frage.haelfte in {half, BOTH}]


def measure(fragen: Sequence[GradedQuestion], vectors: np.ndarray, bound: float) -> Separation:
    """`vectors` (n, d), of unit length, in the order of `fragen`."""
    groups = [[fragen[row] for row in rows] for rows in group(vectors, bound)]
    joined = [pair for rows in groups for pair in combinations(rows, 2) if _counts(*pair)]
    same = sum(a.gruppe == b.gruppe for a, b in joined)
    subject = sum(a.subject == b.subject for a, b in joined)
    sizes = Counter(frage.gruppe for frage in fragen if frage.gruppe != ANDERES)
    wanted = sum(size * (size - 1) // 2 for size in sizes.values())
    shown = (Counter(f.gruppe for f in rows if f.gruppe != ANDERES).values() for rows in groups)
    return Separation(
        same / max(len(joined), 1),
        subject / max(len(joined), 1),
        same / max(wanted, 1),
        sum(size >= FROM_ASKERS for sizes_in in shown for size in sizes_in),
    )


def _counts(a: GradedQuestion, b: GradedQuestion) -> bool:
    return ANDERES not in {a.gruppe, b.gruppe} or a.gruppe != b.gruppe
