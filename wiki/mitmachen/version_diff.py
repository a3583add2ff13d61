"""Compares two versions of an article, field by field and word by word. Pure."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

WORD_OR_BLANK = re.compile(r"\s+|[^\s]+")
COMPARED_MAX_WORDS = (
    6_000  # words of both sides together; beyond that the texts stand one after the other
)
Verbleib = Literal["gleich", "neu", "weg"]


@dataclass(frozen=True)
class Stueck:
    """A piece of text that has stayed, was added or was removed, as `art` says."""

    art: Verbleib
    text: str


@dataclass(frozen=True)
class Unterschied:
    """A field that differs, with the pieces of its text."""

    feld: str
    stuecke: Sequence[Stueck]


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Unterschied]:
    """Returns the fields that differ, in the order of the new version; those that it lacks come
    last."""
    names = [*new, *(name for name in old if name not in new)]
    return [
        Unterschied(name, compare_words(old.get(name, ""), new.get(name, "")))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def compare_words(old: str, new: str) -> list[Stueck]:
    """Compares two texts word by word. Long ones are compared as a whole, because the time grows
    with the square of their length."""
    before, after = WORD_OR_BLANK.findall(old), WORD_OR_BLANK.findall(new)
    if len(before) + len(after) > COMPARED_MAX_WORDS:
        return [Stueck("weg", old), Stueck("neu", new)]
    return list(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[Stueck]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Stueck("gleich", "".join(before[a:b]))
            continue
        if b > a:
            yield Stueck("weg", "".join(before[a:b]))
        if d > c:
            yield Stueck("neu", "".join(after[c:d]))
