"""The lexical leg: Whoosh over pages, one folder per machine, following the change log.

The index is a derived copy. Before a search it catches up with the change log (`follower`); a
missing, broken or outdated one is built anew beside the old one (`word_folder`). Only one process
writes at a time; the others go on searching what is there.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher

from einbettung.events.change_log import Changes, changes_since
from einbettung.models import Dokument
from suche.exceptions import LexicalIndexUnavailable
from suche.german import analysis
from suche.rank.schema import LexicalHit
from suche.understand.schema import Unit

from .follower import read_bookmark, take_in, take_in_everything, word_schema
from .question_scores import best_first
from .term_scores import SEARCHED, Memory, TermScores
from .word_folder import WordFolder

logger = logging.getLogger(__name__)

PAUSE_S = 30  # after an attempt to write that failed
# Deleted documents count in the rarity of words until the index is written anew, which takes 1 s
# for 1,000 pages. It is written anew when they are this part of it: a question makes somebody
# wait, the weekly run does not.
DEAD_WHILE_SEARCHING, DEAD_AT_MOST = 0.25, 0.02


class GermanAnalyzer(Analyzer):
    """Whoosh's view of `suche.german.analysis`; a word's terms stand at consecutive positions."""

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, start_pos: int = 0, **_: Any
    ) -> Iterator[Token]:
        token = Token(positions, chars)
        for position, found in enumerate(analysis.tokens(value), start_pos):
            token.text = found.term
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            if chars:
                token.startchar, token.endchar = found.start, found.end
            yield token


class ThreadSearcher:
    """A thread's searcher. Nothing tells us that a thread has ended, so the searcher closes its
    files when it is collected."""

    def __init__(self, mark: str, searcher: Searcher) -> None:
        self.mark = mark
        self.searcher = searcher

    def __del__(self) -> None:
        with suppress(Exception):  # Whoosh may have closed parts of it
            self.searcher.close()


class LexicalIndex:
    """One folder with one index. Thread-safe: every thread has a searcher of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"v{analysis.VERSION}"
        self._files = WordFolder(self.folder)
        self._threads = threading.local()
        self._lock = threading.Lock()
        self._opened: tuple[str, FileIndex] | None = None
        self._memory: tuple[tuple[str, int], Memory] | None = None
        self._no_writing_before = 0.0  # time.monotonic()

    def search(
        self, units: Collection[Unit], allowed: Collection[int], limit: int
    ) -> list[LexicalHit]:
        """Returns the best `limit` of the `allowed` pages, best first. Takes in all changes before
        it looks."""
        if not units or not allowed:
            return []
        self.catch_up()
        mark = self._files.mark()
        try:
            return self._search(units, allowed, limit)
        except LexicalIndexUnavailable:
            logger.warning("Wortindex %s ist unlesbar und wird neu gebaut", self.folder)
            self.rebuild(instead_of=mark)
            return self._search(units, allowed, limit)

    def rarity(self, term: str) -> float:
        """Returns 0 for a term that stands in every page and 1 for a term that stands in none; the
        scale is logarithmic. While the index is down all terms have 1."""
        try:
            with _as_unavailable():
                terms = self._terms()
                frequency = terms.frequency("text", term)
                return 1 - math.log(frequency + 1) / math.log(terms.memory.size + 1)
        except LexicalIndexUnavailable:
            return 1.0

    def catch_up(self, *, tidy: bool = False) -> int:
        """Takes in all changes since the last time and returns how many pages were touched. `tidy`:
        there is time to write the index anew if many documents in it were deleted.

        When another process is writing, or no process can write (disk full, read-only), the index
        stays as it is. Raises LexicalIndexUnavailable when there is no index yet.
        """
        mark = self._files.mark()
        try:
            with _as_unavailable():
                bookmark = read_bookmark(self._searcher())
                worth_it = tidy and self._dead_part() > DEAD_AT_MOST
        except LexicalIndexUnavailable:
            return self.rebuild(instead_of=mark)
        changes = changes_since(bookmark)
        if changes is None:
            logger.warning("Wortindex %s kennt eine andere Datenbank: neu gebaut", self.folder)
            return self._tried(lambda: self._build(mark, wait=False))
        if not changes.page_ids and not worth_it:
            return 0
        dead = DEAD_AT_MOST if tidy else DEAD_WHILE_SEARCHING
        return self._tried(lambda: self._take_in(changes, dead))

    def rebuild(self, instead_of: str | None = None) -> int:
        """Builds the index anew beside the old one and returns the number of pages. With
        `instead_of` only if that build is still the one in place: of many processes that find it
        broken, one mends it."""
        if time.monotonic() < self._no_writing_before:
            raise LexicalIndexUnavailable("kann im Augenblick nicht geschrieben werden")
        mark = self._files.mark() if instead_of is None else instead_of
        try:
            with _as_unavailable():
                return self._build(mark, wait=True)
        except LexicalIndexUnavailable:
            self._no_writing_before = time.monotonic() + PAUSE_S
            raise

    def behind(self) -> int:
        """Returns how many pages the next `catch_up` will touch."""
        with _as_unavailable():
            if not self._files.mark():
                return Dokument.objects.count()
            changes = changes_since(read_bookmark(self._searcher()))
            return Dokument.objects.count() if changes is None else len(changes.page_ids)

    def state(self) -> tuple[int, frozenset[int]] | None:
        """Returns the number of the last change taken in, and the pages in the index; None before
        the first build."""
        with _as_unavailable():
            if not self._files.mark():
                return None
            terms = self._terms()
            number = read_bookmark(terms.searcher).number
            return number, terms.memory.pages

    def reached(self) -> Hashable:
        """Returns what is another one after each change of the index that is read from now on; None
        before the first build, and while it cannot be read."""
        try:
            with _as_unavailable():
                mark = self._files.mark()
                return (mark, self._searcher().reader().generation()) if mark else None
        except LexicalIndexUnavailable:
            return None

    def drop(self) -> None:
        """Removes the index; the next search builds it anew."""
        self._files.remove()
        with self._lock:
            self._opened = None
        self._threads = threading.local()
        self._no_writing_before = 0.0

    def _tried(self, write: Callable[[], int]) -> int:
        """Calls `write` and returns its number of pages, or 0 when it failed. After a failure no
        attempt is made for PAUSE_S: a full disk must not cost every question a vain attempt."""
        if time.monotonic() < self._no_writing_before:
            return 0
        try:
            with _as_unavailable():
                return write()
        except LexicalIndexUnavailable as error:
            logger.warning("Wortindex %s bleibt zurück: %s", self.folder, error)
            self._no_writing_before = time.monotonic() + PAUSE_S
            return 0

    def _dead_part(self) -> float:
        """Returns the share of deleted documents in the index, from 0 to 1."""
        ix = self._open()[1]
        return 1 - ix.doc_count() / max(ix.doc_count_all(), 1)

    def _take_in(self, changes: Changes, dead: float) -> int:
        """Writes the changes into the index. `dead`: from this share on deleted documents are
        cleared away."""
        with self._files.writing(wait=False) as mine:
            if not mine:
                return 0
            try:
                writer = self._open()[1].writer()
            except LockError:
                return 0
            _write(writer, changes, clear=self._dead_part() > dead)
            return len(changes.page_ids)

    def _build(self, mark: str, *, wait: bool) -> int:
        with self._files.writing(wait=wait) as mine:
            if not mine or self._files.mark() != mark:
                return 0
            self._files.replace(schema(), take_in_everything)
        return len(self._terms().memory.pages)

    def _search(
        self, units: Collection[Unit], allowed: Collection[int], limit: int
    ) -> list[LexicalHit]:
        with _as_unavailable():
            hits = islice(best_first(self._terms(), units, allowed), limit)
            return [LexicalHit(page_id, score) for page_id, score in hits]

    def _open(self) -> tuple[str, FileIndex]:
        """Returns the name of the build that is in place now, and the build."""
        mark = self._files.mark()
        if not mark:
            raise FileNotFoundError(self.folder)
        with self._lock:
            if self._opened is None or self._opened[0] != mark:
                self._opened = (mark, self._files.open())
            return self._opened

    def _searcher(self) -> Searcher:
        """Returns this thread's searcher, at the newest state. Threads must not share a searcher of
        Whoosh's."""
        mark, ix = self._open()
        own: ThreadSearcher | None = getattr(self._threads, "own", None)
        if own is None or own.mark != mark or not own.searcher.up_to_date():
            # Not refresh(): it trips over an index that was empty when the searcher was opened.
            own = self._threads.own = ThreadSearcher(mark, ix.searcher())
        return own.searcher

    def _terms(self) -> TermScores:
        """Returns the terms of the newest state, read by this thread; what is known of them belongs
        to all threads."""
        searcher = self._searcher()
        state = (self._threads.own.mark, searcher.reader().generation())
        with self._lock:
            if self._memory is None or self._memory[0] != state:
                before = self._memory[1] if self._memory else None
                self._memory = (state, Memory.of(searcher, before))
            return TermScores(searcher, self._memory[1])


def schema() -> fields.Schema:
    return word_schema(GermanAnalyzer(), SEARCHED)


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Turns whatever Whoosh raises over damaged files (struct, pickle, key, value errors ...) or a
    full disk into LexicalIndexUnavailable. Database errors pass through."""
    try:
        yield
    except DatabaseError:
        raise
    except Exception as error:
        raise LexicalIndexUnavailable(f"{type(error).__name__}: {error}") from error


@cache
def _index_in(folder: Path) -> LexicalIndex:
    return LexicalIndex(folder)


def lexical_index() -> LexicalIndex:
    """Returns this machine's index of the wiki."""
    return _index_in(Path(settings.WHOOSH_DIR))


def _write(writer: Any, changes: Changes, *, clear: bool) -> None:
    """Takes all changes in, or none if one fails. `clear`: the documents deleted so far are cleared
    away."""
    try:
        take_in(writer, changes)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=clear)
