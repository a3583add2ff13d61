"""The stored projection of a model's token vectors: fitted once for each generation of the index.

It is fitted to passages of the wiki itself as soon as there are enough of them: with axes of other
texts, 128 axes lost .03 to .05 nDCG@10 (docs/suchversuche.md). A wiki that begins with a few
pages gets axes of short German texts about municipal projects (`sample`) instead; when it
has grown, a new generation takes better ones.
"""

import numpy as np
from django.db import transaction

from einbettung.model.encoder import TextEncoder
from einbettung.models import Projektion
from einbettung.text.sample import sample_lines
from wiki.platform.table_cache import TableCache

from . import late_interaction
from .late_interaction import Projection

# Passages that the axes are fitted to. With 100 of them the axes were as good as with all; the
# sample costs half a minute of encoding at the first build.
FITTED_TO, FITTED_TO_AT_LEAST = 200, 100


def ensure_projection(signature: str, encoder: TextEncoder) -> Projection:
    """Returns this generation's projection. On first use it is fitted to the fixed sample, which
    takes about 10 s."""
    stored = stored_projection(signature)
    return stored or store_projection(signature, sample_tokens(encoder), passages=0)


def sample_tokens(encoder: TextEncoder) -> np.ndarray:
    """Encodes the fixed sample. Returns its token vectors (n, d)."""
    encoded = encoder.encode_documents(sample_lines())
    return np.concatenate([text.tokens for text in encoded])


def store_projection(signature: str, tokens: np.ndarray, passages: int) -> Projection:
    """Fits a projection to token vectors (n, d) and stores it. `passages`: how many passages of the
    wiki they come from. Returns what is stored: of two that come at once, the first one's."""
    row = fit_projection(signature, tokens, passages)
    with transaction.atomic():
        Projektion.objects.bulk_create([row], ignore_conflicts=True)
    return stored_projection(signature) or _unpack(bytes(row.mittel), bytes(row.basis), row.skala)


def fit_projection(signature: str, tokens: np.ndarray, passages: int) -> Projektion:
    """Fits a projection to token vectors (n, d). Returns its row, not saved."""
    fitted = late_interaction.fit(tokens)
    return Projektion(
        modell=signature,
        mittel=fitted.mean.tobytes(),
        basis=fitted.basis.tobytes(),
        skala=fitted.scale,
        passagen=passages,
    )


def stored_projection(signature: str) -> Projection | None:
    """Returns what the index was built with; None before the first build."""
    return _stored.get().get(signature)


def _load() -> dict[str, Projection]:
    """All of them: there are as many as generations."""
    return {
        row.modell: _unpack(bytes(row.mittel), bytes(row.basis), row.skala)
        for row in Projektion.objects.all()
    }


def _unpack(mean: bytes, basis: bytes, scale: float) -> Projection:
    centre = np.frombuffer(mean, np.float32)
    return Projection(centre, np.frombuffer(basis, np.float32).reshape(len(centre), -1), scale)


_stored = TableCache(_load, Projektion)
