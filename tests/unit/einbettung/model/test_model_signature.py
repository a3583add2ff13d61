"""einbettung.model.encoder: what tells one model from another, without loading it."""

import os
import re
from pathlib import Path

import pytest
from pytest_django import Settings

from einbettung.exceptions import ModelUnavailable
from einbettung.model import encoder
from einbettung.model.bundled import MODEL_NAME, folder_name
from einbettung.model.encoder import SAMPLE_BYTES, configured_source, path_of
from einbettung.model.engines import engine_for
from einbettung.model.onnx_export import EXPECTED_FILE


def signature(folder: Path) -> str:
    """The signature as a process that starts now would compute it."""
    encoder._signature.cache_clear()
    return encoder._signature(folder)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    (folder / "model.safetensors").write_bytes(bytes(4 * SAMPLE_BYTES))
    return folder


def test_a_signature_is_name_and_fingerprint(model: Path) -> None:
    assert re.fullmatch(r"modell@[0-9a-f]{12}", signature(model))


def test_the_same_files_have_the_same_signature_whatever_their_age(model: Path) -> None:
    before = signature(model)
    os.utime(model / "model.safetensors", (0, 0))
    (model / "README.md").write_text("no part of the model")
    assert signature(model) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("modules.json", b"{}"),
        ("prompts.json", b""),
        ("model.safetensors", bytes(4 * SAMPLE_BYTES + 1)),
        ("model.safetensors", b"x" + bytes(4 * SAMPLE_BYTES - 1)),
        ("model.safetensors", bytes(2 * SAMPLE_BYTES) + b"x" + bytes(2 * SAMPLE_BYTES - 1)),
    ],
)
def test_another_file_size_or_content_is_another_model(
    model: Path, name: str, content: bytes
) -> None:
    before = signature(model)
    (model / name).write_bytes(content)
    assert signature(model) != before


def test_a_model_of_the_hub_is_known_by_its_name() -> None:
    assert signature(Path("intfloat/multilingual-e5-small")) == "intfloat/multilingual-e5-small@hub"


def test_the_configured_model_comes_before_the_bundled_one(settings: Settings) -> None:
    settings.EINBETTUNG_MODELL = "/srv/modell"
    assert configured_source() == "/srv/modell"


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="gibt es nicht"):
        engine_for(str(tmp_path / "nirgends"))


@pytest.mark.parametrize(("source", "folder"), [("", folder_name()), (MODEL_NAME, MODEL_NAME)])
def test_the_bundled_models_name_is_what_it_was_before_it_was_taught(
    source: str, folder: str, tmp_path: Path, settings: Settings
) -> None:
    settings.VAR_DIR = tmp_path
    converted = tmp_path / "modelle" / folder
    (converted / EXPECTED_FILE).parent.mkdir(parents=True)
    (converted / EXPECTED_FILE).touch()
    assert path_of(source) == str(converted)
