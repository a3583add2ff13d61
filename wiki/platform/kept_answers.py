"""The answers that were given last stay in the process: whoever sorts, turns the page or comes back
asks again what was just answered."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

from django.db import models

from .table_cache import TableCache

T = TypeVar("T")


class KeptAnswers(Generic[T]):
    """The last `most` answers, each for `seconds` at most and until one of the tables changes. For
    all threads of a process; who asks at the same time as another one makes the answer twice.

    The question must hold all that the answer hangs on beside the tables: who may read what, and
    the day. `lasts`: an answer of which it says no is given once, and not kept.
    """

    def __init__(
        self,
        most: int,
        seconds: float,
        *tables: type[models.Model],
        lasts: Callable[[T], bool] = lambda _: True,
    ) -> None:
        self._most, self._seconds, self._lasts = most, seconds, lasts
        self._kept: TableCache[OrderedDict[Hashable, tuple[float, T]]] = TableCache(
            OrderedDict, *tables
        )
        self._lock = threading.Lock()

    def get(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Returns the answer; one small query if it is known. What changes while it is made is
        noticed by the next one who asks."""
        kept, now = self._kept.get(), monotonic()
        with self._lock:
            given, known = kept.get(question, (now - self._seconds, None))
            if now - given < self._seconds and known is not None:
                kept.move_to_end(question)
                return known
        made = answer()
        if self._lasts(made):
            with self._lock:
                kept[question] = now, made
                kept.move_to_end(question)
                while len(kept) > self._most:
                    kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Forgets all of them: for measuring, and for tests."""
        self._kept.forget()
