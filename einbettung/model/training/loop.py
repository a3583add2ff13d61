"""The training itself: gentle, seeded, resumable. The layers' matrices learn, nothing else."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch

from einbettung.exceptions import TrainingFailed

from .groups import Group
from .pairs import Pair, batches, pairs_of
from .scoring import Reader, late_scores, pooled_scores

Progress = Callable[[int, int, float], None]  # step, steps, loss


@dataclass(frozen=True)
class Recipe:
    """How a model is taught. The defaults are those of the shipped adapter (docs/training.md)."""

    seed: int = 7
    epochs: int = 1
    batch: int = 16  # pairs
    rate: float = 3e-5
    warm_up: float = 0.1  # share of the steps until the rate is reached
    late_temperature: float = 0.03
    pooled_temperature: float = 0.02
    pooled_share: float = 0.5
    # How far the model goes from what it was to what it was taught: all the way it forgets more
    # than it learns on other texts (Wortsman et al. 2022, Robust fine-tuning of zero-shot models).
    blend: float = 0.75
    keep_every: int = 25  # steps between two states on disk


def matrices_of(model: Any) -> dict[str, torch.nn.Parameter]:
    """Returns the matrices that learn, by name: the weights of attention and feed-forward
    layers."""
    return {
        name: weight
        for name, weight in model.named_parameters()
        if name.startswith("encoder.layer.") and weight.ndim == 2
    }


def train(
    reader: Reader, groups: Sequence[Group], recipe: Recipe, state: Path, progress: Progress
) -> dict[str, np.ndarray]:
    """Trains the matrices and returns them by name. The state is kept in the file `state`, and a
    call with the same model, data and recipe goes on where an earlier one was broken off. Raises
    TrainingFailed when the loss is no number any more."""
    plan = list(_plan(groups, recipe))
    weights = matrices_of(reader.model)
    for name, weight in reader.model.named_parameters():
        weight.requires_grad_(name in weights)
    optimizer = torch.optim.AdamW(weights.values(), lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate_at(len(plan), recipe))
    mark = _mark(weights, groups, recipe)
    first = _resume(state, mark, weights, optimizer, schedule)
    reader.model.train(False)  # no dropout: the pairs are few and the steps small
    for step in range(first, len(plan)):
        loss = _step(reader, plan[step], recipe, optimizer, list(weights.values()))
        schedule.step()
        progress(step + 1, len(plan), loss)
        if (step + 1) % recipe.keep_every == 0:
            _keep(state, mark, step + 1, weights, optimizer, schedule)
    return {name: weight.detach().numpy().copy() for name, weight in weights.items()}


def _plan(groups: Sequence[Group], recipe: Recipe) -> Iterator[list[Pair]]:
    for epoch in range(recipe.epochs):
        rng = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311 - repeatable, not secret
        yield from batches(pairs_of(groups, rng), recipe.batch, rng)


def _rate_at(steps: int, recipe: Recipe) -> Callable[[int], float]:
    warm = max(1, round(steps * recipe.warm_up))
    return lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def _step(
    reader: Reader,
    pairs: list[Pair],
    recipe: Recipe,
    optimizer: torch.optim.Optimizer,
    weights: list[torch.nn.Parameter],
) -> float:
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(reader, pairs, recipe)
    if not torch.isfinite(loss):
        raise TrainingFailed("Der Fehler ist keine Zahl mehr; eine kleinere Rate hilft (--rate).")
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    return float(loss.detach())


def loss_of(reader: Reader, pairs: Sequence[Pair], recipe: Recipe) -> torch.Tensor:
    """Cross entropy of each question's own answer among all answers and hard negatives."""
    answers = [pair.answer for pair in pairs]
    negatives = [text for pair in pairs for text in pair.negatives]
    questions = reader.questions([pair.question for pair in pairs])
    passages = reader.passages([*answers, *negatives])
    right = torch.arange(len(pairs))
    late = late_scores(questions, passages) / recipe.late_temperature
    pooled = pooled_scores(questions, passages) / recipe.pooled_temperature
    entropy = torch.nn.functional.cross_entropy
    return entropy(late, right) + recipe.pooled_share * entropy(pooled, right)


def _mark(weights: dict[str, Any], groups: Sequence[Group], recipe: Recipe) -> str:
    """Returns a digest of all that a training depends on: the model as it begins, texts, recipe."""
    digest = sha256(repr((recipe, list(groups))).encode())
    for name, weight in weights.items():
        digest.update(name.encode())
        digest.update(weight.detach().numpy().tobytes())
    return digest.hexdigest()


def _keep(
    path: Path, mark: str, step: int, weights: dict[str, Any], optimizer: Any, schedule: Any
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    torch.save(
        {
            "mark": mark,
            "step": step,
            "weights": {name: weight.detach() for name, weight in weights.items()},
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        },
        unfinished,
    )
    unfinished.replace(path)


def _resume(path: Path, mark: str, weights: dict[str, Any], optimizer: Any, schedule: Any) -> int:
    """Loads the state of an earlier call and returns the step to go on with; 0 if there is none, or
    only one of another model, other data or another recipe."""
    if not path.exists():
        return 0
    try:
        kept = torch.load(path, weights_only=True)
    except Exception:  # whatever a file that was cut off makes of the reader
        return 0
    if kept.get("mark") != mark:
        return 0
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(kept["weights"][name])
    optimizer.load_state_dict(kept["optimizer"])
    schedule.load_state_dict(kept["schedule"])
    return int(kept["step"])
