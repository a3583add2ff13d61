"""The words of the wiki's pages, by which questions are put into its spelling. Only pages that
everybody may read count: a correction must not give away words of the others."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache

from einbettung.events.change_log import last_change
from einbettung.models import Dokument
from suche.german.analysis import JOINTS, WORD, normalise
from suche.german.spelling import Vocabulary
from suche.understand.one_spelling import WrittenCompounds
from wiki.visibility import anonymous_request, visible_ids

ROWS_AT_ONCE = 500


class KnownWords:
    """The words of all public pages as they are written, and what is made of them."""

    def __init__(self, public: frozenset[int]) -> None:
        texts = _texts(public)
        self._counts = Counter(
            match[0] for text in texts for match in WORD.finditer(normalise(text))
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Of a hyphenated word its parts count, which are what people type."""
        parts: Counter[str] = Counter()
        for word, count in self._counts.items():
            for part in JOINTS.split(word):
                parts[part] += count
        return Vocabulary.of(parts)

    @cached_property
    def compounds(self) -> WrittenCompounds:
        return WrittenCompounds.of(self._counts)


def current_words() -> KnownWords:
    """Returns the words of all public pages. They are counted anew when the change log has grown or
    other pages are public: a restriction takes a page's words out at once. Two queries."""
    return _known_words(last_change(), visible_ids(anonymous_request()))


def current_vocabulary() -> Vocabulary:
    """Returns the words of all public pages, by which misspelt ones are put right."""
    return current_words().vocabulary


@lru_cache(maxsize=1)
def _known_words(revision: int, public: frozenset[int]) -> KnownWords:
    """`revision` is only part of the cache's key: another one means other texts."""
    return KnownWords(public)


def _texts(public: frozenset[int]) -> Iterator[str]:
    rows = Dokument.objects.filter(pk__in=public).values_list("titel", "abschnitte", "anlagen")
    for titel, abschnitte, anlagen in rows.iterator(ROWS_AT_ONCE):
        yield titel
        yield from (part["text"] for part in (*abschnitte, *anlagen))
