"""Questions' vectors -> groups that mean the same. Pure."""

from collections.abc import Sequence

import numpy as np

MAX_QUESTIONS = 3_000  # questions grouped at once: all pairs are compared, 72 MB for so many


def group(vectors: np.ndarray, bound: float) -> list[list[int]]:
    """Row numbers of (n, d) unit vectors by group, every row in one. Two groups become one while
    the mean cosine between their rows is at least `bound`."""
    from sklearn.cluster import AgglomerativeClustering  # a second to load, for the job only

    if len(vectors) < 2:
        return [[row] for row in range(len(vectors))]
    distances = np.clip(1.0 - vectors @ vectors.T, 0.0, None)
    found = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - bound
    ).fit_predict(distances)
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(found):
        groups.setdefault(int(label), []).append(row)
    return list(groups.values())


def middle(vectors: np.ndarray, rows: Sequence[int]) -> int:
    """Returns the row that stands for its group, the one nearest to all others."""
    part = vectors[list(rows)]
    return rows[int(np.argmax((part @ part.T).sum(axis=1)))]
