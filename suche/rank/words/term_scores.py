"""What each term brings to each page: BM25 of its strongest field, as arrays.

Whoosh steps through a tree of matchers one document at a time, which took three quarters of the
time of a search, and seconds for a sketch. Here a term's postings are read from Whoosh once for
each segment (`segments`), and whoever asks again adds up arrays. What a term brings hangs on all
pages, so it belongs to one state of the index and ends with it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh.searching import Searcher

from suche.rank.parameters import ATTACHMENT_FIELD, ATTACHMENT_WEIGHT, FIELD_WEIGHTS, K1, B

from .segments import NO_PAGE, Segment

SEARCHED = FIELD_WEIGHTS | {ATTACHMENT_FIELD: ATTACHMENT_WEIGHT}
SCORES_KEPT = 2_000_000  # 24 MB in a process
POSTINGS_KEPT = 8_000_000  # 64 MB; what 100,000 pages say in a hundred of their frequent words


@dataclass(frozen=True)
class Scores:
    """Whoosh's numbers of the documents that hold a term, ascending, and what it brings each."""

    documents: np.ndarray
    values: np.ndarray


@dataclass
class Memory:
    """What is known of one state of the index. All threads may use it: what two of them find out at
    the same time is the same. `segments`: by Whoosh's id, in its order; `page_ids`: of each
    document, NO_PAGE where it was deleted."""

    size: int  # documents, those that were deleted among them
    segments: dict[str, Segment]
    page_ids: np.ndarray
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    scores: dict[str, Scores] = field(default_factory=dict)
    kept: int = 0  # scores

    @classmethod
    def of(cls, searcher: Searcher, before: "Memory | None" = None) -> "Memory":
        """`before`: of an earlier state, whose segments need not be read again."""
        known = before.segments if before else {}
        segments: dict[str, Segment] = {}
        page_ids = np.full(searcher.doc_count_all(), NO_PAGE, np.int64)
        for name, reader, start in _segments(searcher):
            segment = segments[name] = known.get(name) or Segment.read(reader)
            page_ids[start : start + len(segment.page_ids)] = segment.page_ids
            page_ids[[start + number for number in reader.segment().deleted_docs()]] = NO_PAGE
        return cls(searcher.doc_count_all(), segments, page_ids)

    @property
    def pages(self) -> frozenset[int]:
        """The pages in the index."""
        return frozenset(self.page_ids[self.page_ids != NO_PAGE].tolist())

    def keep(self, term: str, scores: Scores) -> None:
        """Over the bound all is forgotten: the next questions bring back what is asked."""
        if self.kept > SCORES_KEPT:
            self.scores, self.kept = {}, 0
            self._forget_postings()
        self.scores[term] = scores
        self.kept += len(scores.documents)

    def _forget_postings(self) -> None:
        kept = [segment.postings for segment in self.segments.values()]
        if sum(len(one.documents) for of in kept for one in of.values()) > POSTINGS_KEPT:
            for segment in self.segments.values():
                segment.postings = {}


@dataclass(frozen=True)
class TermScores:
    """The terms of one state of the index, read by one thread with its own searcher."""

    searcher: Searcher
    memory: Memory

    def frequency(self, name: str, term: str) -> int:
        """Returns in how many documents this field holds the term."""
        known = self.memory.frequencies
        if (name, term) not in known:
            known[name, term] = int(self.searcher.doc_frequency(name, term))
        return known[name, term]

    def idf(self, name: str, term: str) -> float:
        return idf(self.memory.size, self.frequency(name, term))

    def of(self, term: str) -> Scores:
        """Returns what a term brings; of the fields it stands in, the best one counts."""
        found = self.memory.scores.get(term)
        if found is None:
            found = self._strongest(term)
            self.memory.keep(term, found)
        return found

    def _strongest(self, term: str) -> Scores:
        """Returns for each document the score of the one field in which the term brings most."""
        best = np.zeros(self.memory.size)
        for name, weight in SEARCHED.items():
            if self.frequency(name, term):
                documents, values = self._bm25(name, term)
                best[documents] = np.maximum(best[documents], weight * values)
        documents = np.flatnonzero(best).astype(np.int32)
        return Scores(documents, best[documents])

    def _bm25(self, name: str, term: str) -> tuple[np.ndarray, np.ndarray]:
        """Returns the documents and their scores, as `whoosh.scoring.bm25` computes them."""
        documents, counts, lengths = self._postings(name, term)
        share = lengths / (self.searcher.avg_field_length(name) or 1)
        saturated = counts * (K1 + 1) / (counts + K1 * ((1 - B) + B * share))
        return documents, self.idf(name, term) * saturated

    def _postings(self, name: str, term: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Returns the documents that hold the term, ascending, how often each does, and how many
        terms the field has there."""
        parts = []
        for segment_id, reader, start in _segments(self.searcher):
            segment = self.memory.segments[segment_id]
            found = segment.postings_of(reader, name, term)
            lengths = segment.lengths_of(reader, name)[found.documents]
            parts.append((found.documents + start, found.counts, lengths))
        documents, counts, lengths = map(np.concatenate, zip(*parts, strict=True))
        return documents, counts.astype(float), lengths.astype(float)


def _segments(searcher: Searcher) -> Iterator[tuple[str, Any, int]]:
    """Yields Whoosh's id of each segment, a reader, and the number of its first document."""
    for reader, start in searcher.reader().leaf_readers():
        if reader.doc_count_all():
            yield reader.segment().segment_id(), reader, start


def idf(pages: int, frequency: int) -> float:
    """Returns the inverse document frequency as `whoosh.scoring` computes it."""
    return math.log(pages / (frequency + 1)) + 1
