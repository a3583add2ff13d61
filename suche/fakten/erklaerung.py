"""The answer to "Was ist ...?": a sentence of an article that explains the word. Pure."""

import re
from collections.abc import Mapping, Sequence

from wiki.fakten.facts import Projektfakten

from .belege import Beleg, beleg

ENDINGS = r"(?:s|es|e|n|en|r|er)?"
ARTICLE = r"(?:ein|eine|einen|einem|einer)"


def explain(
    word: str, fakten: Sequence[Projektfakten], sentences: Mapping[int, Sequence[str]]
) -> Beleg | None:
    """Returns the first sentence that says what `word` is, as its article says it. `sentences`:
    page id -> the sentences of its text. None when none does; that is no claim."""
    if not word:
        return None
    explaining = _explaining(word)
    for f in fakten:
        for sentence in sentences.get(f.pk, ()):
            if explaining.search(sentence):
                return beleg(f, hinweis=sentence)
    return None


def _explaining(word: str) -> re.Pattern[str]:
    """Finds "LoRaWAN ist ein Funknetz", "LoRaWAN, also ein Funknetz", "LoRaWAN, ein Funknetz"."""
    words = r"\s+".join(re.escape(part) + ENDINGS for part in word.split())
    behind = rf"(?:ist|sind|bedeutet|bezeichnet|steht\s+für|heißt)\s+(?:{ARTICLE}|der|die|das)\b"
    beside = rf",\s+(?:also|das\s+ist|das\s+sind|kurz\s+für|{ARTICLE}\s+[^,.]+(?:,|\.$))"
    return re.compile(rf"(?<![\w-]){words}(?:\s*\([^)]*\))?(?:\s+{behind}|{beside})", re.IGNORECASE)
