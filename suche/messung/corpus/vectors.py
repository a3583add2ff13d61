"""Vectors for more passages than there is time to encode: drawn around real ones.

Each passage gets the vectors of a real passage of the corpus with noise of their own spread: as
close to each other as real ones, and no two alike. Nothing may be said of quality by them.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from einbettung.model.encoder import Encoded, TextEncoder

SPREAD = 0.5  # of the real vectors' own, added to each drawn one


class DrawingEncoder:
    """A TextEncoder that encodes `real` passages once and draws all others around them."""

    def __init__(self, encoder: TextEncoder, real: Sequence[str]) -> None:
        self.signature = encoder.signature
        self._encoder = encoder
        self._real = encoder.encode_documents(real)
        vectors = np.stack([one.vector for one in self._real])
        self._noise = SPREAD * vectors.std(axis=0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        return [self._drawn(text) for text in texts]

    def encode_query(self, text: str) -> Encoded:
        return self._encoder.encode_query(text)

    def _drawn(self, text: str) -> Encoded:
        """The same text gets the same vectors."""
        chance = np.random.default_rng(zlib.crc32(text.encode()))
        real = self._real[chance.integers(len(self._real))]
        vector = real.vector + self._noise * chance.standard_normal(len(self._noise))
        unit = vector / np.linalg.norm(vector)
        return Encoded(unit.astype(np.float32), real.tokens)
