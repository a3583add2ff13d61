"""einbettung.model.training.adapter: the difference of two models as a small file."""

from pathlib import Path

import numpy as np
import pytest

from einbettung.exceptions import AdapterInvalid
from einbettung.model.training.adapter import (
    Adapter,
    difference,
    joined,
    read_adapter,
    write_adapter,
)

RNG = np.random.default_rng(5)
BEFORE = {"a.weight": RNG.normal(size=(12, 8)).astype(np.float32)}
CHANGE = np.outer(RNG.normal(size=12), RNG.normal(size=8)).astype(np.float32) / 10
ONLY_A_LIST = len(b"[]").to_bytes(8, "little") + b"[]"
AFTER = {"a.weight": BEFORE["a.weight"] + CHANGE}


def test_a_change_of_low_rank_is_kept_whole() -> None:
    found = difference("e5", BEFORE, AFTER, rank=1).added_to(BEFORE, "e5")
    assert np.allclose(found["a.weight"], AFTER["a.weight"], atol=2e-3)


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    adapter = difference("e5", BEFORE, AFTER, rank=2)
    write_adapter(adapter, tmp_path / "a.safetensors")
    found = read_adapter(tmp_path / "a.safetensors")
    assert found.base == "e5"
    assert np.array_equal(found.factors["a.weight"][0], adapter.factors["a.weight"][0])


def test_two_adapters_joined_add_what_both_add() -> None:
    further = {"a.weight": AFTER["a.weight"] - 2 * CHANGE[::-1], "b.weight": np.ones((2, 2))}
    first = difference("e5", BEFORE, AFTER, rank=1)
    second = difference("e5", {**AFTER, "b.weight": np.zeros((2, 2))}, further, rank=1)
    found = joined(first, second).added_to({**BEFORE, "b.weight": np.zeros((2, 2))}, "e5")
    assert np.allclose(found["a.weight"], further["a.weight"], atol=4e-3)
    assert np.allclose(found["b.weight"], 1, atol=1e-3)


def test_adapters_of_different_models_are_not_joined() -> None:
    with pytest.raises(AdapterInvalid, match="gehört zu bge, gebraucht wird eine für e5"):
        joined(difference("e5", BEFORE, AFTER), difference("bge", BEFORE, AFTER))


def test_an_adapter_of_another_model_is_refused() -> None:
    with pytest.raises(AdapterInvalid, match="gehört zu e5, gebraucht wird eine für bge"):
        difference("e5", BEFORE, AFTER).added_to(BEFORE, "bge")


def test_weights_of_another_form_are_refused() -> None:
    with pytest.raises(AdapterInvalid, match="der Form"):
        difference("e5", BEFORE, AFTER).added_to({"a.weight": np.zeros((3, 3))}, "e5")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 kein Adapter", b"\xff" * 64, bytes(1000), ONLY_A_LIST]
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kaputt.safetensors"
    path.write_bytes(content)
    with pytest.raises(AdapterInvalid, match=r"kaputt\.safetensors"):
        read_adapter(path)


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    write_adapter(difference("e5", BEFORE, AFTER), path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(AdapterInvalid):
        read_adapter(path)


@pytest.mark.parametrize("shapes", [((4, 3), (2, 4)), ((4,), (4,)), ((4, 1, 1), (1, 4))])
def test_factors_that_cannot_be_multiplied_are_refused(
    tmp_path: Path, shapes: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    up, down = (np.zeros(shape, np.float16) for shape in shapes)
    write_adapter(Adapter("e5", {"a": (up, down)}), tmp_path / "a.safetensors")
    with pytest.raises(AdapterInvalid, match="Teile von a passen nicht zueinander"):
        read_adapter(tmp_path / "a.safetensors")


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    factor = np.full((2, 2), np.nan, np.float16)
    write_adapter(Adapter("e5", {"a": (factor, factor)}), path)
    with pytest.raises(AdapterInvalid, match="keine Zahlen"):
        read_adapter(path)
