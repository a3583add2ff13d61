"""Small stand-ins for what is slow or needs a download: a tokenizer and a text encoder."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from einbettung.model.encoder import Encoded

WORD = re.compile(r"\w+")
PIECE = 3  # characters


def count_words(texts: Sequence[str]) -> list[int]:
    """A tokenizer for which every word is one token, however long."""
    return [len(text.split()) for text in texts]


def count_characters(texts: Sequence[str]) -> list[int]:
    """A tokenizer for which every character but blanks is one token."""
    return [len("".join(text.split())) for text in texts]


class FakeEncoder:
    """A TextEncoder without a model: words that share letters get similar vectors.

    A word is the sum of hashed directions of its character trigrams, a text the sum of its words.
    The same text gives the same vectors on every machine.
    """

    def __init__(self, dimensions: int = 64, signature: str = "fake@1") -> None:
        self.signature = signature
        self.dimensions = dimensions

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(WORD.findall(text)) for text in texts]

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        return [self.encode_query(text) for text in texts]

    def encode_query(self, text: str) -> Encoded:
        spans = tuple(match.span() for match in WORD.finditer(text)) or ((0, len(text)),)
        words = [text[start:end].lower() for start, end in spans]
        tokens = np.stack([_direction_of(word, self.dimensions) for word in words])
        vector = tokens.sum(axis=0)
        return Encoded(vector / np.linalg.norm(vector), tokens, spans)


@lru_cache(maxsize=1 << 15)
def _direction_of(word: str, dimensions: int) -> np.ndarray:
    """Where a word points, unit length."""
    marked = f"<{word}>"
    pieces = [marked[i : i + PIECE] for i in range(max(len(marked) - PIECE + 1, 1))]
    vector = np.sum([_direction_of_piece(piece, dimensions) for piece in pieces], axis=0)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@lru_cache(maxsize=1 << 15)
def _direction_of_piece(piece: str, dimensions: int) -> np.ndarray:
    return np.random.default_rng(zlib.crc32(piece.encode())).normal(size=dimensions)
