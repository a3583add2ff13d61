"""The bundled model as an ONNX file, which onnxruntime runs: written once, beside the weights.

The graph takes the token ids of one text and gives its token vectors and their mean of unit length.
The matrices stay 32-bit floats. Only the vectors of the vocabulary, four fifths of the file, become
signed bytes with a scale each: rounding them changes a cosine by less than 0.0002. The weights lie
in a file that is mapped into memory. 8-bit matrices took another half of the time, and changed the
first hit of every sixth question among like paragraphs (docs/leistung.md).
"""

import json
import logging
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .tokenizing import Tokenizer, open_tokenizer, write_pieces

logger = logging.getLogger(__name__)

ONNX_FILE = Path("onnx") / "encoder.onnx"
WEIGHTS_FILE = "encoder.gewichte"  # beside it: only what is used is read, and processes share it
EXPECTED_FILE = Path("onnx") / "erwartet.npy"  # what sentence-transformers computes on the samples
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
    """Writes the ONNX file into the model's folder, which sentence-transformers has written.

    Returns whether it computes here what sentence-transformers does. If not, there is no file, the
    log says so, and the model is run by sentence-transformers.
    """
    from sentence_transformers import SentenceTransformer

    target = folder / ONNX_FILE.parent
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    model = SentenceTransformer(str(folder), device="cpu")
    expected = model.encode(list(SAMPLES), prompt="")
    _write(model[0].auto_model, unfinished / ONNX_FILE.name)
    write_pieces(folder, unfinished)
    right = agrees(_vectors(unfinished / ONNX_FILE.name, folder), expected)
    if not right:
        (unfinished / ONNX_FILE.name).unlink()
    np.save(unfinished / EXPECTED_FILE.name, expected)
    shutil.rmtree(target, ignore_errors=True)  # what an older version has exported
    unfinished.rename(target)
    return right


def agrees(found: np.ndarray, expected: np.ndarray) -> bool:
    """Whether vectors of the samples (n, d) are those of sentence-transformers, within AGREES."""
    least = float((found * expected).sum(axis=1).min())
    if least >= AGREES:  # a processor whose arithmetic fails gives nan
        return True
    logger.warning("onnxruntime rechnet hier anders als torch (%.4f): es rechnet torch.", least)
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


def _write(bert: Any, file: Path) -> None:
    import torch

    bert.config._attn_implementation = "eager"  # the only one that the exporter can follow
    bert.embeddings.word_embeddings = _rounded(bert.embeddings.word_embeddings.weight.detach())
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
    _part(file)


def _part(file: Path) -> None:
    """Moves the weights out of the ONNX file into a file of their own, which onnxruntime can map
    into memory instead of reading it."""
    import onnx

    onnx.save_model(
        onnx.load(str(file)), str(file), save_as_external_data=True, location=WEIGHTS_FILE
    )
    (file.parent / WEIGHTS_FILE).chmod(0o644)


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
