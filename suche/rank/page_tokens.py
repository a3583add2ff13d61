"""The token vectors of pages, as the second stage reads them; of those asked for last a process
keeps them, since most questions meet the same pages.

They are kept as they are stored, two bits an axis, until any passage changes: reading those of a
hundred pages from the database and adding them up costs more than comparing them.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from einbettung.models import Chunk, Projektion
from einbettung.vectors.late_interaction import Projection, sides, subject
from wiki.platform.table_cache import TableCache

KEPT_BYTES = 32 * 2**20  # in a process: about 1,600 pages of 300 tokens

Key = tuple[str, int]  # signature of the generation, page id


@dataclass(frozen=True)
class PageTokens:
    """`stored`: the tokens of all passages of a page, as `late_interaction.compress` made them.
    `subject`: what the page is about, a unit vector (k,)."""

    stored: bytes
    subject: np.ndarray


class KeptTokens:
    """Those that were asked for last, within a number of bytes. For all threads of a process."""

    def __init__(self, size: int = KEPT_BYTES) -> None:
        self._size = size
        self._pages: OrderedDict[Key, PageTokens] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, signature: str, page_ids: Iterable[int]) -> dict[int, PageTokens]:
        """Returns those of these pages that are kept."""
        with self._lock:
            keys = [key for page_id in page_ids if (key := (signature, page_id)) in self._pages]
            for key in keys:
                self._pages.move_to_end(key)
            return {page_id: self._pages[signature, page_id] for _, page_id in keys}

    def add(self, signature: str, pages: Mapping[int, PageTokens]) -> None:
        """Keeps these, and forgets those that nobody has asked for longest."""
        with self._lock:
            for page_id, tokens in pages.items():
                if (signature, page_id) not in self._pages:
                    self._pages[signature, page_id] = tokens
                    self._bytes += len(tokens.stored)
            while self._bytes > self._size:
                _, forgotten = self._pages.popitem(last=False)
                self._bytes -= len(forgotten.stored)


def page_tokens(rows: Iterable[tuple[int, bytes]], projection: Projection) -> dict[int, PageTokens]:
    """Puts together the tokens of each page from (page id, stored tokens of a passage) rows."""
    passages: dict[int, list[bytes]] = {}
    for page_id, stored in rows:
        passages.setdefault(page_id, []).append(stored)
    joined = {page_id: b"".join(parts) for page_id, parts in passages.items()}
    return {
        page_id: PageTokens(stored, subject(sides(stored, projection)))
        for page_id, stored in joined.items()
    }


def kept_tokens() -> KeptTokens:
    """Returns what this process keeps; nothing once any passage has changed."""
    return _kept.get()


_kept = TableCache(KeptTokens, Chunk, Projektion)
