"""What the segments of a word index hold, as arrays.

Whoosh writes a segment once. A publication adds a small one and marks documents of others as
deleted, so that what was read of a segment is true in every state of the index that has it.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .follower import BOOKMARK

NO_PAGE = 0  # instead of the id of a page: the bookmark, or a document that was deleted


@dataclass(frozen=True)
class Postings:
    """The documents of a segment that hold a term in one field, ascending, and how often."""

    documents: np.ndarray
    counts: np.ndarray

    @classmethod
    def read(cls, reader: Any, name: str, term: str) -> "Postings":
        """`reader`: Whoosh's, of one segment."""
        documents: list[int] = []
        counts: list[float] = []
        matcher = reader.postings(name, term) if (name, term) in reader else None
        while matcher is not None and matcher.is_active():
            documents.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        return cls(np.array(documents, np.int32), np.array(counts, np.float32))


@dataclass
class Segment:
    """What is known of a segment. All threads may use it: what two of them find out at the same
    time is the same. `page_ids`: of each document."""

    page_ids: np.ndarray
    lengths: dict[str, np.ndarray] = field(default_factory=dict)
    postings: dict[tuple[str, str], Postings] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Any) -> "Segment":
        page_ids = np.full(reader.doc_count_all(), NO_PAGE, np.int64)
        for number, stored in reader.iter_docs():
            if stored["page_id"] != BOOKMARK:
                page_ids[number] = int(stored["page_id"])
        return cls(page_ids)

    def postings_of(self, reader: Any, name: str, term: str) -> Postings:
        found = self.postings.get((name, term))
        if found is None:
            found = self.postings[name, term] = Postings.read(reader, name, term)
        return found

    def lengths_of(self, reader: Any, name: str) -> np.ndarray:
        """Returns how many terms this field of each document has; 1 where it is not known."""
        if name not in self.lengths:
            numbers = range(len(self.page_ids))
            known = (reader.doc_field_length(number, name, 1) or 1 for number in numbers)
            self.lengths[name] = np.fromiter(known, np.float32, len(self.page_ids))
        return self.lengths[name]
