"""Finds who is named with an @ in a remark. Pure."""

import re
from collections.abc import Iterable, Mapping

WORD_END = r"(?![\w-])"


def mentioned_in(text: str, names: Mapping[int, Iterable[str]]) -> set[int]:
    """`names`: user id -> the names that count. `@rita` and `@Rita Muster` name Rita;
    `rita@stadt.de` and `@ritas` do not."""
    return {pk for pk, ways in names.items() if any(_named(text, way) for way in ways if way)}


def _named(text: str, name: str) -> bool:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return bool(re.search(rf"(?<!\w)@{words}{WORD_END}", text, re.IGNORECASE))
