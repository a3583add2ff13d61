"""Real sentence-transformers models, built in a second: random weights, a vocabulary of letters.

They know nothing of German, but the same letters give the same tokens, so that words shared by
question and passage bring the two together.
"""

import shutil
from pathlib import Path

from django.conf import settings

from einbettung.model.onnx_export import export
from tests.template import content_hash, only_one_process

MADE_OF = (
    "constraints.txt",
    "tests/small_models.py",
    "einbettung/model/eight_bits.py",
    "einbettung/model/onnx_export.py",
    "einbettung/model/tokenizing.py",
)
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß0123456789-.,?!"


def small_model(dimension: int, seed: int = 0) -> Path:
    """The folder of a small model that is kept in `var/vorlagen`, with its ONNX file as the bundled
    one: no process that runs it has to load torch, which takes seconds."""
    name = f"{dimension}-{seed}-{content_hash(settings.BASE_DIR, MADE_OF)}"
    folder = Path(settings.VAR_DIR) / "vorlagen" / "klein" / name
    with only_one_process(folder.parent):
        if not folder.exists():
            for other in folder.parent.glob(f"{dimension}-{seed}-*/"):
                shutil.rmtree(other)
            unfinished = folder.with_suffix(".neu")
            assert export(build_small_model(unfinished, dimension, seed))
            (unfinished / "modell").rename(folder)
            shutil.rmtree(unfinished)
    return folder


def build_small_model(folder: Path, dimension: int, seed: int = 0) -> Path:
    """A BERT with two layers of `dimension`, saved as a folder; returns it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    parts = folder / "teile"
    parts.mkdir(parents=True)
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = parts / "vocab.txt"
    vocabulary.write_text("\n".join([*marks, *LETTERS, *(f"##{x}" for x in LETTERS)]))
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(marks) + 2 * len(LETTERS),
        hidden_size=dimension,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * dimension,
    )
    BertModel(config).save_pretrained(parts)
    BertTokenizerFast(str(vocabulary), do_lower_case=True, strip_accents=False).save_pretrained(
        parts
    )
    transformer = Transformer(str(parts))
    model = SentenceTransformer(modules=[transformer, Pooling(dimension, "mean"), Normalize()])
    target = folder / "modell"
    model.save(str(target))
    return target
