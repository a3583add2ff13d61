"""What runs a model: text -> numbers, by onnxruntime or by sentence-transformers.

The bundled model lies there as ONNX files, too (`onnx_export`), of which onnxruntime runs the first
that computes the same on this machine, in a fifth of the time and without torch in the process
(docs/leistung.md). Every other model is run by sentence-transformers, which is also what the ONNX
files were checked against.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np

from einbettung.exceptions import ModelUnavailable
from wiki.exceptions import first_line

from . import bundled
from .onnx_export import (
    BYTES_FILE,
    ONNX_FILES,
    ONNX_FOLDER,
    SAMPLES,
    agrees,
    ids_between,
    longest_input,
    read_expected,
    read_prompts,
)
from .tokenizing import open_tokenizer

TOKENS_PER_BATCH = 2_048  # 16 passages of the usual length, 4 of the longest
TEXTS_PER_BATCH = 16  # of the library by itself

Kind = Literal["query", "document"]


@dataclass(frozen=True)
class Output:
    """A text behind its prompt, as a model leaves it: `vector` (d,) of unit length, `tokens` (n, d)
    and `spans`, where each token stands in prompt and text (characters, end exclusive), all
    without special tokens. No spans when the model cannot tell."""

    vector: np.ndarray
    tokens: np.ndarray
    spans: tuple[tuple[int, int], ...]


class Engine(Protocol):
    """A loaded model."""

    prompts: Mapping[str, str]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Returns how many tokens each text has, without special tokens, however long it is."""

    def run(self, kind: Kind, texts: Sequence[str]) -> list[Output]:
        """Runs the texts behind the prompt of their kind; cut where the model's input ends."""


def engine_for(name: str) -> Engine:
    """Loads the model; ModelUnavailable where it is missing or broken."""
    if Path(name).is_absolute() and not Path(name).is_dir():
        raise ModelUnavailable(f"Den Ordner {name} gibt es nicht.")
    for file in ONNX_FILES:
        if (Path(name) / file).is_file():
            engine = OnnxEngine(Path(name), file)
            if engine.is_right():
                return engine
    return SentenceTransformersEngine(name)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yields batches of texts, each as the places of its texts in `lengths` (tokens). Texts of like
    length go together, so many that the batch has at most TOKENS_PER_BATCH tokens when all are
    padded to the longest."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if batch and (len(batch) + 1) * lengths[place] > TOKENS_PER_BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


class OnnxEngine:
    """The exported model, one text after the other: nothing is padded, so that a text's vectors do
    not depend on its neighbours, and two cores are kept busy by one text."""

    def __init__(self, folder: Path, file: Path = BYTES_FILE) -> None:
        """`file`: which of ONNX_FILES."""
        self.prompts = read_prompts(folder)
        self.file = file
        self._folder = folder
        self._session = _session(folder / file)
        self._tokenizer = open_tokenizer(folder, folder / ONNX_FOLDER)
        self._room = longest_input(folder) - 2  # begin and end

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(self._tokenizer.cut(text).ids) for text in texts]

    def run(self, kind: Kind, texts: Sequence[str]) -> list[Output]:
        return [self._run(self.prompts.get(kind, "") + text) for text in texts]

    def is_right(self) -> bool:
        """Whether this machine computes what sentence-transformers did where the file was made: the
        folder may come from another one. Looked at with every load, 0.1 s."""
        expected = read_expected(self._folder)
        return expected is None or agrees(
            np.stack([self._run(text).vector for text in SAMPLES]), expected, self.file.stem
        )

    def _run(self, text: str) -> Output:
        cut = self._tokenizer.cut(text)
        ids = ids_between(self._tokenizer, cut.ids[: self._room])
        vector, tokens = self._session.run(["vector", "tokens"], {"ids": ids})
        return Output(vector[0], tokens[0, 1:-1], tuple(cut.spans[: self._room]))


class SentenceTransformersEngine:
    """Any model of sentence-transformers, on the CPU."""

    def __init__(self, name: str) -> None:
        self._model = load_by_torch(name)
        self.prompts: Mapping[str, str] = self._model.prompts
        # The tokenizer keeps state while it works: one text at a time.
        self._lock = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            # verbose: counting longer texts than the model takes is what this is for
            rows = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(row) for row in rows["input_ids"]]

    def run(self, kind: Kind, texts: Sequence[str]) -> list[Output]:
        # Like lengths together: padding short passages to a long one doubled the time and more.
        found: dict[int, Output] = {}
        for batch in batches(self.count_tokens(texts)):
            outputs = self._run_batch(kind, [texts[i] for i in batch])
            found.update(zip(batch, outputs, strict=True))
        return [found[i] for i in range(len(texts))]

    def run_plainly(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes passages as the library does by itself: vectors (n, d). Only to compare with."""
        with self._lock:
            vectors: np.ndarray = self._model.encode_document(
                list(texts), batch_size=TEXTS_PER_BATCH, show_progress_bar=False
            )
        return vectors

    def _run_batch(self, kind: Kind, texts: list[str]) -> list[Output]:
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        with self._lock:
            outputs = encode(texts, output_value=None, show_progress_bar=False)
            spans = [self._spans(self.prompts.get(kind, "") + text) for text in texts]
        return [_output(*pair) for pair in zip(outputs, spans, strict=True)]

    def _spans(self, text: str) -> tuple[tuple[int, int], ...]:
        if not getattr(self._model.tokenizer, "is_fast", False):
            return ()
        found = self._model.tokenizer(
            text, return_offsets_mapping=True, add_special_tokens=False, verbose=False
        )
        return tuple(found["offset_mapping"])


def _output(output: dict[str, Any], spans: tuple[tuple[int, int], ...]) -> Output:
    vector = output["sentence_embedding"].float().numpy()
    tokens = output["token_embeddings"].float()[output["attention_mask"].bool()].numpy()[1:-1]
    return Output(vector / max(float(np.linalg.norm(vector)), 1e-12), tokens, spans[: len(tokens)])


def threads() -> int:
    """Returns how many threads OMP_NUM_THREADS allows: its first number, if it is a list of
    several. 0 stands for as many as there are cores, also where the variable says nothing."""
    first = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    return int(first) if first.isdecimal() else 0


def _session(file: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads()
    # A thread that waits lets others have its core.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library has classes of its own for each kind of fault
        raise ModelUnavailable(f"{file}: {first_line(error)[:300]}") from error


def load_by_torch(name: str) -> Any:
    """Returns the model as sentence-transformers loads it; ModelUnavailable where it cannot."""
    try:
        # Imported here: it takes seconds, and most commands need no model.
        from sentence_transformers import SentenceTransformer

        bundled.silence_transformers()
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # the library raises OSError, ValueError, KeyError, RuntimeError ...
        raise ModelUnavailable(f"{name}: {first_line(error)[:300]}") from error
