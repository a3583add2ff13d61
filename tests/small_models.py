"""Real sentence-transformers models, built in a second: random weights, a vocabulary of letters.

They know nothing of German, but the same letters give the same tokens, so that words shared by
question and passage bring the two together.
"""

from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß0123456789-.,?!"


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
