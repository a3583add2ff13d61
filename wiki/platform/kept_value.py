"""A value, and the state of what it was made of: made anew when that is another one."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


class KeptValue(Generic[T]):
    """`lags`: whether a value is so large that readers get the old one until a thread has made the
    new one, seconds later. Only where it gives nothing away: who may see what is asked
    elsewhere."""

    def __init__(self, make: Callable[[], T], lags: Callable[[T], bool] = lambda _: False) -> None:
        self._make = make
        self._lags = lags
        self._known: tuple[Hashable, T] | None = None
        self._making = threading.Lock()

    def get(self, state: Hashable) -> T:
        """Returns the value. `state`: asked before, so that a change in between makes the next
        caller ask for a new one."""
        known = self._known
        if known is None:
            known = self._known = (state, self._make())
        elif known[0] != state:
            if self._lags(known[1]):
                self._make_behind(state)
            else:
                known = self._known = (state, self._make())
        return known[1]

    def forget(self) -> None:
        self._known = None

    def _make_behind(self, state: Hashable) -> None:
        """One thread at a time: what changes meanwhile is noticed by the next reader."""
        if self._making.acquire(blocking=False):
            threading.Thread(target=self._make_in_thread, args=[state], daemon=True).start()

    def _make_in_thread(self, state: Hashable) -> None:
        try:
            self._known = (state, self._make())
        finally:
            connection.close()
            self._making.release()
