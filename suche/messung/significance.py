"""Is one search better than another, or was it luck? Pure.

Paired randomisation test (Smucker, Allan & Carterette 2007): if both were the same, each
question's difference might as well have had the other sign. Counted is how often random signs give
a mean difference at least as large as the one seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 20_000  # random signs; p is then right to about .004
SEED = 264  # the same answer every time


@dataclass(frozen=True)
class RunComparison:
    """`mean`: mean of second minus first; `better`, `worse`, `equal`: questions; `p`: how probable
    so large a mean difference would be if there were none."""

    mean: float
    better: int
    worse: int
    equal: int
    p: float


def compare_scores(first: Sequence[float], second: Sequence[float]) -> RunComparison:
    """Compares the figures of the same questions under two configurations, in the same order."""
    differences = np.asarray(second, dtype=float) - np.asarray(first, dtype=float)
    better, worse = int((differences > 0).sum()), int((differences < 0).sum())
    mean = float(differences.mean()) if len(differences) else 0.0
    equal = len(differences) - better - worse
    return RunComparison(mean, better, worse, equal, _p_value(differences, mean))


def _p_value(differences: np.ndarray, mean: float) -> float:
    if not differences.any():
        return 1.0
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(ROUNDS, len(differences)))
    chance = np.abs(signs @ differences) / len(differences)
    return float(((chance >= abs(mean) - 1e-12).sum() + 1) / (ROUNDS + 1))
