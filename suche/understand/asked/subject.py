"""What a question asks about, without the words around it, and the things of which it asks for
either: "Wer hat einen Rufbus oder eine Mitfahrbank?" -> Rufbus, Mitfahrbank. Pure."""

import re
from collections.abc import Sequence

from suche.german.analysis import WORD, is_stopword
from suche.german.stopwords import frame_of, is_frame_word
from suche.understand.spans import Span, overlaps

# "Lemgo Digital" is a name, "Was macht Lemgo digital?" is not.
DIGITAL = re.compile(
    r"\b(?:digitale[mnrs]?|digitalisierung(?:s(?:projekt|vorhaben)\w*)?|digitalprojekt\w*|(?-i:digital))\b",
    re.IGNORECASE,
)
OR = re.compile(r"\b(?:oder|or|bzw\.?)(?!\w)", re.IGNORECASE)
OR_COMMA = re.compile(r",|" + OR.pattern, re.IGNORECASE)
ALTERNATIVE_MAX_WORDS = 3


def subject(text: str, without: Sequence[Span] = ()) -> str:
    """Returns what a question asks about: "Was ist ein digitaler Zwilling?" -> "digitaler
    Zwilling". `without`: spans that say something else (a place, a size). Empty when nothing is
    left, and when that is only "digital": of a place or a size everything here is."""
    words = list(WORD.finditer(text))
    frame = frame_of(match[0] for match in words)
    telling = [
        match
        for match in words
        if not (is_stopword(match[0]) or match[0].lower() in frame)
        and not overlaps(match.span(), without)
    ]
    if without and all(DIGITAL.fullmatch(match[0]) for match in telling):
        return ""
    return text[telling[0].start() : telling[-1].end()] if telling else ""


def alternatives(subject: str) -> tuple[str, ...]:
    """Returns the things of which a question asks for either: "Rufbus oder eine Mitfahrbank". None
    where "oder" joins anything else: halves of a word ("Mängel- oder Ideenmelder"), sentences."""
    if not OR.search(subject):
        return ()
    parts = tuple(_without_article(part) for part in OR_COMMA.split(subject))
    return parts if all(map(_is_thing, parts)) else ()


def _without_article(part: str) -> str:
    first, _, rest = part.strip().partition(" ")
    return rest if rest and is_stopword(first) else part.strip()


def _is_thing(text: str) -> bool:
    words = WORD.findall(text)
    is_half = text.endswith("-") or text.startswith("-")
    return (
        1 <= len(words) <= ALTERNATIVE_MAX_WORDS and not is_half and not any(map(_is_frame, words))
    )


def _is_frame(word: str) -> bool:
    return is_stopword(word) or is_frame_word(word)
