"""The lexical leg: Whoosh over pages, one folder per machine, following the change log.

The index is a derived copy. Before a search its writer catches up with `einbettung.Aenderung`;
a missing, broken or outdated index is built anew beside the old one. Only one process writes at
a time; the others go on searching what is there.
"""

import fcntl
import logging
import math
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from whoosh import fields, index, query, scoring
from whoosh.analysis import Analyzer, Token
from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher

from einbettung.index import last_change
from einbettung.models import Aenderung, Dokument

from . import analysis
from .current import current_wortschatz
from .exceptions import LexicalIndexUnavailable
from .schema import LexicalHit, Unit

logger = logging.getLogger(__name__)

# Where a word stands says how much the page is about it. Chosen on the tuning half of our
# question set (docs/suchqualitaet.md).
FIELD_WEIGHTS = {"titel": 3.0, "kommunen": 2.0, "text": 1.0}
K1, B = 1.2, 0.75  # Robertson & Zaragoza 2009, The Probabilistic Relevance Framework
OTHER_NAME = 0.8  # what a synonym or translation counts beside the word that was typed
CATCH_UP_BATCH = 500
MANY_CHANGES = 50  # from here on the whole index is written anew: 0.4 s for 1,000 pages


class GermanAnalyzer(Analyzer):
    """Whoosh's view of `suche.analysis`; a word's terms stand at consecutive positions."""

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


def schema() -> fields.Schema:
    analyzer = GermanAnalyzer()
    return fields.Schema(
        page_id=fields.ID(stored=True, unique=True),
        stand=fields.STORED,  # only in the bookmark document: number of the last change taken in
        **{name: fields.TEXT(analyzer=analyzer) for name in FIELD_WEIGHTS},
    )


BOOKMARK = "stand"  # page_id of the bookmark document


class LexicalIndex:
    """One folder with one index. Thread-safe: every thread has a searcher of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"v{analysis.VERSION}"
        self._threads = threading.local()
        self._lock = threading.Lock()
        self._index: FileIndex | None = None

    def search(
        self, units: Collection[Unit], allowed: Collection[int], limit: int
    ) -> list[LexicalHit]:
        """The best `limit` of the `allowed` pages, best first. Catches up before it looks."""
        if not units or not allowed:
            return []
        try:
            return self._search(units, allowed, limit)
        except LexicalIndexUnavailable:
            logger.warning("Wortindex %s ist unlesbar und wird neu gebaut", self.folder)
            self.drop()
            return self._search(units, allowed, limit)

    def rarity(self, term: str) -> float:
        """0: in every page, 1: in none; logarithmic. 1 for all terms while the index is down."""
        try:
            with _as_unavailable():
                searcher = self._searcher()
                frequency = searcher.doc_frequency("text", term)
                return 1 - math.log(frequency + 1) / math.log(searcher.doc_count_all() + 1)
        except LexicalIndexUnavailable:
            return 1.0

    def catch_up(self) -> int:
        """Take in all changes since the last time; returns how many pages were touched.

        When another process is writing, this one goes on with what it has.
        """
        with _as_unavailable():
            if self._stand() > last_change():
                self.drop()  # the database was put back to an older state
            ix = self._open()
            behind = Aenderung.objects.filter(nummer__gt=self._stand())
            changes = dict(behind.values_list("page_id", "nummer"))
            if not changes:
                return 0
            try:
                writer = ix.writer()
            except LockError:
                return 0
            _write(writer, changes)
            return len(changes)

    def behind(self) -> int:
        """How many pages the next `catch_up` will touch."""
        with _as_unavailable():
            stand = self._stand()
            if stand > last_change():
                stand = 0  # the database was put back: everything is built anew
            changes = Aenderung.objects.filter(nummer__gt=stand)
            return changes.values("page_id").distinct().count()

    def state(self) -> tuple[int, frozenset[int]]:
        """The number of the last change taken in (0: not built yet), and the pages it knows."""
        with _as_unavailable():
            return self._stand(), frozenset(self._document_numbers(self._searcher()))

    def drop(self) -> None:
        """Forget the index; the next search builds it anew."""
        with self._lock:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._forget()

    def _search(
        self, units: Collection[Unit], allowed: Collection[int], limit: int
    ) -> list[LexicalHit]:
        self.catch_up()
        with _as_unavailable():
            searcher = self._searcher()
            numbers = self._document_numbers(searcher)
            if not numbers:
                return []
            permitted = {numbers[pk] for pk in allowed if pk in numbers}
            hits = searcher.search(_query(searcher, units), limit=limit, filter=permitted)
            best = _best_possible(searcher, units)
            return [LexicalHit(int(hit["page_id"]), min(hit.score / best, 1.0)) for hit in hits]

    def _open(self) -> FileIndex:
        with self._lock:
            if self._index is None or not self.folder.exists():
                self._forget()
                self._index = _open_or_create(self.folder)
            return self._index

    def _forget(self) -> None:
        self._index = None
        self._threads = threading.local()

    def _searcher(self) -> Searcher:
        """This thread's searcher, at the newest state. Whoosh's searchers must not be shared."""
        ix = self._open()
        searcher: Searcher | None = getattr(self._threads, "searcher", None)
        if searcher is None:
            searcher = ix.searcher(weighting=scoring.BM25F(B=B, K1=K1))
        elif not searcher.up_to_date():
            # Not refresh(): it trips over an index that was empty when the searcher was opened.
            searcher.close()
            searcher = ix.searcher(weighting=scoring.BM25F(B=B, K1=K1))
        self._threads.searcher = searcher
        return searcher

    def _stand(self) -> int:
        """The number of the last change taken in; it is written together with the change."""
        bookmark = self._searcher().document(page_id=BOOKMARK)
        return int(bookmark["stand"]) if bookmark else 0

    def _document_numbers(self, searcher: Searcher) -> dict[int, int]:
        """page id -> Whoosh's document number, cached for as long as the searcher lives."""
        cached = getattr(self._threads, "numbers", None)
        if cached is None or cached[0] is not searcher:
            stored = searcher.reader().iter_docs()
            ids = {int(doc["page_id"]): nr for nr, doc in stored if doc["page_id"] != BOOKMARK}
            cached = self._threads.numbers = (searcher, ids)
        return cached[1]


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Whatever Whoosh meets in damaged files (struct, pickle, key, value errors ...), a full disk
    included, becomes one error that callers know. Database errors pass through."""
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
    """This machine's index of the wiki."""
    return _index_in(Path(settings.WHOOSH_DIR))


def _open_or_create(folder: Path) -> FileIndex:
    """Two processes that find nothing at the same time agree on one new index."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if index.exists_in(folder):
            return index.open_dir(folder)
        return index.create_in(folder, schema())


def _write(writer: Any, changes: dict[int, int]) -> None:
    """Takes the changes in, all or none."""
    try:
        _take_in(writer, list(changes))
        writer.update_document(page_id=BOOKMARK, stand=max(changes.values()))
    except BaseException:
        writer.cancel()
        raise
    # Deleted documents count in the rarity of words until their segment is written anew.
    writer.commit(optimize=len(changes) >= MANY_CHANGES)


def _take_in(writer: Any, page_ids: list[int]) -> None:
    eigennamen = current_wortschatz().eigennamen
    for start in range(0, len(page_ids), CATCH_UP_BATCH):
        batch = page_ids[start : start + CATCH_UP_BATCH]
        present = Dokument.objects.in_bulk(batch)
        for page_id in batch:
            if page_id in present:
                writer.update_document(**_document(present[page_id], eigennamen))
            else:
                writer.delete_by_term("page_id", str(page_id))


def _document(row: Dokument, eigennamen: frozenset[str]) -> dict[str, Any]:
    """Fields as terms: Whoosh's own analyzer knows nothing of the editors' names."""
    texts = {
        "titel": row.titel,
        "kommunen": row.kommunen,
        "text": "\n\n".join(part["text"] for part in row.abschnitte),
    }
    return {"page_id": str(row.pk)} | {
        name: [token.term for token in analysis.tokens(analysis.normalise(text), eigennamen)]
        for name, text in texts.items()
    }


def _query(searcher: Searcher, units: Iterable[Unit]) -> query.Query:
    """Any word counts; of a word's readings, and of the fields it stands in, the best one."""
    return query.Or([_unit_query(searcher, unit) for unit in units])


def _unit_query(searcher: Searcher, unit: Unit) -> query.Query:
    """The word itself counts by its parts, too; another name only as a whole, and never more."""
    own = max((_best_reading(searcher, terms) for terms in unit.own), default=0.0)
    other = [
        query.And([_term(term, _damping(own, _best_reading(searcher, terms))) for term in terms])
        for terms in unit.others
    ]
    return query.DisjunctionMax(
        [query.Or([_term(term) for term in terms]) for terms in unit.own] + other
    )


def _term(term: str, boost: float = 1.0) -> query.Query:
    return query.DisjunctionMax(
        [query.Term(name, term, boost=boost * weight) for name, weight in FIELD_WEIGHTS.items()]
    )


def _damping(own: float, other: float) -> float:
    """Factor that keeps another name below the word itself; 1 for a word that no page knows."""
    return min(1.0, OTHER_NAME * own / other) if own and other else 1.0


def _best_possible(searcher: Searcher, units: Iterable[Unit]) -> float:
    """The score of a page that holds every word in its strongest field, however often.

    A word that no page knows in any reading counts as the rarest one: a question that is mostly
    unknown words must not look answered because a page holds the one common word in it.
    """
    rarest = max(FIELD_WEIGHTS.values()) * _idf(searcher.doc_count_all(), 0)
    return sum(_best_of(searcher, unit) or rarest for unit in units) * (K1 + 1)


def _best_of(searcher: Searcher, unit: Unit) -> float:
    """By the word itself, if a page knows it, else by its other names; 0 when none does."""
    own = max((_best_reading(searcher, terms) for terms in unit.own), default=0.0)
    return own or max((_best_reading(searcher, terms) for terms in unit.others), default=0.0)


def _best_reading(searcher: Searcher, terms: Collection[str]) -> float:
    """What all the terms together can bring; 0 when the index lacks one of them."""
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
    """As whoosh.scoring computes it."""
    return math.log(pages / (frequency + 1)) + 1
