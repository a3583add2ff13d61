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
        return self.admit_plain(plain(names))

    def admit_plain(self, names: tuple[str, str]) -> bool:
        """The same as `admit`, for names that `plain` has prepared."""
        spelt, folded = names
        return all(word in spelt or short in folded for word, short in self._words)

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        return [(word, _without_pairs(word)) for word in sort_key(self.text).split()]


def plain(names: str) -> tuple[str, str]:
    """The names as they are compared: in small letters, and without pairs of vowels besides."""
    spelt = sort_key(names)
    return spelt, _without_pairs(spelt)


def read_words(raw: str) -> Wortwahl:
    """Reads a parameter of an address; nothing in it is an error."""
    printable = "".join(sign if sign.isprintable() else " " for sign in raw[:LONGEST])
    return Wortwahl(" ".join(printable.split()))


def _without_pairs(text: str) -> str:
    """Luebeck and Lübeck become the same."""
    for pair in _PAIRS:
        text = text.replace(pair, pair[0])
    return text
