"""A long sketch -> the passages that say what it is about. Pure.

Applications are mostly about money, dates, committees and data protection. What a sketch is about
is what some project of the wiki is about, too: a passage counts by the best score that any project
reaches for it. Few passages are better than many (docs/suchqualitaet.md): the rest dilutes them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .schema import Block

SHORT = 1_500  # characters; a sketch up to this length is read whole
BUDGET = 700  # characters picked of a longer one
PASSAGE = 450  # characters at most, unless the sketch is very long
TOO_SMALL = 150  # characters; a heading goes with what follows it
MAX_PASSAGES = 220  # passages of a sketch; those of very long ones become longer
HEADING = 60  # characters
SENTENCE_MAX_CHARS = 600  # characters; a longer "sentence" is a list or a table
ABBREVIATION = re.compile(
    r"\b(?:[a-z]|ca|bzw|ggf|inkl|insb|nr|abs|art|str|dr|prof|tel|mio|mrd|tsd|max|min|evtl|"
    r"vgl|usw|etc|sog|gem|st|\d{1,2})\.$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„\"(\d])")

Rate = Callable[[Sequence[str]], Sequence[float]]


@dataclass(frozen=True)
class Picked:
    """`passages` in reading order; `length`: characters of the whole sketch."""

    passages: tuple[str, ...]
    length: int
    complete: bool

    @property
    def text(self) -> str:
        return "\n".join(self.passages)


def pick(blocks: Sequence[Block], rate: Rate) -> Picked:
    """All of a short sketch; of a longer one the best passages. `rate`: passages -> how well each
    fits what the wiki knows; asked at most once."""
    length = sum(len(block.text) + 1 for block in blocks)
    if length <= SHORT:
        return Picked(tuple(block.text for block in blocks), length, True)
    passages = list(passages_of(blocks, max(PASSAGE, length // MAX_PASSAGES)))
    ratings = rate(passages)
    chosen: set[int] = set()
    left = BUDGET
    for number in sorted(range(len(passages)), key=lambda n: (-ratings[n], n)):
        if len(passages[number]) <= left or not chosen:
            chosen.add(number)
            left -= len(passages[number])
    return Picked(tuple(passages[number] for number in sorted(chosen)), length, False)


def passages_of(blocks: Iterable[Block], size: int = PASSAGE) -> Iterator[str]:
    """Cuts the text into whole sentences of about `size` characters together; a heading begins a
    passage."""
    open_text = ""
    for block in blocks:
        heading = block.heading or len(block.text) < HEADING
        if heading and len(open_text) >= HEADING:
            yield open_text
            open_text = ""
        for sentence in split_sentences(block.text):
            if len(open_text) >= TOO_SMALL and len(open_text) + len(sentence) > size:
                yield open_text
                open_text = ""
            open_text = f"{open_text} {sentence}".strip()
        if len(open_text) >= TOO_SMALL:
            yield open_text
            open_text = ""
    if open_text:
        yield open_text


def split_sentences(text: str) -> list[str]:
    found: list[str] = []
    for part in SENTENCE_END.split(text):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return [piece for sentence in found for piece in _pieces(sentence)]


def _pieces(sentence: str) -> Iterator[str]:
    """Cuts a text that is too long for a sentence at blanks."""
    while len(sentence) > SENTENCE_MAX_CHARS:
        at = sentence.rfind(" ", 1, SENTENCE_MAX_CHARS)
        at = at if at > 0 else SENTENCE_MAX_CHARS
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    if sentence:
        yield sentence
