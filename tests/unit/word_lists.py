"""Reads the word lists in tests/data and counts boundaries."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from suche.german.lexicon import lexicon_key

DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def boundaries(parts: Iterable[str]) -> set[int]:
    """After how many letters (folded) a part ends, the last one left out."""
    ends: list[int] = []
    for part in parts:
        ends.append(len(lexicon_key(part)) + (ends[-1] if ends else 0))
    return set(ends[:-1])


def f1(split: Callable[[str], Sequence[str]], gold: Iterable[tuple[str, str]]) -> float:
    """Of required boundaries; optional ones (~) count neither way. `gold`: word, marked word."""
    right = found = wanted = 0
    for word, marked in gold:
        plain = marked.replace("+", "")
        required = boundaries(plain.replace("~", "").split("|"))
        optional = boundaries(plain.replace("~", "|").split("|")) - required
        got = boundaries(split(word)) - optional
        right, found, wanted = right + len(got & required), found + len(got), wanted + len(required)
    return 2 * right / (found + wanted)
