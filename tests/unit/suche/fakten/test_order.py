"""Other orders than by relevance."""

import pytest

from suche.fakten.order import SORTIERUNGEN, sort_hits
from tests.unit.fakten import ort, projekt

TRIER, KONZ = ort("Trier", 110_000), ort("Konz", 18_000)
WIKI = {
    f.pk: f
    for f in (
        projekt(1, TRIER, kosten_einmalig=900, status_jahr=2020),
        projekt(2, KONZ, status="planung", status_jahr=2023),
        projekt(3, TRIER, KONZ, kosten_laufend=5),
        projekt(4, ort("Kreis", 150_000, typ="Landkreis"), status="planung", kosten_einmalig=100),
    )
}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("relevanz", [4, 9, 3, 2, 1]),
        ("neueste", [2, 1, 4, 3, 9]),
        ("status", [3, 1, 4, 2, 9]),
        ("kosten", [4, 1, 3, 2, 9]),
        ("kommune", [2, 4, 3, 1, 9]),
        ("groesse", [3, 2, 1, 4, 9]),
    ],
)
def test_orders_are_stable_and_the_unknown_comes_last(how: str, expected: list[int]) -> None:
    assert sort_hits([4, 9, 3, 2, 1], WIKI, set(), how) == expected


def test_similar_sizes_come_first_for_whoever_has_a_kommune() -> None:
    assert sort_hits([1, 2, 3, 4], WIKI, set(), "groesse", 100_000) == [1, 3, 2, 4]


@pytest.mark.parametrize("how", [how for how in SORTIERUNGEN if how != "relevanz"])
def test_weak_hits_stay_behind_in_every_order(how: str) -> None:
    assert set(sort_hits([1, 2, 3, 4], WIKI, {2, 4}, how)[2:]) == {2, 4}
