"""A question -> first words of what an editor makes of it. Pure."""

import re

from suche.understand.question import parse_question

TITLE_MAX_CHARS, LEAD_MAX_CHARS = 120, 300
FRAME = re.compile(
    r"^(?:wer|welche (?:kommune|stadt|gemeinde)|hat|gibt es|wo) (?:hat |gibt es )?"
    r"(?:schon |bereits |eine kommune )*", re.IGNORECASE
)  # fmt: skip


def draft_title(frage: str) -> str:
    """Cuts a question down to a title: "Wer hat schon eine Kita-App?" -> "Eine Kita-App". An editor
    goes on from there."""
    text = FRAME.sub("", frage).strip(" ?!.") or frage
    return (text[:1].upper() + text[1:])[:TITLE_MAX_CHARS]


def draft_lead(frage: str) -> str:
    return f"Entwurf zur Frage: {frage}"[:LEAD_MAX_CHARS]


def telling_word(frage: str) -> str:
    """Returns the longest word that the search looks up: most often the one it did not know."""
    words = [word for word in re.findall(r"[^\W_][\w-]*", frage) if parse_question(word).terms]
    return max(words, key=len, default=frage)[:80]
