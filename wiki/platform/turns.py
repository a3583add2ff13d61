"""A number of places, given in the order of asking."""

from collections import deque
from threading import Event, Lock


class Turns:
    """Like a semaphore, but a place that is given back goes to whoever has waited longest.
    `threading.Semaphore` lets a newcomer pass who asks at that moment, and sends the others to the
    end: with many searchers some waited three times as long as most."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[Event] = deque()  # longest first; while any waits, no place is free
        self._lock = Lock()

    def take_free(self) -> bool:
        """Takes a place if one is free."""
        with self._lock:
            is_free = self._free > 0
            self._free -= is_free
            return is_free

    def take(self, timeout: float) -> bool:
        """Takes a place, for which it waits so many seconds at most; returns whether it has one."""
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return True
            turn = Event()
            self._waiting.append(turn)
        return turn.wait(timeout) or self._has_got(turn)

    def _has_got(self, turn: Event) -> bool:
        """Ends the waiting, unless the place came in the last moment."""
        with self._lock:
            if not turn.is_set():
                self._waiting.remove(turn)
            return turn.is_set()

    def give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
