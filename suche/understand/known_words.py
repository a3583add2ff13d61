"""The wiki's own words, for "did you mean": only those of pages that everybody may read."""

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
    """Built anew when the change log has grown or the set of public pages is another one: a
    restriction takes a page's words out at once."""
    return _vocabulary(last_change(), visible_ids(anonymous_request()))


@lru_cache(maxsize=1)
def _vocabulary(revision: int, public: frozenset[int]) -> Vocabulary:
    """`revision` is part of the key only: another one means other texts."""
    return Vocabulary.of(Counter(word for text in _texts(public) for word in _words(text)))


def _texts(public: frozenset[int]) -> Iterator[str]:
    rows = Dokument.objects.filter(pk__in=public).values_list("titel", "abschnitte")
    for titel, abschnitte in rows.iterator(ROWS_AT_ONCE):
        yield titel
        yield from (part["text"] for part in abschnitte)


def _words(text: str) -> Iterator[str]:
    """As written, hyphenated ones in their parts: the parts are what people type."""
    for match in WORD.finditer(normalise(text)):
        yield from JOINTS.split(match[0])
