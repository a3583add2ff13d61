"""A model is taught and measured; what comes out is written only when it finds more than before."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from einbettung.exceptions import TrainingDataInvalid, TrainingFailed
from einbettung.model.engines import load_by_torch

from .adapter import RANK, Adapter, difference
from .evaluation import held_out, measure_reader
from .groups import Group
from .loop import Progress, Recipe, matrices_of, train
from .scoring import Reader

FEWEST = 16  # groups: with fewer, what is kept back says nothing
MEAN_GROUPS = 100  # whose passages tell what all tokens have in common


@dataclass(frozen=True)
class Taught:
    """`before` and `after`: nDCG@10 of the groups kept back, by way of scoring."""

    adapter: Adapter
    before: dict[str, float]
    after: dict[str, float]

    @property
    def gain(self) -> float:
        """How much nDCG@10 late interaction, which ranks the pages, has won."""
        return self.after["spaet"] - self.before["spaet"]


class Pupil:
    """A sentence-transformers model on a BERT, open to be changed. `path` is its folder or name.
    Raises ModelUnavailable, or TrainingFailed for a model of another kind."""

    def __init__(self, path: str) -> None:
        self._whole = load_by_torch(path)
        bert: Any = getattr(self._whole[0], "auto_model", None)
        if bert is None or not matrices_of(bert):
            raise TrainingFailed("Nur Modelle vom Typ BERT können angelernt werden.")
        self.reader = Reader(bert, self._whole.tokenizer)

    def weights(self) -> dict[str, np.ndarray]:
        """A copy of the matrices that learn."""
        found = matrices_of(self.reader.model)
        return {name: weight.detach().numpy().copy() for name, weight in found.items()}

    def set_weights(self, weights: dict[str, np.ndarray]) -> None:
        """Overwrite the matrices that learn."""
        with torch.no_grad():
            for name, weight in matrices_of(self.reader.model).items():
                weight.copy_(torch.from_numpy(np.ascontiguousarray(weights[name])))

    def save(self, folder: Path) -> None:
        """Writes the model as a folder that EINBETTUNG_MODELL and `manage.py change_model build
        --model` take. The folder has its name only once it is whole."""
        unfinished = folder.with_name(f"{folder.name}.unfertig")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._whole.save(str(unfinished), create_model_card=False)
        unfinished.rename(folder)


def teach(
    pupil: Pupil,
    base: str,
    groups: Sequence[Group],
    recipe: Recipe,
    state: Path,
    progress: Progress,
    rank: int = RANK,
) -> Taught:
    """Train on seven of eight groups, keep part of the change at `rank`, measure on the eighth.

    Afterwards the pupil has the weights that the adapter gives. Raises TrainingDataInvalid for too
    few groups, TrainingFailed when training breaks down.
    """
    if len(groups) < FEWEST:
        raise TrainingDataInvalid(
            f"{len(groups)} Gruppen sind zu wenige, gebraucht werden mindestens {FEWEST}."
        )
    torch.manual_seed(recipe.seed)
    learnt, kept_back = held_out(groups)
    texts = [text for group in learnt[:MEAN_GROUPS] for text in group.passages.values()]
    pupil.reader.fit_mean(texts)
    first = pupil.weights()
    before = measure_reader(pupil.reader, kept_back)
    after = train(pupil.reader, learnt, recipe, state, progress)
    adapter = difference(base, first, after, rank, recipe.blend)
    pupil.set_weights(adapter.added_to(first, base))
    return Taught(adapter, before, measure_reader(pupil.reader, kept_back))
