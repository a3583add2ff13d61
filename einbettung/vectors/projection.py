"""The stored projection of a model's token vectors: fitted once, on a sample that never changes.

The sample is short German texts about municipal projects (`stichprobe.txt`), not the wiki itself:
so the projection depends on nothing but the model, and a page indexed today can be compared with
one indexed a year ago. On our corpus it lost nothing against one fitted on all its tokens.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
from django.db import transaction

from einbettung.model.encoder import TextEncoder
from einbettung.models import Projektion

from . import late_interaction
from .late_interaction import Projection

SAMPLE = Path(__file__).with_name("stichprobe.txt")


def ensure_projection(signature: str, encoder: TextEncoder) -> Projection:
    """This model's projection; fitted and stored on first use (about 10 s)."""
    stored = stored_projection(signature)
    if stored:
        return stored
    texts = SAMPLE.read_text(encoding="utf-8").splitlines()
    tokens = np.concatenate([text.tokens for text in encoder.encode_documents(texts)])
    fitted = late_interaction.fit(tokens)
    with transaction.atomic():
        # Whoever comes second takes what the first one stored.
        Projektion.objects.bulk_create(
            [
                Projektion(
                    modell=signature,
                    mittel=fitted.mean.tobytes(),
                    basis=fitted.basis.tobytes(),
                    skala=fitted.scale,
                )
            ],
            ignore_conflicts=True,
        )
    return stored_projection(signature) or fitted


def stored_projection(signature: str) -> Projection | None:
    """What the index was built with; None before the first build."""
    row = Projektion.objects.filter(pk=signature).first()
    if row is None:
        return None
    return _unpack(bytes(row.mittel), bytes(row.basis), row.skala)


@lru_cache(maxsize=4)
def _unpack(mean: bytes, basis: bytes, scale: float) -> Projection:
    centre = np.frombuffer(mean, np.float32)
    return Projection(centre, np.frombuffer(basis, np.float32).reshape(len(centre), -1), scale)
