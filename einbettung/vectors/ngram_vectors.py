"""Text -> sparse vector of its character 4-grams. Pure; the third signal beside words and meaning.

Pieces of words meet where whole words don't: compounds that no lexicon knows, slips of the
keyboard, names. Vectors have unit length, so their inner product lies in [0, 1]. How rare a piece
is comes from a fixed sample of German texts (`sample`), not from the corpus: a page's
vector depends on nothing but the page. The corpus's own figures were no better
(docs/suchversuche.md).
"""

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from einbettung.text.sample import sample_lines
from einbettung.text.stopwords import FUNCTION_WORDS
from wiki.german.letters import BARE_WORD, SPELT_OUT

NGRAM_VERSION = "1"  # raise it when vectors come out differently: pages are then indexed anew
GRAM = 4  # 3 to 5 together gave the same and three times the bytes
DIMENSIONS = 1 << 20
TITLE_COUNTS = 3  # times
PIECES_KEPT = 16_000  # all that the column holds

SparseVector = dict[int, float]  # dimension -> value, without zeros


def page_vector(title: str, text: str) -> SparseVector:
    """Makes the page's vector: the title counts three times, a piece by the logarithm of its
    number. Of a very long text the PIECES_KEPT most frequent pieces are kept."""
    counts = _count((word, 1.0) for word in telling_words(f"{title} " * TITLE_COUNTS + text))
    if len(counts) > PIECES_KEPT:
        counts = dict(sorted(counts.items(), key=lambda piece: -piece[1])[:PIECES_KEPT])
    return _unit({piece: 1 + math.log(count) for piece, count in counts.items()})


def question_vector(words: Iterable[tuple[str, float]]) -> SparseVector:
    """Makes the question's vector from its words, each with a weight from 0 to 1."""
    counts = _count((word, weight) for word, weight in words if weight > 0)
    return _unit({piece: math.log1p(count) for piece, count in counts.items()})


def telling_words(text: str) -> Iterator[str]:
    """Returns the words of a text without function words."""
    return (word for word in BARE_WORD.findall(text) if word.lower() not in FUNCTION_WORDS)


def _count(words: Iterable[tuple[str, float]]) -> dict[int, float]:
    counts: defaultdict[int, float] = defaultdict(float)
    for word, weight in words:
        for piece in _pieces(word):
            counts[piece] += weight
    return counts


def _pieces(word: str) -> list[int]:
    """Cuts a word, with a blank on either side, into hashed 4-grams: "Kita" -> " Kit", "Kita",
    "ita "."""
    padded = f" {word.lower().translate(SPELT_OUT)} ".encode()
    last = max(1, len(padded) - GRAM + 1)
    return [zlib.crc32(padded[at : at + GRAM]) % DIMENSIONS for at in range(last)]


def _unit(values: Mapping[int, float]) -> SparseVector:
    weighed = {piece: value * rarity(piece) for piece, value in values.items()}
    length = math.sqrt(sum(value * value for value in weighed.values()))
    return {piece: value / length for piece, value in weighed.items()} if length else {}


def rarity(piece: int) -> float:
    """Returns the inverse document frequency of a piece in the sample; at least 1."""
    lines, frequencies = _sample()
    return math.log((lines + 1) / (frequencies.get(piece, 0) + 1)) + 1


@cache
def _sample() -> tuple[int, Mapping[int, int]]:
    """Returns the number of lines in the sample, and in how many of them each piece stands."""
    lines = sample_lines()
    frequencies: Counter[int] = Counter()
    for line in lines:
        frequencies.update({piece for word in telling_words(line) for piece in _pieces(word)})
    return len(lines), frequencies
