"""The matrices of a BERT as signed bytes with a scale for each output, which onnxruntime multiplies
in a third of the time of 32-bit floats.

Rounded without further ado they change one first hit in four. Three things bring that down:

- Inputs that are far larger than the others would make the steps of all coarse: their products stay
  floats (LLM.int8(), Dettmers et al. 2022). They are the same few in every text.
- What is left of the differences between inputs moves into the weights (SmoothQuant, Xiao et al.
  2023).
- What the rounded weights miss on average, over texts of our field, is added again (bias
  correction, Nagel et al. 2019). This alone halves the error.

What remains: docs/leistung.md. The texts that inputs are watched with are `sample_lines`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

LARGEST = 127  # of a signed byte
SMALLEST = 1e-5  # an input, or a weight, that is never larger is not scaled further
INPUTS_A_FLOAT = 8  # of so many inputs at most one stays a float
MANY = "many"  # the name of what is to be multiplied as bytes, in the names of the graph's nodes


@dataclass(frozen=True)
class Treatment:
    """How a kind of matrix is rounded. `floats`: how many of its inputs stay floats. `moved`: which
    share of the others' differences moves into the weights, in [0, 1]."""

    floats: int
    moved: float


# By what the name of a layer's matrix ends in; the first that fits counts. Chosen by the cosines of
# tokens, each kind rounded alone.
TREATMENTS = {
    "attention.output.dense": Treatment(floats=0, moved=0.0),
    "output.dense": Treatment(floats=32, moved=0.0),
    "intermediate.dense": Treatment(floats=8, moved=0.7),
    "": Treatment(floats=8, moved=0.7),  # query, key, value
}


@dataclass
class Watched:
    """What goes into a matrix: the largest value of each input (k,), and their sum over `number`
    tokens."""

    largest: torch.Tensor
    total: torch.Tensor
    number: int = 0

    def look(self, inputs: torch.Tensor) -> None:
        rows = inputs.detach().flatten(0, -2)
        self.largest = torch.maximum(self.largest, rows.abs().amax(0))
        self.total = self.total + rows.sum(0)
        self.number += len(rows)


def round_matrices(bert: nn.Module, encode: Callable[[str], object], texts: Iterable[str]) -> None:
    """Puts rounded matrices into the layers of `bert`, which `encode` runs. Its numbers are then
    those of the bytes, computed with floats; `becomes_bytes` says which nodes may be bytes then."""
    matrices = {
        name: part
        for name, part in bert.encoder.named_modules()  # type: ignore[union-attr]
        if isinstance(part, nn.Linear)
    }
    watched = _watch(matrices, encode, texts)
    for name, matrix in matrices.items():
        parent, _, own = name.rpartition(".")
        rounded = RoundedLinear(matrix, watched[name], _treatment(name))
        setattr(bert.encoder.get_submodule(parent), own, rounded)  # type: ignore[union-attr]


def becomes_bytes(node: str) -> bool:
    """Returns whether a node of the exported graph, by its name, multiplies a rounded matrix."""
    return node.endswith(f"/{MANY}/MatMul")


class RoundedLinear(nn.Module):
    """A matrix (n, k) with its bias: most inputs times weights that a byte holds exactly, and a few
    times floats."""

    def __init__(self, matrix: nn.Linear, watched: Watched, treatment: Treatment) -> None:
        super().__init__()
        weights, inputs = matrix.weight.detach(), matrix.in_features
        few = watched.largest.topk(min(treatment.floats, inputs // INPUTS_A_FLOAT)).indices
        factor = _factor(weights, watched.largest, treatment.moved)
        moved = weights / factor
        moved[:, few] = 0
        factor[few] = 0  # their inputs must not make the others' steps coarse
        step = moved.abs().amax(1, keepdim=True).clamp_min(SMALLEST) / LARGEST
        rounded = torch.round(moved / step) * step
        missed = (moved - rounded) @ (factor * watched.total / watched.number)

        many = nn.Linear(inputs, matrix.out_features)
        many.weight.data, many.bias.data = rounded, matrix.bias.detach() + missed
        self.add_module(MANY, many)
        self.is_scaled = treatment.moved > 0 or len(few) > 0
        self.factor = nn.Buffer(factor)
        self.few = nn.Buffer(few)
        self.weights_of_few = nn.Buffer(weights[:, few].T.contiguous())

    def forward(self, inputs: torch.Tensor) -> Any:
        many = self.get_submodule(MANY)(inputs * self.factor if self.is_scaled else inputs)
        return many + inputs[..., self.few] @ self.weights_of_few if len(self.few) else many


def _treatment(name: str) -> Treatment:
    return next(how for end, how in TREATMENTS.items() if name.endswith(end))


def _factor(weights: torch.Tensor, largest: torch.Tensor, moved: float) -> torch.Tensor:
    """Returns what each input (k,) is multiplied with, and its weights are divided by."""
    if not moved:
        return torch.ones_like(largest)
    of_weights = weights.abs().amax(0).clamp_min(SMALLEST)
    return of_weights ** (1 - moved) / largest.clamp_min(SMALLEST) ** moved


def _watch(
    matrices: dict[str, nn.Linear], encode: Callable[[str], object], texts: Iterable[str]
) -> dict[str, Watched]:
    watched = {
        name: Watched(torch.zeros(matrix.in_features), torch.zeros(matrix.in_features))
        for name, matrix in matrices.items()
    }
    hooks = [
        matrix.register_forward_pre_hook(lambda _, inputs, name=name: watched[name].look(*inputs))
        for name, matrix in matrices.items()
    ]
    for text in texts:
        encode(text)
    for hook in hooks:
        hook.remove()
    return watched
