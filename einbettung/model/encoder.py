"""Text -> vector, with any sentence-transformers model."""

import hashlib
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings

from . import bundled
from .engines import Kind, Output, engine_for

KINDS: tuple[Kind, ...] = ("query", "document")
QUESTIONS_KEPT = 128  # of at most so many characters: 10 MB
KEPT_LENGTH = 200
SAMPLE_BYTES = 1 << 16


@dataclass(frozen=True)
class Encoded:
    """A text as the model sees it: `vector` (d,) of unit length for the whole, `tokens` (n, d) one
    per token of the text itself (prompt and special tokens left out), float32. `spans`: where each
    token stands in the text (characters, end exclusive); none when the model cannot tell."""

    vector: np.ndarray
    tokens: np.ndarray
    spans: tuple[tuple[int, int], ...] = ()


class TextEncoder(Protocol):
    """What the rest of the code needs of a model; tests bring a small one."""

    signature: str

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Returns how many tokens each text has, without the model's special tokens."""

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        """Encodes passages, in the order given."""

    def encode_query(self, text: str) -> Encoded:
        """Encodes a question."""


class Encoder:
    """A loaded model; prompts and dimension come from its own configuration."""

    def __init__(self, name: str, signature: str) -> None:
        self.signature = signature
        self._engine = engine_for(name)
        prompts = self._engine.prompts
        self._before: dict[Kind, int] = {
            kind: self.count_tokens([prompts.get(kind, "").strip()])[0] for kind in KINDS
        }
        self._kept = lru_cache(QUESTIONS_KEPT)(self.encode_anew)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._engine.count_tokens(texts)

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        outputs = self._engine.run("document", texts)
        return [self._encoded(output, "document") for output in outputs]

    def encode_query(self, text: str) -> Encoded:
        """Encodes a question. The last short ones are kept in this process's memory, for whoever
        filters, sorts or turns the page next."""
        return self._kept(text) if len(text) <= KEPT_LENGTH else self.encode_anew(text)

    def encode_anew(self, text: str) -> Encoded:
        """Encodes a question as for somebody who is the first to ask it; for measuring."""
        return self._encoded(self._engine.run("query", [text])[0], "query")

    def _encoded(self, output: Output, kind: Kind) -> Encoded:
        """Returns the text as the model sees it, without the tokens of the prompt. A text of which
        nothing is left then keeps them."""
        before = self._before[kind] if len(output.tokens) > self._before[kind] else 0
        tokens = output.tokens[before:]
        # The first token may begin with the blank that ends the prompt.
        shift = len(self._engine.prompts.get(kind, ""))
        spans = tuple((max(a - shift, 0), max(b - shift, 0)) for a, b in output.spans[before:])
        # One answer may serve several questions at once.
        output.vector.setflags(write=False)
        tokens.setflags(write=False)
        return Encoded(output.vector, tokens, spans if len(spans) == len(tokens) else ())


_loading = threading.Lock()
_loaded: dict[tuple[str, str], Encoder] = {}


def load_encoder(path: str, signature: str) -> Encoder:
    """Returns the model, loaded once per process (1 s and 0.5 GB; with
    sentence-transformers 5 to 10 s and 0.8 GB); a second caller waits."""
    with _loading:
        key = (path, signature)
        if key not in _loaded:
            _loaded[key] = Encoder(path, signature)
        return _loaded[key]


def is_loaded(path: str, signature: str) -> bool:
    """Whether `load_encoder` would answer at once."""
    return (path, signature) in _loaded


def any_is_loaded() -> bool:
    """Whether this process holds the memory of a model."""
    return bool(_loaded)


def unload_encoders_except(signatures: Collection[str]) -> None:
    """Gives back the memory of all models but these."""
    with _loading:
        for key in [key for key in _loaded if key[1] not in signatures]:
            del _loaded[key]


def path_of(source: str) -> str:
    """Returns the name or folder that sentence-transformers is to load. An empty `source` is the
    bundled model; the bundled one's name means what it was before it was taught."""
    if source in ("", bundled.MODEL_NAME):
        models = settings.VAR_DIR / "modelle"
        return str(bundled.ensure_bundled_model(models, taught=not source))
    return source


def signature_of(source: str) -> str:
    """Name and fingerprint of a model; stored with every vector.

    Nothing is loaded: weights are told apart by their size and a sample of them.
    """
    return _signature(Path(path_of(source)))


def configured_source() -> str:
    """Returns what EINBETTUNG_MODELL names; a folder as an absolute path."""
    return full_source(str(settings.EINBETTUNG_MODELL))


def full_source(source: str) -> str:
    """Returns the name of a model as it is, and a folder as an absolute path, which means the same
    in every process."""
    return str(Path(source).resolve()) if source and Path(source).is_dir() else source


def configured_signature() -> str:
    """Returns the signature of the model that EINBETTUNG_MODELL names, whether it answers or
    not."""
    return signature_of(configured_source())


@lru_cache(maxsize=8)
def _signature(path: Path) -> str:
    if not path.is_dir():
        return f"{path}@hub"
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix in {".json", ".safetensors", ".bin"}:
            digest.update(str(file.relative_to(path)).encode() + b"\0")
            digest.update(str(file.stat().st_size).encode() + b"\0" + _sample(file))
    return f"{path.name}@{digest.hexdigest()[:12]}"


def _sample(file: Path) -> bytes:
    """Returns the start of a file and a piece of its middle."""
    with file.open("rb") as handle:
        start = handle.read(SAMPLE_BYTES)
        handle.seek(file.stat().st_size // 2)
        return start + handle.read(SAMPLE_BYTES)
