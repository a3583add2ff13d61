"""Matrices of bytes: what is kept of the floats."""

import pytest
import torch
from torch import nn

from einbettung.model.eight_bits import (
    LARGEST,
    MANY,
    RoundedLinear,
    Treatment,
    Watched,
    becomes_bytes,
)

INPUTS, LARGE = 64, 5  # the number of one input that is far larger than the others


@pytest.fixture
def matrix() -> nn.Linear:
    torch.manual_seed(1)
    return nn.Linear(INPUTS, 16)


@pytest.fixture
def tokens() -> torch.Tensor:
    values = torch.rand(200, INPUTS)
    values[:, LARGE] *= 100
    return values


def rounded(matrix: nn.Linear, tokens: torch.Tensor, floats: int, moved: float) -> RoundedLinear:
    watched = Watched(torch.zeros(INPUTS), torch.zeros(INPUTS))
    watched.look(tokens)
    return RoundedLinear(matrix, watched, Treatment(floats, moved))


@pytest.mark.parametrize(("floats", "moved"), [(0, 0.0), (4, 0.0), (4, 0.7)])
@torch.no_grad()
def test_on_average_nothing_is_missed(
    matrix: nn.Linear, tokens: torch.Tensor, floats: int, moved: float
) -> None:
    found = rounded(matrix, tokens, floats, moved)(tokens)
    assert torch.allclose(found.mean(0), matrix(tokens).mean(0), atol=1e-4)
    assert torch.allclose(found, matrix(tokens), atol=0.2)


@torch.no_grad()
def test_weights_are_what_a_byte_holds(matrix: nn.Linear, tokens: torch.Tensor) -> None:
    weights = rounded(matrix, tokens, 4, 0.7).get_submodule(MANY).weight
    assert isinstance(weights, torch.Tensor)
    steps = weights / weights.abs().amax(1, keepdim=True) * LARGEST
    assert torch.allclose(steps, steps.round(), atol=1e-3)


@torch.no_grad()
def test_the_large_input_makes_no_steps_coarse(matrix: nn.Linear, tokens: torch.Tensor) -> None:
    """It is multiplied as a float, and is nothing among the bytes."""
    found = rounded(matrix, tokens, 1, 0.7)
    assert found.few.tolist() == [LARGE]
    assert (tokens * found.factor)[:, LARGE].max() == 0
    only = torch.zeros(1, INPUTS)
    only[0, LARGE] = 80.0
    assert torch.allclose(
        found(only) - found(torch.zeros(1, INPUTS)), 80 * matrix.weight[:, LARGE], atol=1e-3
    )


def test_only_products_of_rounded_weights_become_bytes() -> None:
    assert becomes_bytes("/bert/encoder/layer.0/output/dense/many/MatMul")
    assert not becomes_bytes("/bert/encoder/layer.0/output/dense/MatMul")
