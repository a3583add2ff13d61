"""What the language model wrote -> its sentences, each with the numbers of its sources. Pure.

Marks of lists and headings fall off. A sentence that holds anything but plain words (markup, an
address, a piece of program) or names no source is none that could be checked; it counts as one that
is left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from wiki.german.sentences import sentences

from .schema import Behauptung

MOST_CHARACTERS = 12_000  # of an answer; six sentences have a tenth of it
MOST_SENTENCES = 20  # that are looked at
SENTENCE_CHARACTERS = 400
LEAST_WORDS = 3
THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
MARKS = r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]"
MARK = re.compile(MARKS)
# "Trier tut das. [2]" -> "Trier tut das [2]."
BEHIND_THE_STOP = re.compile(rf"(?<=\w)([.!?])((?:\s*{MARKS})+)")
LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6}|>)\s+")
EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
NOT_PLAIN = re.compile(
    r"[<>{}`|\\\[\]]|://|\bwww\.|\bjavascript:|\bdata:|\S@\S|&(?:#\w+|[a-z]+);", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]{2,}")


def claims(answer: str) -> list[Behauptung]:
    """Returns the sentences in the order written, those without a number among them."""
    plain = THOUGHTS.sub("", answer[:MOST_CHARACTERS])
    lines = (EMPHASIS.sub("", LIST_MARK.sub("", line)) for line in plain.splitlines())
    return [one for line in lines for one in _of_line(line)][:MOST_SENTENCES]


def is_plain(text: str) -> bool:
    """Whether a sentence is nothing but words, and short enough to be read."""
    if len(text) > SENTENCE_CHARACTERS or NOT_PLAIN.search(text):
        return False
    return all(unicodedata.category(letter)[0] != "C" for letter in text)


def _of_line(line: str) -> Iterator[Behauptung]:
    """Yields the sentences of a line. A piece that holds nothing but a mark such as "[2]" belongs
    to the sentence before it."""
    before: Behauptung | None = None
    for sentence in sentences(BEHIND_THE_STOP.sub(r"\2\1", line)):
        one = _claim(sentence)
        if before and not WORD.search(one.text):
            before = replace(before, nummern=_each_once(*before.nummern, *one.nummern))
            continue
        if before:
            yield before
        before = one
    if before and len(WORD.findall(before.text)) >= LEAST_WORDS:
        yield before


def _claim(sentence: str) -> Behauptung:
    numbers = (int(n) for mark in MARK.findall(sentence) for n in re.findall(r"\d+", mark))
    text = re.sub(r"\s+([.,;:!?])", r"\1", MARK.sub("", sentence))
    return Behauptung(" ".join(text.split()), _each_once(*numbers))


def _each_once(*numbers: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
