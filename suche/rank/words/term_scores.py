"""What each term brings to each page: BM25 of its strongest field, as arrays.

Whoosh steps through a tree of matchers one document at a time, which took three quarters of the
time of a search, and seconds for a sketch. Here a term's postings are read from Whoosh once, and
whoever asks again adds up arrays. They belong to one state of the index and end with it.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from whoosh.searching import Searcher

from suche.rank.parameters import ATTACHMENT_FIELD, ATTACHMENT_WEIGHT, FIELD_WEIGHTS, K1, B

from .follower import BOOKMARK

SEARCHED = FIELD_WEIGHTS | {ATTACHMENT_FIELD: ATTACHMENT_WEIGHT}
POSTINGS_KEPT = 2_000_000  # 24 MB in a process


@dataclass(frozen=True)
class Scores:
    """Whoosh's numbers of the documents that hold a term, ascending, and what it brings each."""

    documents: np.ndarray
    values: np.ndarray


@dataclass
class Memory:
    """What is known of one state of the index. All threads may use it: what two of them find out at
    the same time is the same."""

    size: int  # documents, those that were deleted among them
    documents: dict[int, int]  # page id -> Whoosh's number
    page_ids: dict[int, int]
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    scores: dict[str, Scores] = field(default_factory=dict)
    postings: int = 0

    @classmethod
    def of(cls, searcher: Searcher) -> "Memory":
        stored = searcher.reader().iter_docs()
        pages = {number: int(d["page_id"]) for number, d in stored if d["page_id"] != BOOKMARK}
        documents = {page_id: number for number, page_id in pages.items()}
        return cls(searcher.doc_count_all(), documents, pages)

    def keep(self, term: str, scores: Scores) -> None:
        """Over the bound all is forgotten: the next questions bring back what is asked."""
        if self.postings > POSTINGS_KEPT:
            self.scores, self.postings = {}, 0
        self.scores[term] = scores
        self.postings += len(scores.documents)


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
        best = np.zeros(self.memory.size)
        for name, weight in SEARCHED.items():
            if self.frequency(name, term):
                documents, values = self._bm25(name, term)
                best[documents] = np.maximum(best[documents], weight * values)
        documents = np.flatnonzero(best).astype(np.int32)
        return Scores(documents, best[documents])

    def _bm25(self, name: str, term: str) -> tuple[np.ndarray, np.ndarray]:
        """Returns the documents and their scores, as `whoosh.scoring.bm25` computes them."""
        documents, counts = self._postings(name, term)
        lengths = np.array([self.searcher.doc_field_length(n, name, 1) for n in documents], float)
        share = lengths / (self.searcher.avg_field_length(name) or 1)
        saturated = counts * (K1 + 1) / (counts + K1 * ((1 - B) + B * share))
        return np.array(documents, np.int32), self.idf(name, term) * saturated

    def _postings(self, name: str, term: str) -> tuple[list[int], np.ndarray]:
        """Returns the documents that hold the term, ascending, and how often each does."""
        documents: list[int] = []
        counts: list[float] = []
        matcher = self.searcher.reader().postings(name, term)
        while matcher.is_active():
            documents.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        return documents, np.array(counts, float)


def idf(pages: int, frequency: int) -> float:
    """Returns the inverse document frequency as `whoosh.scoring` computes it."""
    return math.log(pages / (frequency + 1)) + 1
