"""The same text, whichever way it came: typed, or read of a PDF or a Word file. Pure.

Where lines and paragraphs end depends on the program that wrote them. So nothing of that reaches
what is decided later: a sketch is its sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from suche.german.analysis import WORD, is_stopword, normalise, parts_of
from suche.german.compounds import is_compound, is_known_member
from suche.german.lexicon import lexicon_key
from suche.understand.question import function_words

from .exceptions import SketchEmpty, SketchTooShort, TextTooLong
from .files.lines import plain_line
from .schema import SKETCH_MAX_CHARS, Block

SHORTEST = 30  # characters
FEWEST_WORDS = 4  # that say something
KNOWN_SHARE = 0.3  # of them; filler and typing at random have less
ENGLISH_WORDS = 3  # function words; the lexicon is German
LOOKED_AT = 5_000  # characters; who writes more has written enough


def plain_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Removes control characters, list marks, heading numbers and empty blocks."""
    plain = [replace(block, text=plain_line(normalise(block.text))) for block in blocks]
    return [block for block in plain if block.text]


def one_text(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks)


def check_length(text: str) -> None:
    """Raises what is wrong with a text that is nothing, too much, or too little to compare."""
    if not any(map(str.isalnum, text)):
        raise SketchEmpty
    if len(text) > SKETCH_MAX_CHARS:
        raise TextTooLong
    words = content_words(text[:LOOKED_AT])
    if len(text) < SHORTEST or len(words) < FEWEST_WORDS or not _makes_sense(text, words):
        raise SketchTooShort


def content_words(text: str) -> set[str]:
    """Returns the different words that say something, folded; of a compound its parts."""
    words = (part for word in WORD.findall(text) for part in parts_of(word))
    return {lexicon_key(word) for word in words if word.isalpha() and not is_stopword(word)}


def _makes_sense(text: str, words: set[str]) -> bool:
    known = sum(is_known_member(word) or is_compound(word) for word in words)
    english = function_words(text[:LOOKED_AT])[0]
    return known >= KNOWN_SHARE * len(words) or english >= ENGLISH_WORDS
