"""Passages -> what is stored of them as vectors. The same text is never encoded twice."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from einbettung.indexing.generation import comparable_generations
from einbettung.model.encoder import Encoded, TextEncoder
from einbettung.models import Chunk
from einbettung.schema import EmbeddedPassage

from . import late_interaction
from .projection import (
    FITTED_TO,
    FITTED_TO_AT_LEAST,
    ensure_projection,
    store_projection,
    stored_projection,
)
from .token_selection import telling_mask

T = TypeVar("T")


@dataclass(frozen=True)
class Vectors:
    """What is stored of a passage: its vector, and its token vectors in two bits an axis."""

    passage: list[float]
    tokens: bytes


def stored_vectors(hashes: Collection[str], signature: str) -> dict[str, Vectors]:
    """Returns content hash -> vectors of the texts that some page has already, in this generation
    or in another one of the same model and axes."""
    known = Chunk.objects.filter(
        inhalt_hash__in=list(hashes), modell__in=comparable_generations(signature)
    )
    rows = known.values_list("inhalt_hash", "vektor", "token_vektoren")
    return {key: Vectors(vector, bytes(tokens)) for key, vector, tokens in rows}


def fit_to_corpus(
    signature: str, encoder: TextEncoder, passages: Callable[[], Sequence[EmbeddedPassage]]
) -> None:
    """Fits the generation's projection to passages of the corpus, if it has none yet. `passages`:
    returns passages from everywhere in it; when they are too few, nothing happens."""
    if stored_projection(signature):
        return
    found = spread(passages(), FITTED_TO)
    if len(found) < FITTED_TO_AT_LEAST:
        return
    encoded = encoder.encode_documents([passage.embedded_text for passage in found])
    tokens = np.concatenate([text.tokens for text in encoded])  # as questions have them: all
    store_projection(signature, tokens, len(found))


def spread(items: Sequence[T], most: int) -> Sequence[T]:
    """Returns all of the items, or so many of them at even distances."""
    if len(items) <= most:
        return items
    return [items[number * len(items) // most] for number in range(most)]


def encode_passages(
    passages: Mapping[str, EmbeddedPassage], signature: str, encoder: TextEncoder
) -> dict[str, Vectors]:
    """Returns content hash -> vectors, from one run of the model. A generation without a projection
    gets that of the fixed sample."""
    projection = ensure_projection(signature, encoder)
    encoded = encoder.encode_documents([passage.embedded_text for passage in passages.values()])
    return {
        key: Vectors(
            text.vector.tolist(),
            late_interaction.compress(_telling_tokens(passage, text), projection).tobytes(),
        )
        for (key, passage), text in zip(passages.items(), encoded, strict=True)
    }


def _telling_tokens(passage: EmbeddedPassage, encoded: Encoded) -> np.ndarray:
    if not encoded.spans:
        return encoded.tokens
    return encoded.tokens[telling_mask(passage.embedded_text, encoded.spans, passage.new_from)]
