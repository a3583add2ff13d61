"""A question with its misspelt words put right, by the words of public pages."""

import re

from suche.german.names import fold
from suche.german.spelling import suggest
from suche.german.synonyms import words_of

from .cached_tables import current_names, current_wortschatz
from .known_words import current_vocabulary
from .question import function_words
from .recognition import SKETCH

LETTERS = re.compile(r"[^\W\d_]+")


def corrected(text: str) -> str | None:
    """None when nothing needs correction, or when nothing near is known. English questions and
    pasted sketches stay as they are; so do names of places and the editors' words."""
    english, german = function_words(text)
    if english > german or len(words_of(text)) > SKETCH:
        return None
    names, wortschatz, vocabulary = current_names(), current_wortschatz(), current_vocabulary()

    def put_right(match: re.Match[str]) -> str:
        word = match[0]
        if (fold(word),) in names.phrases or wortschatz.knows(word):
            return word
        return suggest(word, vocabulary) or word

    better = LETTERS.sub(put_right, text)
    return better if better != text else None
