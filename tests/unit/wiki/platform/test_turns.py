"""wiki.platform.turns: places are given in the order of asking."""

from threading import Thread
from time import monotonic, sleep

from wiki.platform.turns import Turns

LONG = 10.0  # seconds


def waiting(turns: Turns, name: int, got: list[int]) -> Thread:
    """Begins to wait in a thread of its own; comes back once it stands in the queue."""
    before = len(turns._waiting)

    def wait() -> None:
        if turns.take(LONG):
            got.append(name)

    thread = Thread(target=wait)
    thread.start()
    end = monotonic() + LONG
    while len(turns._waiting) == before and monotonic() < end:
        sleep(0.001)
    return thread


def test_who_has_waited_longest_is_next_and_nobody_passes() -> None:
    turns, got = Turns(1), list[int]()
    assert turns.take_free()
    threads = [waiting(turns, name, got) for name in range(4)]
    for thread in threads:
        turns.give_back()
        assert not turns.take_free()
        thread.join(LONG)
    assert got == [0, 1, 2, 3]


def test_who_gives_up_stands_in_nobodys_way() -> None:
    turns, got = Turns(1), list[int]()
    assert turns.take_free()
    assert not turns.take(0.01)
    thread = waiting(turns, 1, got)
    turns.give_back()
    thread.join(LONG)
    assert got == [1]
    turns.give_back()
    assert turns.take_free()


def test_a_place_that_comes_in_the_last_moment_is_kept() -> None:
    turns = Turns(1)
    assert turns.take_free()
    turns.give_back()
    assert turns.take(0.0)
    assert not turns.take_free()
