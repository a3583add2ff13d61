"""The lists that the corpora are made of: `wortschatz.yaml`, and rarer nouns of the lexicon."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from suche.german.lexicon import words
from wiki.dateien.unique_keys import load_yaml

FILE = Path(__file__).with_name("wortschatz.yaml")
RARE = (2.0, 4.2)  # Zipf values of the lexicon's nouns that fill the long tail
NO_VOWEL = frozenset("bcdfghjklmnpqrstvwxz")

_ARTICLES = {  # gender -> nominative, accusative, dative
    "f": ("die", "die", "der"),
    "m": ("der", "den", "dem"),
    "n": ("das", "das", "dem"),
}


@dataclass(frozen=True)
class Noun:
    """A compound: "Kita" and "anmeldung", with its gender."""

    word: str
    gender: str

    def with_article(self, case: int) -> str:
        """`case`: 0 nominative, 1 accusative, 2 dative."""
        return f"{_ARTICLES[self.gender][case]} {self.word}"


@dataclass(frozen=True)
class Vocabulary:
    """`lists` are the plain lists of the file; `first` by Thema; `second` are (end, gender)."""

    first: dict[str, list[str]]
    second: list[tuple[str, str]]
    lists: dict[str, list[str]]
    sentences: dict[str, list[str]]
    rare: list[str]


@cache
def vocabulary() -> Vocabulary:
    """Reads the lists once."""
    said = load_yaml(FILE.read_text(encoding="utf-8"), ours=True)
    second = [(word, gender) for gender, ends in said["grundwoerter"].items() for word in ends]
    random.Random(1).shuffle(second)  # noqa: S311 - which ends are frequent is no secret
    return Vocabulary(
        first=said["bestimmungswoerter"],
        second=second,
        lists={name: found for name, found in said.items() if isinstance(found, list)},
        sentences=said["saetze"],
        rare=_rare_nouns(),
    )


def _rare_nouns() -> list[str]:
    """Nouns of the lexicon from frequent to rare; words without a vowel are abbreviations."""
    low, high = RARE
    found = [
        (-zipf, word)
        for word, zipf in words().values()
        if low <= zipf <= high and word[:1].isupper() and word.isalpha() and len(word) > 4
    ]
    return [word for _, word in sorted(found) if not NO_VOWEL.issuperset(word.lower())]
