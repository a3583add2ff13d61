"""Which words of a passage are those of the question. Pure functions."""

import re
from collections.abc import Collection

from suche.german.analysis import Token, parts_of, stem, tokens
from suche.german.compounds import base_of
from suche.german.lexicon import is_noun

DIGITS_BEFORE, DIGITS_BEHIND = re.compile(r"\d[.,]$"), re.compile(r"[.,]\d")


def highlight(
    text: str, terms: Collection[str], *, are_parts: bool = False
) -> list[tuple[str, bool]]:
    """Returns `text` cut into (piece, whether it is a word of the question). The pieces joined are
    `text` again. The 250 of "250.000 Euro" is no word. `are_parts`: the terms are parts of
    compounds, and only nouns that have one as a noun are marked: of Hochwasser "Wasserrohr", but
    not "hohe", and of Fahrplan not "Fahrbahn"."""
    spans = sorted(
        {
            (token.start, token.end)
            for token in tokens(text)
            if token.term in terms
            and not _is_cut_off(text, token.start, token.end)
            and (not are_parts or _has_it_as_a_noun(text, token))
        }
    )
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def _has_it_as_a_noun(text: str, token: Token) -> bool:
    word = text[token.start : token.end]
    parts = parts_of(word)
    if not word[0].isupper() or len(parts) == 1:
        return word[0].isupper()
    nouns = [part for part in map(base_of, parts) if is_noun(part)]
    return token.term in map(stem, nouns)


def _is_cut_off(text: str, start: int, end: int) -> bool:
    """Returns whether digits are part of a longer number."""
    if not text[start:end].isdigit():
        return False
    before = DIGITS_BEFORE.search(text, max(0, start - 2), start)
    return bool(before or DIGITS_BEHIND.match(text, end))


def excerpt(text: str, terms: Collection[str], length: int = 320) -> str:
    """Returns about `length` characters around the first word of the question, cut at words."""
    if len(text) <= length:
        return text
    first = next((token.start for token in tokens(text) if token.term in terms), 0)
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 4) + 1
    end = text.rfind(" ", start, start + length) if start + length < len(text) else len(text)
    end = end if end > start else start + length
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
