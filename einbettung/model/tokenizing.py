"""Text -> the pieces that a model reads, each with its place in the text.

A Unigram vocabulary is read by sentencepiece, which cuts what `tokenizers` cuts in a fifth of the
memory (docs/leistung.md); other vocabularies by `tokenizers` itself. Both are loaded without torch.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

PIECES_FILE = "stuecke.model"  # for sentencepiece, among what was exported
LIBRARY_FILE = "tokenizer.json"  # as `tokenizers` keeps it, among what the library has saved
BEGIN, PAD, END, UNKNOWN = range(4)  # ids of special tokens in the vocabularies that are read so
BLANK = "▁"
# Of the vocabulary's normalisation, here and in the library's file (`bundled`): these go, those
# become a blank, and of several blanks one is left.
CONTROL = r"[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
BLANKS = r"[\t\n\u000c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
SEVERAL = " {2,}"

Span = tuple[int, int]


@dataclass(frozen=True)
class Cut:
    """The pieces of a text without special ones: their `ids`, and where they stand in the text
    (characters, end exclusive)."""

    ids: list[int]
    spans: list[Span]


class Tokenizer(Protocol):
    """`begin` and `end`: ids of the pieces around each text."""

    begin: int
    end: int

    def cut(self, text: str) -> Cut:
        """Cuts a text of any length."""


class SentencePieceTokenizer:
    """Reads PIECES_FILE."""

    begin, end = BEGIN, END

    def __init__(self, file: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(file))

    def cut(self, text: str) -> Cut:
        plain = normalise(text)
        # A blank stands before each text: one that is there already is not doubled.
        first = 1 if plain.startswith(" ") else 0
        if plain == " ":
            return Cut([self._processor.piece_to_id(BLANK)], [(0, len(text))])
        found = self._processor.encode(plain[first:], return_type="offset_mapping")
        spans = [(start + first, end + first) for start, end in found["offsets"]]
        # The first piece has the blank before the text; alone, it goes with the first letter.
        spans[:1] = [(0, max(end, 1)) for _, end in spans[:1]]
        return Cut(found["ids"], spans if plain == text else _in_text(spans, text, plain))


class LibraryTokenizer:
    """Reads `tokenizer.json` of any kind."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer as Library

        self._tokenizer = Library.from_file(str(file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.begin, self.end = self._tokenizer.encode("").ids

    def cut(self, text: str) -> Cut:
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return Cut(found.ids, list(found.offsets))


def open_tokenizer(folder: Path, exported: Path) -> Tokenizer:
    """Opens the tokenizer of the model in `folder`. `exported` is the folder with PIECES_FILE, if
    there is one."""
    if (exported / PIECES_FILE).is_file():
        return SentencePieceTokenizer(exported / PIECES_FILE)
    return LibraryTokenizer(folder / LIBRARY_FILE)


def write_pieces(folder: Path, exported: Path) -> None:
    """Writes the vocabulary of the model in `folder` as sentencepiece reads it; nothing where it
    is of another kind."""
    model = json.loads((folder / LIBRARY_FILE).read_text(encoding="utf-8"))["model"]
    if model["type"] == "Unigram":
        (exported / PIECES_FILE).write_bytes(_as_proto(model["vocab"]).SerializeToString())


def normalise(text: str) -> str:
    """Normalises a text like those that the vocabulary was made of: NFKC, single blanks, no control
    characters."""
    spoken = re.sub(BLANKS, " ", re.sub(CONTROL, "", text))
    return re.sub(SEVERAL, " ", unicodedata.normalize("NFKC", spoken))


def _in_text(spans: Sequence[Span], text: str, plain: str) -> list[Span]:
    """Returns where `spans` of the normalised text (`plain`) stand in `text` as it was written.
    Each of them is the whole text if no place can be told."""
    origins = list(_origins(text))
    if "".join(character for character, _ in origins) != plain:
        return [(0, len(text))] * len(spans)  # letters that only melt in a longer run
    places = [place for _, place in origins]
    return [(places[start][0], places[max(end, start + 1) - 1][1]) for start, end in spans]


def _origins(text: str) -> Iterator[tuple[str, Span]]:
    """Yields each character of the normalised text with the place that it comes from. Several
    blanks become the last one."""
    blank: list[tuple[str, Span]] = []
    for place in _clusters(text):
        for character in normalise(text[slice(*place)]):
            if character == " ":
                blank = [(character, place)]
                continue
            yield from blank
            blank = []
            yield character, place
    yield from blank


def _clusters(text: str) -> Iterator[Span]:
    """Yields the places of letters with the marks above and below them."""
    starts = [at for at, letter in enumerate(text) if not at or not unicodedata.combining(letter)]
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _as_proto(vocabulary: Sequence[tuple[str, float]]) -> Any:
    from sentencepiece.sentencepiece_model_pb2 import ModelProto

    kinds = ModelProto.SentencePiece
    model = ModelProto()
    for number, (piece, score) in enumerate(vocabulary):
        special = piece.startswith("<") and piece.endswith(">") and score == 0
        kind = kinds.CONTROL if special else kinds.NORMAL
        model.pieces.add(
            piece=piece, score=score, type=kinds.UNKNOWN if number == UNKNOWN else kind
        )
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.vocab_size = trainer.UNIGRAM, len(vocabulary)
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = BEGIN, PAD, END, UNKNOWN
    trainer.bos_piece, trainer.pad_piece = vocabulary[BEGIN][0], vocabulary[PAD][0]
    trainer.eos_piece, trainer.unk_piece = vocabulary[END][0], vocabulary[UNKNOWN][0]
    normalizer.name = "identity"  # `normalise` comes before
    normalizer.add_dummy_prefix, normalizer.remove_extra_whitespaces = True, False
    return model
