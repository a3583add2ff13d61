"""Cursors: a list is walked through without losing or repeating anything."""

from typing import Any

import pytest
from ninja.errors import HttpError

from suche.schnittstelle.paging import BEHIND, FROM, cut, cut_behind, written


@pytest.mark.parametrize("cutting", [cut, cut_behind])
@pytest.mark.parametrize("number", [1, 3, 7, 8])
def test_cursors_lead_through_the_whole_list(cutting: Any, number: int) -> None:
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        part = cutting(range(1, 8), cursor, number)
        seen += part.items
        cursor = part.weiter
    assert seen == list(range(1, 8))


def test_who_reads_on_misses_none_when_one_before_is_gone() -> None:
    cursor = cut_behind([3, 5, 8, 9], "", 2).weiter
    assert cut_behind([5, 8, 9], cursor or "", 2).items == [8, 9]
    assert cut_behind([3, 8, 9], cursor or "", 2).items == [8, 9]


def test_an_empty_list_ends_at_once() -> None:
    assert cut([], "", 5).weiter is None
    assert cut(range(3), written(FROM, 9), 5).items == range(0)


@pytest.mark.parametrize(
    "cursor",
    ["x", "äöü", "====", "YWI6", written(FROM, 5)[:-2] + "!", "YWI6LTE", "YWI6OTk5OTk5OTk5OTk"],
)
def test_a_cursor_that_nobody_wrote_is_refused(cursor: str) -> None:
    with pytest.raises(HttpError) as refused:
        cut(range(7), cursor, 3)
    assert refused.value.status_code == 400


@pytest.mark.parametrize("cursor", [written(FROM, 3), written(BEHIND, 2**31)])
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(HttpError):
        cut_behind(range(1, 8), cursor, 3)
