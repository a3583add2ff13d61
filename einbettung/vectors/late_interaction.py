"""Late interaction: a question meets a page token by token (MaxSim). Pure numpy, no Django.

Khattab & Zaharia 2020 (ColBERT): the score is the mean over the question's tokens of the best
match among the page's tokens. A long page has more tokens to match by chance, and the expected best
of n grows with log n: a share of log n is taken off (`scores`).

The token vectors are those of the same encoder that makes the passage vectors. They are kept small:
centred on their mean (what all tokens share says nothing), projected on the first principal axes
and stored as signed bytes, 128 bytes a token. They are not made unit length again after the
projection, so that a token which lost much in it matches weakly; with that 128 of 384 dimensions
lose .007 nDCG@10, without it .02 (docs/suchqualitaet.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

TOKEN_DIMENSIONS = 128  # of a stored token; one signed byte each
INT8_MAX = 127
SMALLEST_DIVISOR = 1e-6


@dataclass(frozen=True)
class Projection:
    """From a model's token space to the stored one. `mean` (d,), `basis` (d, k), `scale`: the
    value that the byte 127 stands for."""

    mean: np.ndarray
    basis: np.ndarray
    scale: float


def fit(tokens: np.ndarray, dimensions: int = TOKEN_DIMENSIONS) -> Projection:
    """The projection for a sample of token vectors (n, d); n should be thousands."""
    unit = _unit(tokens.astype(np.float64))
    mean = unit.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((unit - mean).T))  # ascending eigenvalues
    basis = axes[:, ::-1][:, :dimensions]
    scale = float(np.abs(_unit(unit - mean) @ basis).max())
    return Projection(mean.astype(np.float32), basis.astype(np.float32), scale)


def compress(tokens: np.ndarray, projection: Projection) -> np.ndarray:
    """Token vectors (n, d) -> what is stored, int8 (n, k)."""
    projected = _unit(_centred(tokens, projection)) @ projection.basis
    return np.clip(np.rint(projected / projection.scale * INT8_MAX), -INT8_MAX, INT8_MAX).astype(
        np.int8
    )


def scores(
    question: np.ndarray,
    pages: Sequence[np.ndarray],
    projection: Projection,
    content: Sequence[float] = (),
    length_penalty: float = 0.0,
) -> np.ndarray:
    """Returns MaxSim of the question's tokens (m, d) with each page's stored tokens (n_i, k), minus
    `length_penalty` times log n_i -> (pages,).

    A token counts by how far it lies from the mean, times its weight in `content`: how much it
    says what the question is about. Without any weight, all count.
    """
    centred = _centred(question, projection)
    weights = _weights(centred, content)
    asked = _unit(centred) @ projection.basis
    stored = np.concatenate(pages).astype(np.float32) * (projection.scale / INT8_MAX)
    starts = np.cumsum([0, *(len(page) for page in pages[:-1])])
    best = np.maximum.reduceat(stored @ asked.T, starts, axis=0)
    found = best @ (weights / max(weights.sum(), SMALLEST_DIVISOR))
    return np.asarray(found - length_penalty * np.log([max(len(page), 1) for page in pages]))


def subjects(pages: Sequence[np.ndarray]) -> np.ndarray:
    """Returns what each page is about, as unit vectors (pages, k): the mean of its stored tokens
    (n_i, k). The product of two is how much the pages are about the same thing; a page without
    tokens is about nothing."""
    return _unit(np.stack([page.sum(axis=0, dtype=np.float32) for page in pages]))


def pool(question: np.ndarray, projection: Projection, content: Sequence[float]) -> np.ndarray:
    """What a question (m, d) is about, as one unit vector (d,): its tokens, weighted as above.
    Two questions are near by what they ask for, and not by being asked in the same way."""
    centred = _centred(question, projection)
    vector = _weights(centred, content) @ _unit(centred)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), SMALLEST_DIVISOR))


def _weights(centred: np.ndarray, content: Sequence[float]) -> np.ndarray:
    weights = np.linalg.norm(centred, axis=1)
    return weights * np.asarray(content, dtype=np.float32) if any(content) else weights


def _centred(tokens: np.ndarray, projection: Projection) -> np.ndarray:
    return _unit(tokens.astype(np.float32)) - projection.mean


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), SMALLEST_DIVISOR)
