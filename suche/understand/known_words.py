"""The words of the wiki's pages, by which questions are put into its spelling. Only pages that
everybody may read count: a correction must not give away words of the others."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from einbettung.events.change_log import last_change
from einbettung.models import Dokument
from suche.german.analysis import JOINTS, WORD, normalise
from suche.german.spelling import Vocabulary
from suche.understand.one_spelling import WrittenCompounds
from wiki.visibility import anonymous_request, visible_ids

ROWS_AT_ONCE = 500


def current_vocabulary() -> Vocabulary:
    """Returns the words of all public pages. They are counted anew when the change log has grown or
    other pages are public: a restriction takes a page's words out at once."""
    return _vocabulary(last_change(), visible_ids(anonymous_request()))


def current_compounds() -> WrittenCompounds:
    """Returns how public pages write their compounds; counted anew as the vocabulary is."""
    return _compounds(last_change(), visible_ids(anonymous_request()))


@lru_cache(maxsize=1)
def _vocabulary(revision: int, public: frozenset[int]) -> Vocabulary:
    """Of a hyphenated word its parts count, which are what people type."""
    counts: Counter[str] = Counter()
    for word, count in _written(revision, public).items():
        for part in JOINTS.split(word):
            counts[part] += count
    return Vocabulary.of(counts)


@lru_cache(maxsize=1)
def _compounds(revision: int, public: frozenset[int]) -> WrittenCompounds:
    return WrittenCompounds.of(_written(revision, public))


@lru_cache(maxsize=1)
def _written(revision: int, public: frozenset[int]) -> Counter[str]:
    """Counts the words as they are written. `revision` is only part of the cache's key: another one
    means other texts."""
    texts = _texts(public)
    return Counter(match[0] for text in texts for match in WORD.finditer(normalise(text)))


def _texts(public: frozenset[int]) -> Iterator[str]:
    rows = Dokument.objects.filter(pk__in=public).values_list("titel", "abschnitte")
    for titel, abschnitte in rows.iterator(ROWS_AT_ONCE):
        yield titel
        yield from (part["text"] for part in abschnitte)
