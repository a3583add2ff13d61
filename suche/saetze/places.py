"""Which places and states a text names: those of the wiki by its names, and all other
municipalities of Germany by the register's."""

import re
from collections.abc import Collection, Iterable, Iterator

from suche.german.analysis import WORD, is_stopword
from suche.understand.cached_tables import current_names
from suche.understand.recognition import recognise
from wiki.models import Gemeinde

from .literals import Places

NAMED = {"kommune", "kreis", "land", "status"}
# A question names few things, and so few are recognised in a text at once.
PIECE = re.compile(r"[.,;:!?()–/]\s*")


def places_of(texts: Collection[str]) -> Places:
    """Returns what tells the places of these texts. One query."""
    words = {word for text in texts for word in _capitals(text)}
    register = set(Gemeinde.objects.filter(name__in=words).values_list("name", flat=True))
    names = current_names()

    def named(text: str) -> set[str]:
        known = {
            found.code
            for piece in PIECE.split(text)
            for found in recognise(piece, names)
            if found.art in NAMED
        }
        return known | register.intersection(_capitals(text))

    return named


def _capitals(text: str) -> Iterator[str]:
    return (word for word in _words(text) if word[0].isupper() and not is_stopword(word))


def _words(text: str) -> Iterable[str]:
    return (match[0] for match in WORD.finditer(text))
