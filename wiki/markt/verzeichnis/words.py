"""Search within a list: some words, each of which must stand in a name. Pure.

No question to the wiki: parts of words count, umlauts may be written either way.
"""

from dataclasses import dataclass
from functools import cached_property

from wiki.sorting import sort_key

LONGEST = 80  # characters that are read
_PAIRS = ("ae", "oe", "ue")


@dataclass(frozen=True)
class Wortwahl:
    """What was typed, tidied; empty admits everything."""

    text: str

    def admit(self, names: str) -> bool:
        """Whether each word stands in these names."""
        plain = sort_key(names)
        return all(word in plain or folded in _without_pairs(plain) for word, folded in self._words)

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        return [(word, _without_pairs(word)) for word in sort_key(self.text).split()]


def read_words(raw: str) -> Wortwahl:
    """Reads a parameter of an address; nothing in it is an error."""
    printable = "".join(sign if sign.isprintable() else " " for sign in raw[:LONGEST])
    return Wortwahl(" ".join(printable.split()))


def _without_pairs(text: str) -> str:
    """Luebeck and Lübeck become the same."""
    for pair in _PAIRS:
        text = text.replace(pair, pair[0])
    return text
