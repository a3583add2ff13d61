"""Where something stands in a text. Pure."""

from collections.abc import Iterable

Span = tuple[int, int]  # characters, end exclusive


def overlaps(one: Span, others: Iterable[Span]) -> bool:
    """Returns whether a span has a character in common with any of the others."""
    start, end = one
    return any(start < other_end and other_start < end for other_start, other_end in others)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Returns the text with blanks where the spans are. All else stays in its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
