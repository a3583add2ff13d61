"""Document -> passages: by section, long sections split between sentences. No Django here."""

from collections.abc import Callable, Iterator, Sequence

from einbettung.schema import Document, EmbeddedPassage, TextSection
from wiki.german.sentences import sentences

VERSION = "3"  # raise it when passages come out differently: everything is encoded anew
MAX_TOKENS = 200  # of the passage itself; with its context it stays well below a model's 512
NAMED = 12  # Kommunen in the context: a hundred of them would fill the model's input by themselves

CountTokens = Callable[[Sequence[str]], list[int]]


def chunk(
    document: Document, count_tokens: CountTokens, max_tokens: int = MAX_TOKENS
) -> list[EmbeddedPassage]:
    """Passages of at most `max_tokens` tokens each, in reading order.

    Each carries title, Kommunen and section name in `embedded_text`: the model meets a passage
    without its page, and a title alone lifted recall@1 from .64 to .84
    (docs/adr/0016-title-is-embedded.md).
    """
    pieces = [
        (section, text)
        for section in document.parts
        for text in _split(section.text, count_tokens, max_tokens)
    ]
    return [
        _passage(document, section, text, first=number == 0)
        for number, (section, text) in enumerate(pieces)
    ]


def _passage(
    document: Document, section: TextSection, text: str, *, first: bool
) -> EmbeddedPassage:
    embedded = _embedded_text(document, section, text)
    new_from = 0 if first else len(embedded) - len(text)
    return EmbeddedPassage(section.name, section.anchor, text, embedded, new_from)


def named(document: Document) -> tuple[str, ...]:
    """The Kommunen that the model reads before each passage."""
    return document.kommunen[:NAMED]


def _embedded_text(document: Document, section: TextSection, text: str) -> str:
    kommunen = f" ({', '.join(named(document))})" if document.kommunen else ""
    context = ". ".join(filter(None, (f"{document.title}{kommunen}", section.name)))
    return f"{context}: {text}" if context else text


def _split(text: str, count_tokens: CountTokens, max_tokens: int) -> Iterator[str]:
    """Packs sentences together until the next one would not fit."""
    if count_tokens([text])[0] <= max_tokens:
        yield text
        return
    pieces = [p for part in sentences(text) for p in _fitting(part, count_tokens, max_tokens)]
    packed: list[str] = []
    used = 0
    for piece, tokens in zip(pieces, count_tokens(pieces), strict=True):
        if packed and used + tokens > max_tokens:
            yield " ".join(packed)
            packed, used = [], 0
        packed.append(piece)
        used += tokens
    if packed:
        yield " ".join(packed)


def _fitting(sentence: str, count_tokens: CountTokens, max_tokens: int) -> list[str]:
    """Halves a sentence that is longer than a passage (a list, a table) between words until it
    fits."""
    if count_tokens([sentence])[0] <= max_tokens:
        return [sentence]
    words = sentence.split()
    if len(words) == 1:
        middle = len(sentence) // 2
        halves = [sentence[:middle], sentence[middle:]]
    else:
        middle = len(words) // 2
        halves = [" ".join(words[:middle]), " ".join(words[middle:])]
    return [part for half in halves for part in _fitting(half, count_tokens, max_tokens)]
