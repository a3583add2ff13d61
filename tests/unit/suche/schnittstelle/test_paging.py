"""Cursors: a list is walked through without losing or repeating anything."""

import pytest
from ninja.errors import HttpError

from suche.schnittstelle.paging import cut, written


@pytest.mark.parametrize("number", [1, 3, 7, 8])
def test_cursors_lead_through_the_whole_list(number: int) -> None:
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        part = cut(range(7), cursor, number)
        seen += part.items
        cursor = part.weiter
    assert seen == list(range(7))


def test_an_empty_list_ends_at_once() -> None:
    assert cut([], "", 5).weiter is None
    assert cut(range(3), written(9), 5).items == range(0)


@pytest.mark.parametrize(
    "cursor", ["x", "äöü", "====", "YWI6", written(5)[:-2] + "!", "YWI6LTE", "YWI6OTk5OTk5OTk5OTk"]
)
def test_a_cursor_that_nobody_wrote_is_refused(cursor: str) -> None:
    with pytest.raises(HttpError) as refused:
        cut(range(7), cursor, 3)
    assert refused.value.status_code == 400
