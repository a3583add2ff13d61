"""The lexical leg: Whoosh over pages, one folder per machine, following the change log.

The index is a derived copy. Before a search it catches up with `einbettung.Aenderung`
(`suche.rank.words.follower`); a missing, broken or outdated one is built anew beside the old one
(`word_folder`). Only one process writes at a time; the others go on searching what is
there.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from whoosh import fields, query, scoring
from whoosh.analysis import Analyzer, Token
from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher

from einbettung.models import Dokument
from suche.exceptions import LexicalIndexUnavailable
from suche.german import analysis
from suche.rank.parameters import (
    ATTACHMENT_FIELD,
    ATTACHMENT_WEIGHT,
    FIELD_WEIGHTS,
    K1,
    SYNONYM_WEIGHT,
    B,
)
from suche.rank.schema import LexicalHit
from suche.understand.schema import Unit

from .follower import (
    BOOKMARK,
    Changes,
    changes_since,
    read_bookmark,
    take_in,
    take_in_everything,
    word_schema,
)
from .word_folder import WordFolder

logger = logging.getLogger(__name__)

PAUSE_S = 30  # after an attempt to write that failed
# Deleted documents count in the rarity of words until the index is written anew, which takes 1 s
# for 1,000 pages. It is written anew when they are this part of it: a question makes somebody
# wait, the weekly run does not.
DEAD_WHILE_SEARCHING, DEAD_AT_MOST = 0.25, 0.02
SEARCHED = FIELD_WEIGHTS | {ATTACHMENT_FIELD: ATTACHMENT_WEIGHT}


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
                searcher = self._searcher()
                frequency = searcher.doc_frequency("text", term)
                return 1 - math.log(frequency + 1) / math.log(searcher.doc_count_all() + 1)
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
            searcher = self._searcher()
            number = read_bookmark(searcher).number
            return number, frozenset(self._document_numbers(searcher))

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
        return len(self._document_numbers(self._searcher()))

    def _search(
        self, units: Collection[Unit], allowed: Collection[int], limit: int
    ) -> list[LexicalHit]:
        with _as_unavailable():
            searcher = self._searcher()
            numbers = self._document_numbers(searcher)
            permitted = {numbers[pk] for pk in allowed if pk in numbers}
            if not permitted:  # which Whoosh would take for no filter at all
                return []
            hits = searcher.search(_query(searcher, units), limit=limit, filter=permitted)
            best = _best_possible(searcher, units)
            return [LexicalHit(int(hit["page_id"]), min(hit.score / best, 1.0)) for hit in hits]

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
            searcher = ix.searcher(weighting=scoring.BM25F(B=B, K1=K1))
            own = self._threads.own = ThreadSearcher(mark, searcher)
        return own.searcher

    def _document_numbers(self, searcher: Searcher) -> dict[int, int]:
        """Returns page id -> Whoosh's document number, cached for as long as the searcher lives."""
        cached = getattr(self._threads, "numbers", None)
        if cached is None or cached[0] is not searcher:
            stored = searcher.reader().iter_docs()
            ids = {int(doc["page_id"]): nr for nr, doc in stored if doc["page_id"] != BOOKMARK}
            cached = self._threads.numbers = (searcher, ids)
        return cached[1]


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


def _query(searcher: Searcher, units: Iterable[Unit]) -> query.Query:
    """Returns Whoosh's query for a question. Any of its words counts; of a word's readings, and of
    the fields it stands in, the best one counts."""
    return query.Or([_unit_query(searcher, unit) for unit in units])


def _unit_query(searcher: Searcher, unit: Unit) -> query.Query:
    """Returns the query for one word. The parts of the word as it was typed count one by one:
    "Kitaanmeldung" finds a page that says "Anmeldung" only. A synonym of several words must stand
    in the page with all of them, and weighs less than the word itself."""
    own = max((_best_reading(searcher, terms) for terms in unit.own), default=0.0)
    synonyms = [
        query.And([_term(term, _damping(own, _best_reading(searcher, terms))) for term in terms])
        for terms in unit.others
    ]
    return query.DisjunctionMax(
        [query.Or([_term(term) for term in terms]) for terms in unit.own] + synonyms
    )


def _term(term: str, boost: float = 1.0) -> query.Query:
    return query.DisjunctionMax(
        [query.Term(name, term, boost=boost * weight) for name, weight in SEARCHED.items()]
    )


def _damping(own: float, synonym: float) -> float:
    """Returns the factor that keeps a synonym's score below the word's own. A word that no page
    holds leaves its synonyms as they are."""
    return min(1.0, SYNONYM_WEIGHT * own / synonym) if own and synonym else 1.0


def _best_possible(searcher: Searcher, units: Iterable[Unit]) -> float:
    """Returns the score of a page that holds every word in its strongest field, infinitely often.

    A word that no page holds in any reading counts as the rarest one: a question that is mostly
    unknown words must not look answered because a page holds the one common word in it.
    """
    rarest = max(FIELD_WEIGHTS.values()) * _idf(searcher.doc_count_all(), 0)
    return sum(_best_of(searcher, unit) or rarest for unit in units) * (K1 + 1)


def _best_of(searcher: Searcher, unit: Unit) -> float:
    """Returns what the word itself can bring, if a page holds it, else what its synonyms can; 0
    when no page holds any of them."""
    own = max((_best_reading(searcher, terms) for terms in unit.own), default=0.0)
    return own or max((_best_reading(searcher, terms) for terms in unit.others), default=0.0)


def _best_reading(searcher: Searcher, terms: Collection[str]) -> float:
    """Returns what all the terms together can bring; 0 when the index lacks one of them."""
    if not all(searcher.doc_frequency("text", term) for term in terms):
        return 0.0
    return sum(_best_term(searcher, term) for term in terms)


def _best_term(searcher: Searcher, term: str) -> float:
    pages = searcher.doc_count_all()
    return max(
        weight * _idf(pages, searcher.doc_frequency(name, term))
        for name, weight in FIELD_WEIGHTS.items()
    )


def _idf(pages: int, frequency: int) -> float:
    """Returns the inverse document frequency as whoosh.scoring computes it."""
    return math.log(pages / (frequency + 1)) + 1
