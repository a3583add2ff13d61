"""Which words of a passage are those of the question. Pure functions."""

from collections.abc import Collection

from suche.german.analysis import tokens


def highlight(text: str, terms: Collection[str]) -> list[tuple[str, bool]]:
    """Returns `text` cut into (piece, whether it is a word of the question). The pieces joined are
    `text` again."""
    spans = sorted({(token.start, token.end) for token in tokens(text) if token.term in terms})
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


def excerpt(text: str, terms: Collection[str], length: int = 320) -> str:
    """Returns about `length` characters around the first word of the question, cut at words."""
    if len(text) <= length:
        return text
    first = next((token.start for token in tokens(text) if token.term in terms), 0)
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 4) + 1
    end = text.rfind(" ", start, start + length) if start + length < len(text) else len(text)
    end = end if end > start else start + length
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
