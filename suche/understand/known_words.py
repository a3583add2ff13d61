"""The words of the wiki's pages, by which questions are put into its spelling. Only pages that
everybody may read count: a correction must not give away words of the others.

A process counts all pages once. Then it follows the change log and what is public, page by page: to
read every text anew would let the first question after a publication wait for seconds.
"""

import logging
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from django.db import DatabaseError

from einbettung.events.change_log import Bookmark, changes_since, newest_entry
from einbettung.models import Dokument
from suche.german.analysis import JOINTS, WORD, normalise
from suche.german.spelling import Vocabulary
from suche.understand.one_spelling import WrittenCompounds
from wiki.exceptions import WikiError
from wiki.visibility import anonymous_request, visible_ids

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 500


class KnownWords:
    """The words of all public pages as they are written and how often, and what is made of them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which misspelt ones are put right. A hyphenated word counts as its parts,
        because that is what people type."""
        parts: Counter[str] = Counter()
        for word, count in self._counts.items():
            for part in JOINTS.split(word):
                parts[part] += count
        return Vocabulary.of(parts)

    @cached_property
    def compounds(self) -> WrittenCompounds:
        return WrittenCompounds.of(self._counts)


class CountedPages:
    """Which words each public page has: arrays of numbers that stand for words, 4 bytes a word."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: Bookmark | None = None  # of the change log; None: nothing is counted yet
        self._public: frozenset[int] = frozenset()
        self._numbers: dict[str, int] = {}
        self._of_page: dict[int, np.ndarray] = {}
        self._counts: Counter[str] = Counter()
        self._known = KnownWords({})

    def known(self) -> KnownWords:
        """Returns the words as they are now: a restriction takes a page's words out at once. Two
        queries, and one more if something has changed."""
        with self._lock:
            public = visible_ids(anonymous_request())
            changes = changes_since(self._until) if self._until else None
            until = changes.until if changes else newest_entry()
            # A log that does not know the bookmark tells of another database.
            changed = changes.page_ids if changes else list(self._of_page)
            if changed or public != self._public or not self._until:
                self._follow(public, changed)
            self._until, self._public = until, public
            return self._known

    def _follow(self, public: frozenset[int], changed: Collection[int]) -> None:
        """Takes the words of pages out that have changed or are public no longer, and those of
        pages in that are public now."""
        counted = self._of_page.keys()
        if outdated := (counted - public) | (counted & set(changed)):
            words = list(self._numbers)
            for page_id in outdated:
                self._take_out(self._of_page.pop(page_id), words)
        for page_id, text in _texts(public - counted):
            self._take_in(page_id, text)
        self._known = KnownWords(self._counts.copy())

    def _take_in(self, page_id: int, text: str) -> None:
        words = WORD.findall(normalise(text))
        self._counts.update(words)
        numbers = [self._numbers.setdefault(word, len(self._numbers)) for word in words]
        self._of_page[page_id] = np.array(numbers, np.int32)

    def _take_out(self, numbers: np.ndarray, words: Sequence[str]) -> None:
        """`words`: in the order of their numbers."""
        for number, count in Counter(numbers.tolist()).items():
            word = words[number]
            self._counts[word] -= count
            if not self._counts[word]:
                del self._counts[word]


def current_words() -> KnownWords:
    """Returns the words of all public pages."""
    return _counted.known()


def count_words() -> None:
    """Counts the words of all public pages before anybody asks: at 100,000 pages the first question
    would wait 18 seconds. An error is left for that question to report."""
    try:
        _ = current_words().vocabulary, current_words().compounds
    except (WikiError, DatabaseError):
        logger.exception("words")


def current_vocabulary() -> Vocabulary:
    """Returns the words of all public pages, by which misspelt ones are put right."""
    return current_words().vocabulary


_counted = CountedPages()


def _texts(page_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yields (page, its words). A line break is no part of a word."""
    rows = Dokument.objects.filter(pk__in=page_ids)
    columns = rows.values_list("pk", "titel", "abschnitte", "anlagen")
    for pk, titel, abschnitte, anlagen in columns.iterator(ROWS_AT_ONCE):
        yield pk, "\n".join([titel, *(part["text"] for part in (*abschnitte, *anlagen))])
