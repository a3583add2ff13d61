"""einbettung.model.engines: both ways to run the bundled model give the same numbers."""

from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from einbettung.exceptions import ModelUnavailable
from einbettung.model.encoder import Encoder, path_of
from einbettung.model.engines import Kind, OnnxEngine, SentenceTransformersEngine, engine_for
from einbettung.model.onnx_export import (
    AGREES,
    BYTES_FILE,
    EXPECTED_FILE,
    FLOATS_FILE,
    ONNX_FILES,
    ONNX_FOLDER,
    WEIGHTS_SUFFIX,
    export,
)
from einbettung.model.tokenizing import (
    LIBRARY_FILE,
    LibraryTokenizer,
    SentencePieceTokenizer,
    Tokenizer,
    open_tokenizer,
)
from tests.small_models import build_small_model

SHORT = [
    "Wer hat schon eine digitale Kita-Anmeldung eingeführt?",
    "ﬁnden Sie ½ Café 🙂",
    "\u200b Bürger\x00büro\n\nzwei",
    "",
]
TEXTS = [*SHORT, "Wort " * 700]  # the last is longer than the input takes
SAME_TOKEN = 0.99  # a token's cosine moves more than that of the mean


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(path_of(""))


@pytest.fixture(scope="module")
def reference(folder: Path) -> SentenceTransformersEngine:
    return SentenceTransformersEngine(str(folder))


@pytest.fixture(scope="module", params=ONNX_FILES, ids=lambda file: file.stem)
def engine(folder: Path, request: pytest.FixtureRequest) -> OnnxEngine:
    return OnnxEngine(folder, request.param)


@pytest.mark.parametrize(("kind", "texts"), [("query", SHORT), ("document", TEXTS)])
def test_onnxruntime_computes_what_sentence_transformers_does(
    engine: OnnxEngine, reference: SentenceTransformersEngine, kind: Kind, texts: list[str]
) -> None:
    for found, expected in zip(engine.run(kind, texts), reference.run(kind, texts), strict=True):
        assert found.spans == expected.spans
        assert found.vector @ expected.vector >= AGREES
        lengths = np.linalg.norm(found.tokens, axis=1) * np.linalg.norm(expected.tokens, axis=1)
        assert ((found.tokens * expected.tokens).sum(1) / lengths).min() >= SAME_TOKEN


def test_tokens_are_counted_alike_even_beyond_the_input(
    engine: OnnxEngine, reference: SentenceTransformersEngine
) -> None:
    counted = engine.count_tokens(TEXTS)
    assert counted == reference.count_tokens(TEXTS)
    assert max(counted) > 512


def test_a_text_is_encoded_the_same_whoever_stands_beside_it(folder: Path) -> None:
    encoder = Encoder(str(folder), "x")
    alone = encoder.encode_documents(SHORT[:1])[0]
    among = encoder.encode_documents(SHORT)[0]
    assert np.array_equal(alone.vector, among.vector)


def test_a_model_without_the_file_is_run_by_sentence_transformers(tmp_path: Path) -> None:
    small = build_small_model(tmp_path, 32)
    assert isinstance(engine_for(str(small)), SentenceTransformersEngine)


def test_a_machine_that_computes_otherwise_is_left_to_sentence_transformers(
    tmp_path: Path,
) -> None:
    small = build_small_model(tmp_path, 32)
    assert export(small)
    assert isinstance(engine_for(str(small)), OnnxEngine)
    np.save(small / EXPECTED_FILE, -np.load(small / EXPECTED_FILE))
    assert isinstance(engine_for(str(small)), SentenceTransformersEngine)


def test_a_machine_that_multiplies_bytes_inexactly_takes_floats(tmp_path: Path) -> None:
    small, other = (build_small_model(tmp_path / str(seed), 32, seed) for seed in (0, 1))
    assert export(small)
    assert export(other)
    engine = engine_for(str(small))
    assert isinstance(engine, OnnxEngine)
    assert engine.file == BYTES_FILE
    for file in (BYTES_FILE, BYTES_FILE.with_suffix(WEIGHTS_SUFFIX)):
        (small / file).write_bytes((other / file).read_bytes())
    engine = engine_for(str(small))
    assert isinstance(engine, OnnxEngine)
    assert engine.file == FLOATS_FILE


def test_a_broken_file_is_a_clear_error(folder: Path, tmp_path: Path) -> None:
    for file in folder.glob("*.json"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / ONNX_FOLDER).mkdir()
    (tmp_path / BYTES_FILE).write_bytes(b"nichts")
    with pytest.raises(ModelUnavailable, match=r"bytes\.onnx"):
        engine_for(str(tmp_path))


@pytest.fixture(scope="module")
def ours(folder: Path) -> Tokenizer:
    return open_tokenizer(folder, folder / ONNX_FOLDER)


@pytest.fixture(scope="module")
def library(folder: Path) -> Tokenizer:
    return LibraryTokenizer(folder / LIBRARY_FILE)


def test_sentencepiece_cuts_articles_as_the_library_does(
    ours: Tokenizer, library: Tokenizer
) -> None:
    assert isinstance(ours, SentencePieceTokenizer)
    for file in sorted((settings.BASE_DIR / "fixtures" / "projekte").glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        assert ours.cut(text) == library.cut(text), file.name


@pytest.mark.parametrize(
    "text",
    ["", " ", "  zwei  Leer ", "\u00ad Soft\u00adhyphen", "12.500 € ½ ① ﬁnden", "😀 да 日本"],
)
def test_sentencepiece_cuts_odd_texts_as_the_library_does(
    ours: Tokenizer, library: Tokenizer, text: str
) -> None:
    assert ours.cut(text) == library.cut(text)


def test_no_text_can_say_a_special_piece(engine: OnnxEngine) -> None:
    """The library takes "<mask>" in a question for its own."""
    assert engine.count_tokens(["<mask>"])[0] > 1
