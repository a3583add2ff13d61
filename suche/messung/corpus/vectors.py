"""Vectors for more passages than there is time to encode: drawn around real ones.

Each passage gets the vector of a real passage of the corpus with noise of their own spread, and the
tokens that are kept of it: as close to each other as real ones, and no two alike. Nothing may be
said of quality by them.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from einbettung.indexing.fingerprints import content_hash
from einbettung.model.encoder import TextEncoder
from einbettung.schema import EmbeddedPassage
from einbettung.vectors.encoding import Vectors, encode_passages

DIGITS = 4  # of a value; what half of a float can hold
SPREAD = 0.5  # of the real vectors' own, added to each drawn one


class DrawnVectors:
    """Encodes `real` passages for a generation, once, and draws vectors around them."""

    def __init__(
        self, encoder: TextEncoder, signature: str, real: Sequence[EmbeddedPassage]
    ) -> None:
        passages = {content_hash(passage): passage for passage in real}
        encoded = list(encode_passages(passages, signature, encoder).values())
        self._vectors = np.array([one.passage for one in encoded], np.float32)
        self._tokens = [one.tokens for one in encoded]
        self._noise = SPREAD * self._vectors.std(axis=0)

    @property
    def dimension(self) -> int:
        return self._vectors.shape[1]

    def of(self, text: str) -> Vectors:
        """Returns the vectors of a passage; the same text gets the same ones."""
        chance = np.random.default_rng(zlib.crc32(text.encode()))
        number = int(chance.integers(len(self._vectors)))
        noise = self._noise * chance.standard_normal(self.dimension, np.float32)
        vector = (self._vectors[number] + noise).astype(float)
        unit = (vector / np.linalg.norm(vector)).round(DIGITS)
        return Vectors(unit.tolist(), self._tokens[number])
