"""suche.page.hit_pages: weak hits fold behind the last good one."""

from types import SimpleNamespace
from typing import Any

import pytest

from suche.page.hit_pages import Trefferseiten, fold
from suche.rank.levels import GOOD, WEAK


def pages(strong: int, weak: int) -> list[list[Any]]:
    hits: Any = list(range(strong + weak))
    paginator = Trefferseiten(hits, 10, weak)
    return [list(paginator.page(number)) for number in paginator.page_range]


@pytest.mark.parametrize(
    ("strong", "weak", "lengths"),
    [
        (0, 0, [0]),
        (3, 0, [3]),
        (3, 5, [8]),
        (12, 5, [10, 7]),
        (10, 25, [20, 10, 5]),
        (0, 25, [10, 10, 5]),
        (20, 0, [10, 10]),
    ],
)
def test_weak_hits_share_the_last_page_of_the_others(
    strong: int, weak: int, lengths: list[int]
) -> None:
    assert [len(page) for page in pages(strong, weak)] == lengths


def test_every_hit_stands_on_one_page_in_order() -> None:
    assert [hit for page in pages(23, 34) for hit in page] == list(range(57))


@pytest.mark.parametrize(
    ("levels", "is_answered", "seen"),
    [
        ([GOOD, WEAK], False, [GOOD]),
        ([WEAK, WEAK], False, [WEAK, WEAK]),
        ([WEAK, WEAK], True, []),
        ([GOOD, WEAK], True, [GOOD]),
    ],
)
def test_weak_hits_alone_fold_where_the_answer_stands_above(
    levels: list[str], is_answered: bool, seen: list[str]
) -> None:
    hits: Any = [SimpleNamespace(stufe=level) for level in levels]
    shown, folded = fold(hits, is_answered=is_answered)
    assert [hit.stufe for hit in shown] == seen
    assert len(shown) + len(folded) == len(levels)
