"""Names by what has been typed so far: every typed word begins a word of the name. Pure.

Umlauts are folded (Moers, Mörs), and a word of four letters or more may hold one slip: a letter
too many, too few, another one, or two swapped.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from wiki.german.letters import BARE_WORD, spelt_out

K = TypeVar("K", bound=Hashable)
SLIP_FROM = 4  # letters; shorter words are one slip away from anything
MOST_WORDS = 8  # typed words that are looked at
AFTER_ALL = chr(0x10FFFF)


def words_in(text: str) -> list[str]:
    """The words of a text as they are compared: folded, ß as ss."""
    return [spelt_out(word) for word in BARE_WORD.findall(text)]


@dataclass(frozen=True)
class WordStarts(Generic[K]):
    """`names`: (key, name, its words); `words`: all words in order; `holders`: word -> names."""

    names: Sequence[tuple[K, str, tuple[str, ...]]]
    words: Sequence[str]
    holders: dict[str, list[int]]

    @classmethod
    def of(cls, names: Iterable[tuple[K, str]]) -> "WordStarts[K]":
        entries = [(key, name, tuple(words_in(name))) for key, name in names]
        holders: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, words) in enumerate(entries):
            for word in dict.fromkeys(words):
                holders[word].append(number)
        return cls(entries, sorted(holders), dict(holders))

    def find(self, typed: str, most: int) -> list[K]:
        """Keys of the names that fit, best first: those that begin with what was typed, then the
        shorter ones."""
        asked = words_in(typed)[:MOST_WORDS]
        if not asked:
            return []
        found = set.intersection(*map(self._holding, asked))
        best = nsmallest(most, found, key=lambda number: self._rank(number, asked[0]))
        return [self.names[number][0] for number in best]

    def _rank(self, number: int, first: str) -> tuple[bool, int, str]:
        _, name, words = self.names[number]
        return (not words[0].startswith(first), len(name), name)

    def _holding(self, typed: str) -> set[int]:
        """Names with a word that begins like this; with one slip if there is none else."""
        start = bisect_left(self.words, typed)
        words = self.words[start : bisect_left(self.words, typed + AFTER_ALL)]
        if not words and len(typed) >= SLIP_FROM:
            words = [word for word in self.words if begins_nearly(word, typed)]
        return {number for word in words for number in self.holders[word]}


def is_named(name: str, typed: str) -> bool:
    """Whether the typed words stand in the name side by side, the last one perhaps unfinished:
    "otterbach-ott" in "Verbandsgemeinde Otterbach-Otterberg"."""
    return f" {' '.join(words_in(typed))}" in f" {' '.join(words_in(name))}"


def begins_nearly(word: str, typed: str) -> bool:
    """Whether the beginning of a word is one slip away. One of its first two letters is right
    then, which spares most comparisons."""
    size, start = len(typed), typed[:2]
    if len(word) < size - 1 or not (word[0] in start or word[1:2] in start):
        return False
    lengths = (size - 1, size, size + 1)
    return any(OSA.distance(typed, word[:n], score_cutoff=1) <= 1 for n in lengths)
