"""Late interaction: a question meets a page token by token (MaxSim). Pure numpy, no Django.

Khattab & Zaharia 2020 (ColBERT): the score is the mean over the question's tokens of the best
match among the page's tokens. A long page has more tokens to match by chance, and the expected best
of n grows with log n: a share of log n is taken off (`scores`).

The token vectors are those of the same encoder that makes the passage vectors. They are kept small:
centred on their mean (what all tokens share says nothing), projected on the first principal axes,
turned at random so that every axis carries alike, and of each axis only its side is stored: far
above the middle, far below it, or near it, which says nothing. Two bits for each of 256 axes, 64
bytes a token. The question keeps its numbers (asymmetric distance: Jegou, Douze & Schmid 2011; axes
turned before they are cut: Gong & Lazebnik 2011). On texts of other authors this is better than 128
axes of a byte each, at half the bytes (docs/suchversuche.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

TOKEN_DIMENSIONS = 256  # of a stored token; two bits each
TURN = 1  # seed of the rotation; of four, none stood out
# In units of `Projection.scale`: values nearer to the middle count as nothing, and those farther
# away as what they are on average.
NOTHING_WITHIN, BEYOND = 0.75, 1.4
SMALLEST_DIVISOR = 1e-6
WORST_MATCH = -1.0  # of a page without tokens


@dataclass(frozen=True)
class Projection:
    """From a model's token space to the stored one. `mean` (d,), `basis` (d, k), `scale`: how far a
    value lies from the middle of its axis (root mean square)."""

    mean: np.ndarray
    basis: np.ndarray
    scale: float


def fit(tokens: np.ndarray, dimensions: int = TOKEN_DIMENSIONS) -> Projection:
    """The projection for a sample of token vectors (n, d); n should be thousands."""
    unit = _unit(tokens.astype(np.float64))
    mean = unit.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((unit - mean).T))  # ascending eigenvalues
    first = axes[:, ::-1][:, :dimensions]
    basis = first @ _turn(first.shape[1])
    scale = float(np.sqrt(((_unit(unit - mean) @ basis) ** 2).mean()))
    return Projection(mean.astype(np.float32), basis.astype(np.float32), scale)


def _turn(axes: int) -> np.ndarray:
    """Returns a rotation of so many axes, drawn at random, always the same."""
    return np.linalg.qr(np.random.default_rng(TURN).normal(size=(axes, axes)))[0]


def compress(tokens: np.ndarray, projection: Projection) -> np.ndarray:
    """Token vectors (n, d) -> what is stored, uint8 (n, 2 k / 8): a bit for each axis whose value
    lies far above the middle, then one for each that lies far below."""
    projected = _unit(_centred(tokens, projection)) @ projection.basis
    far = NOTHING_WITHIN * projection.scale
    return np.hstack([np.packbits(side, axis=1) for side in (projected > far, projected < -far)])


def sides(stored: bytes, projection: Projection) -> np.ndarray:
    """What `compress` has stored -> int8 (n, k): 1 far above the middle of the axis, -1 far below,
    0 near it."""
    axes = projection.basis.shape[1]
    packed = np.frombuffer(stored, np.uint8).reshape(-1, 2, -(-axes // 8))
    above, below = np.unpackbits(packed, axis=2, count=axes).view(np.int8).swapaxes(0, 1)
    return np.asarray(above - below)


def scores(
    question: np.ndarray,
    pages: Sequence[np.ndarray],
    projection: Projection,
    content: Sequence[float] = (),
    length_penalty: float = 0.0,
) -> np.ndarray:
    """Returns MaxSim of the question's tokens (m, d) with each page's stored tokens (`sides`, n_i,
    k), minus `length_penalty` times log n_i -> (pages,).

    A token counts by how far it lies from the mean, times its weight in `content`: how much it
    says what the question is about. Without any weight, all count.
    """
    centred = _centred(question, projection)
    weights = _weights(centred, content)
    asked = _unit(centred) @ projection.basis * (BEYOND * projection.scale)
    by_axis = np.ascontiguousarray(asked.T, dtype=np.float32)
    # Page by page, since the numbers of one stay in the processor's cache and those of all do not.
    matches = [page.astype(np.float32) @ by_axis for page in pages]
    best = np.stack([match.max(axis=0, initial=WORST_MATCH) for match in matches])
    found = best @ (weights / max(weights.sum(), SMALLEST_DIVISOR))
    return np.asarray(found - length_penalty * np.log([max(len(page), 1) for page in pages]))


def subject(page: np.ndarray) -> np.ndarray:
    """Returns what a page is about, as a unit vector (k,): the mean of its stored tokens (`sides`,
    n, k). The product of two is how much the pages are about the same thing; a page without tokens
    is about nothing."""
    return np.asarray(_unit(page.sum(axis=0, dtype=np.float32)[None])[0])


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
