"""The bundled model as ONNX files, which onnxruntime runs: written once, beside the weights.

The graph takes the token ids of one text and gives its token vectors and their mean of unit length.
There are two: one whose matrices are bytes (`eight_bits`), and one of 32-bit floats for processors
that multiply bytes inexactly. In both, the vectors of the vocabulary, four fifths of the file, are
signed bytes with a scale each: rounding them changes a cosine by less than 0.0002. The weights lie
in a file that is mapped into memory.
"""

import json
import logging
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from einbettung.text.sample import sample_lines

from .tokenizing import Tokenizer, open_tokenizer, write_pieces

logger = logging.getLogger(__name__)

ONNX_FOLDER = Path("onnx")
BYTES_FILE, FLOATS_FILE = ONNX_FOLDER / "bytes.onnx", ONNX_FOLDER / "floats.onnx"
ONNX_FILES = (BYTES_FILE, FLOATS_FILE)  # the faster one first
WEIGHTS_SUFFIX = ".gewichte"  # of a file beside each: only what is used is read, processes share it
EXPECTED_FILE = ONNX_FOLDER / "proben.npy"  # what sentence-transformers computes on the samples
WATCHED_EVERY = 4  # of the lines of the sample one in so many shows what goes into a matrix
OPSET = 17
AGREES = 0.999  # smallest cosine to what sentence-transformers computes on the samples
SAMPLES = (
    "query: Wer hat schon eine digitale Kita-Anmeldung eingeführt?",
    "query: LoRaWAN",
    "query: How do we find out whether a litter bin is full?",
    "passage: Die Verbandsgemeinde misst seit 2021 an 14 Brücken den Wasserstand. Ab einer Schwelle"
    " werden Feuerwehr und Bauhof benachrichtigt, die Werte stehen allen offen.",
    "passage: Kosten: 12.500 € einmalig, 80 % Förderung",
)


def export(folder: Path) -> bool:
    """Writes the ONNX files into the model's folder, which sentence-transformers has written.

    Returns whether one of them computes here what sentence-transformers does. One that does not is
    left out, and the log says so; without any, the model is run by sentence-transformers.
    """
    from sentence_transformers import SentenceTransformer

    target = folder / ONNX_FOLDER
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    model = SentenceTransformer(str(folder), device="cpu")
    expected = model.encode(list(SAMPLES), prompt="")
    write_pieces(folder, unfinished)
    _write_floats(model, unfinished / FLOATS_FILE.name)
    _write_bytes(model, unfinished / BYTES_FILE.name)
    files = [unfinished / file.name for file in ONNX_FILES]
    right = [agrees(_vectors(file, folder), expected, file.stem) for file in files]
    for file, is_right in zip(files, right, strict=True):
        if not is_right:
            file.unlink()
            file.with_suffix(WEIGHTS_SUFFIX).unlink()
    np.save(unfinished / EXPECTED_FILE.name, expected)
    shutil.rmtree(target, ignore_errors=True)  # what an older version has exported
    unfinished.rename(target)
    return any(right)


def agrees(found: np.ndarray, expected: np.ndarray, name: str) -> bool:
    """Whether vectors of the samples (n, d) are those of sentence-transformers, within AGREES."""
    least = float((found * expected).sum(axis=1).min())
    if least >= AGREES:  # a processor whose arithmetic fails gives nan
        return True
    logger.warning("onnxruntime (%s) rechnet hier anders als torch: %.4f", name, least)
    return False


def read_expected(folder: Path) -> np.ndarray | None:
    """Returns what sentence-transformers computed when the file was exported; None where an older
    version did that."""
    file = folder / EXPECTED_FILE
    return np.load(file, allow_pickle=False) if file.is_file() else None


def is_exported(folder: Path) -> bool:
    """Returns whether this version has exported the model, with a file to run or without one."""
    return (folder / EXPECTED_FILE).is_file()


def ids_between(tokenizer: Tokenizer, ids: Sequence[int]) -> np.ndarray:
    """Returns the input of the graph: the ids of a text between those of its begin and end, as (1,
    n)."""
    return np.array([[tokenizer.begin, *ids, tokenizer.end]], dtype=np.int64)


def longest_input(folder: Path) -> int:
    """Returns the longest input in tokens, special ones included."""
    return int(_read_json(folder / "config.json")["max_position_embeddings"])


def read_prompts(folder: Path) -> Mapping[str, str]:
    """Returns what stands before a text of each kind: `query`, `document`."""
    prompts: Mapping[str, str] = _read_json(folder / "config_sentence_transformers.json")["prompts"]
    return prompts


def _read_json(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text())
    return content


def _write_floats(model: Any, file: Path) -> None:
    bert = model[0].auto_model
    bert.config._attn_implementation = "eager"  # the only one that the exporter can follow
    bert.embeddings.word_embeddings = _rounded(bert.embeddings.word_embeddings.weight.detach())
    _write(bert, file)
    _part(file)


def _write_bytes(model: Any, file: Path) -> None:
    """Writes the same graph with matrices of bytes. The model is left with rounded ones."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from .eight_bits import becomes_bytes, round_matrices

    bert = model[0].auto_model
    prompts = cycle(model.prompts.values() or [""])
    watched = [next(prompts) + line for line in sample_lines()[::WATCHED_EVERY]]
    round_matrices(bert, lambda text: model.encode([text], prompt=""), watched)
    rounded = file.with_suffix(".rounded")
    _write(bert, rounded)
    nodes = [node.name for node in onnx.load(str(rounded)).graph.node]
    with _without_advice():
        quantize_dynamic(
            str(rounded),
            str(file),
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=[name for name in nodes if becomes_bytes(name)],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    rounded.unlink()
    _part(file)


@contextmanager
def _without_advice() -> Iterator[None]:
    """The library warns of a preparation that this graph does not need, of no logger of its own."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _write(bert: Any, file: Path) -> None:
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own plans, and traced shapes
        torch.onnx.export(
            _with_mean(bert),
            (torch.tensor([[0, 5, 6, 2]]),),
            str(file),
            input_names=["ids"],
            output_names=["tokens", "vector"],
            dynamic_axes={"ids": {1: "n"}, "tokens": {1: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _part(file: Path) -> None:
    """Moves the weights out of the ONNX file into a file of their own, which onnxruntime can map
    into memory instead of reading it."""
    import onnx

    weights = file.with_suffix(WEIGHTS_SUFFIX)
    onnx.save_model(
        onnx.load(str(file)), str(file), save_as_external_data=True, location=weights.name
    )
    weights.chmod(0o644)


def _rounded(weights: Any) -> Any:
    """Returns a module that looks up the rows of `weights` (v, d), kept as bytes."""
    import torch

    scale = weights.abs().amax(1, keepdim=True).clamp_min(1e-9) / np.iinfo(np.int8).max

    class Rounded(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rows = torch.nn.Buffer(torch.round(weights / scale).to(torch.int8))
            self.scale = torch.nn.Buffer(scale)

        def forward(self, ids: Any) -> Any:
            return self.rows[ids].float() * self.scale[ids]

    return Rounded()


def _with_mean(bert: Any) -> Any:
    """Returns a module from ids (1, n) to token vectors (1, n, d) and their mean (1, d)."""
    import torch

    class WithMean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: Any) -> Any:
            tokens = self.bert(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
            return tokens, torch.nn.functional.normalize(tokens.mean(1))

    return WithMean().eval()


def _vectors(file: Path, folder: Path) -> np.ndarray:
    """The samples' vectors (n, d), by onnxruntime."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    tokenizer = open_tokenizer(folder, file.parent)
    rows = [ids_between(tokenizer, tokenizer.cut(text).ids) for text in SAMPLES]
    return np.concatenate([session.run(["vector"], {"ids": row})[0] for row in rows])
