"""The words of the wiki's pages, by which misspelt questions are corrected. Only pages that
everybody may read count: a correction must not give away words of the others."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from einbettung.events.change_log import last_change
from einbettung.models import Dokument
from suche.german.analysis import JOINTS, WORD, normalise
from suche.german.spelling import Vocabulary
from wiki.visibility import anonymous_request, visible_ids

ROWS_AT_ONCE = 500


def current_vocabulary() -> Vocabulary:
    """Returns the words of all public pages. They are counted anew when the change log has grown or
    other pages are public: a restriction takes a page's words out at once."""
    return _vocabulary(last_change(), visible_ids(anonymous_request()))


@lru_cache(maxsize=1)
def _vocabulary(revision: int, public: frozenset[int]) -> Vocabulary:
    """`revision` is only part of the cache's key: another one means other texts."""
    return Vocabulary.of(Counter(word for text in _texts(public) for word in _words(text)))


def _texts(public: frozenset[int]) -> Iterator[str]:
    rows = Dokument.objects.filter(pk__in=public).values_list("titel", "abschnitte")
    for titel, abschnitte in rows.iterator(ROWS_AT_ONCE):
        yield titel
        yield from (part["text"] for part in abschnitte)


def _words(text: str) -> Iterator[str]:
    """Yields words as they are written; of a hyphenated word its parts, which are what people
    type."""
    for match in WORD.finditer(normalise(text)):
        yield from JOINTS.split(match[0])
