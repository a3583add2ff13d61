"""wiki.platform.slow_clients.worker: which process takes a new connection."""

import pytest

from wiki.platform.admission import ACTIVE, WAITING
from wiki.platform.slow_clients.worker import FULL, left_to_others_s, taken_at_once


def test_a_process_with_nothing_to_do_takes_it_at_once() -> None:
    assert [left_to_others_s(busy) for busy in (-1, 0, 1, 2)] == [0, 0, 0, 0]


@pytest.mark.parametrize(("less", "more"), [(2, 3), (4, 8), (3, 12), (FULL - 1, FULL)])
def test_one_with_less_to_do_goes_first(less: int, more: int) -> None:
    assert left_to_others_s(less) < left_to_others_s(more)


def test_a_full_one_hears_all_who_must_be_refused() -> None:
    assert FULL == ACTIVE + WAITING
    assert [taken_at_once(busy) for busy in (0, 5, 8, FULL)] == [1, 1, 2, 64]
