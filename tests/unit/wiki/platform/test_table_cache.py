"""wiki.platform.table_cache: a value is made once for each state, a large one behind readers."""

import threading
from itertools import count

from wiki.platform.table_cache import KeptValue


def test_a_value_is_made_once_for_each_state() -> None:
    numbers = count()
    value = KeptValue(lambda: next(numbers))
    assert [value.get("a"), value.get("a"), value.get("b"), value.get("b")] == [0, 0, 1, 1]
    value.forget()
    assert value.get("b") == 2


def test_of_a_large_value_readers_get_the_old_one_until_a_thread_has_made_the_new() -> None:
    numbers, go, made = count(), threading.Event(), threading.Event()

    def make() -> int:
        if number := next(numbers):
            go.wait(10)
            made.set()
        return number

    value = KeptValue(make, lags=lambda _: True)
    assert [value.get("a"), value.get("b"), value.get("c")] == [0, 0, 0]
    go.set()
    made.wait(10)
    while value._making.locked():
        pass
    assert value.get("b") == 1  # what was asked for first, by one thread
