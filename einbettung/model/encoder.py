"""Text -> vector, with any sentence-transformers model."""

import hashlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings

from einbettung.exceptions import ModelUnavailable

from . import bundled

TEXTS_PER_BATCH = 16
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
    """A sentence-transformers model; prompts and dimension come from its own configuration."""

    def __init__(self, name: str, signature: str) -> None:
        self.signature = signature
        self._model = _load(name)
        # The tokenizer keeps state while it works: one question at a time.
        self._lock = threading.Lock()
        prompts = self._model.prompts
        self._before = {
            name: 1 + self.count_tokens([prompts.get(name, "").strip()])[0]
            for name in ("query", "document")
        }

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            tokenizer = self._model.tokenizer
            # verbose: counting longer texts than the model takes is what this is for
            ids = tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]
        return [len(row) for row in ids]

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        # Like lengths together: padding short passages to a long one doubled the time and more.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        encoded: dict[int, Encoded] = {}
        for start in range(0, len(texts), TEXTS_PER_BATCH):
            batch = order[start : start + TEXTS_PER_BATCH]
            rows = self._encode(self._model.encode_document, "document", [texts[i] for i in batch])
            encoded.update(zip(batch, rows, strict=True))
        return [self._with_spans(encoded[i], "document", text) for i, text in enumerate(texts)]

    def encode_plainly(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes as the library does by itself: vectors (n, d), no tokens. Only to compare times
        with."""
        with self._lock:
            vectors: np.ndarray = self._model.encode_document(
                list(texts), batch_size=TEXTS_PER_BATCH, show_progress_bar=False
            )
        return vectors

    def encode_query(self, text: str) -> Encoded:
        encoded = self._encode(self._model.encode_query, "query", [text])[0]
        return self._with_spans(encoded, "query", text)

    def _with_spans(self, encoded: Encoded, kind: str, text: str) -> Encoded:
        spans = self._spans(kind, text)[: len(encoded.tokens)]
        return replace(encoded, spans=spans if len(spans) == len(encoded.tokens) else ())

    def _spans(self, kind: str, text: str) -> tuple[tuple[int, int], ...]:
        prompt = self._model.prompts.get(kind, "")
        if not getattr(self._model.tokenizer, "is_fast", False):
            return ()
        with self._lock:
            tokenized = self._model.tokenizer(
                prompt + text, return_offsets_mapping=True, add_special_tokens=False, verbose=False
            )
        first = self._before[kind] - 1
        shift = len(prompt)
        # The first token may begin with the blank that ends the prompt.
        spans = tokenized["offset_mapping"][first:]
        return tuple((max(start - shift, 0), max(end - shift, 0)) for start, end in spans)

    def _encode(
        self, encode: Callable[..., list[dict[str, Any]]], prompt: str, texts: list[str]
    ) -> list[Encoded]:
        with self._lock:
            outputs = encode(texts, output_value=None, show_progress_bar=False)
        return [self._encoded(output, self._before[prompt]) for output in outputs]

    def _encoded(self, output: dict[str, Any], before: int) -> Encoded:
        """`before`: special and prompt tokens in front; one special token ends the text."""
        vector = output["sentence_embedding"].float().numpy()
        mask = output["attention_mask"].bool()
        tokens = output["token_embeddings"].float()[mask].numpy()
        inner = tokens[before:-1] if len(tokens) > before + 1 else tokens
        return Encoded(vector / max(float(np.linalg.norm(vector)), 1e-12), inner)


_loading = threading.Lock()
_loaded: dict[tuple[str, str], Encoder] = {}


def load_encoder(path: str, signature: str) -> Encoder:
    """Returns the model, loaded once per process (5 to 10 s, 0.8 GB); a second caller waits."""
    with _loading:
        key = (path, signature)
        if key not in _loaded:
            _loaded[key] = Encoder(path, signature)
        return _loaded[key]


def is_loaded(path: str, signature: str) -> bool:
    """Whether `load_encoder` would answer at once."""
    return (path, signature) in _loaded


def unload_encoders_except(signatures: Collection[str]) -> None:
    """Gives back the memory of all models but these."""
    with _loading:
        for key in [key for key in _loaded if key[1] not in signatures]:
            del _loaded[key]


def path_of(source: str) -> str:
    """Returns the name or folder that sentence-transformers is to load; an empty `source` is the
    bundled model."""
    return source or str(bundled.ensure_bundled_model(settings.VAR_DIR / "modelle"))


def signature_of(source: str) -> str:
    """Name and fingerprint of a model; stored with every vector.

    Nothing is loaded: weights are told apart by their size and a sample of them.
    """
    return _signature(Path(path_of(source)))


def configured_source() -> str:
    """Returns what EINBETTUNG_MODELL names; a folder as an absolute path."""
    return full_source(str(settings.EINBETTUNG_MODELL))


def full_source(source: str) -> str:
    """Writes a folder as an absolute path, so that it means the same in every process."""
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


def _load(name: str) -> Any:
    if Path(name).is_absolute() and not Path(name).is_dir():
        raise ModelUnavailable(f"Den Ordner {name} gibt es nicht.")
    # Imported here: it takes seconds, and most commands need no model.
    from sentence_transformers import SentenceTransformer

    bundled.silence_transformers()
    try:
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # the library raises OSError, ValueError, KeyError, RuntimeError ...
        raise ModelUnavailable(f"{name}: {str(error).splitlines()[0][:300]}") from error
