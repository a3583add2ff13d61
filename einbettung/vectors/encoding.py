"""Passages -> what is stored of them as vectors. The same text is never encoded twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from einbettung.indexing.generation import comparable_generations
from einbettung.model.encoder import Encoded, TextEncoder
from einbettung.models import Chunk
from einbettung.schema import Passage

from . import late_interaction
from .projection import ensure_projection
from .token_selection import telling


@dataclass(frozen=True)
class Vectors:
    """What is stored of a passage: its vector, and its token vectors as int8 bytes."""

    passage: list[float]
    tokens: bytes


def stored_vectors(hashes: Collection[str], signature: str) -> dict[str, Vectors]:
    """Content hash -> vectors, where a page of a generation with the same meaning has the text."""
    known = Chunk.objects.filter(
        inhalt_hash__in=list(hashes), modell__in=comparable_generations(signature)
    )
    rows = known.values_list("inhalt_hash", "vektor", "token_vektoren")
    return {key: Vectors(vector, bytes(tokens)) for key, vector, tokens in rows}


def encode_passages(
    passages: Mapping[str, Passage], signature: str, encoder: TextEncoder
) -> dict[str, Vectors]:
    """Content hash -> vectors, one run of the model. Fixes the generation's projection if it has
    none yet."""
    projection = ensure_projection(signature, encoder)
    encoded = encoder.encode_documents([passage.embedded_text for passage in passages.values()])
    return {
        key: Vectors(
            text.vector.tolist(),
            late_interaction.compress(_telling_tokens(passage, text), projection).tobytes(),
        )
        for (key, passage), text in zip(passages.items(), encoded, strict=True)
    }


def _telling_tokens(passage: Passage, encoded: Encoded) -> np.ndarray:
    if not encoded.spans:
        return encoded.tokens
    return encoded.tokens[telling(passage.embedded_text, encoded.spans, passage.new_from)]
