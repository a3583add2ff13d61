"""Counts beside the filters, the filters themselves, other orders."""

import pytest

from suche.fakten.facetten import Facette, build_facetten
from suche.fakten.fakten import LANDKREIS, Projektfakten
from suche.fakten.filters import FILTER_NAMES, Filters, admits
from suche.fakten.order import SORTIERUNGEN, sort_hits
from tests.unit.fakten import ort, projekt

CHOICES = {
    "status": {"betrieb": "im Betrieb", "planung": "in Planung"},
    "groesse": {"-4999": "klein", "5000-": "groß"},
    "kosten": {"einmalig": "einmalige", "laufend": "laufende"},
    "nachnutzungsweg": {"kauf": "Kauf"},
}
TRIER, KONZ = ort("Trier", 110_000, land="RLP"), ort("Konz", 18_000, land="RLP", kreis="kreis-ts")
KREIS = ort("Kreis-TS", 150_000, typ=LANDKREIS, land="RLP")
WIKI = [
    projekt(1, TRIER, themen=[("kita", "schule")], einmalig=900, stand=2020),
    projekt(2, KONZ, status="planung", themen=[("kita", "schule")], stand=2023),
    projekt(3, TRIER, KONZ, themen=[("schule", "")], laufend=5),
    projekt(4, KREIS, status="planung", themen=[("wald", "")], einmalig=100),
]


ANY = Filters()


def facetten(filters: Filters = ANY) -> dict[str, Facette]:
    said = {(name, wert): wert for name in FILTER_NAMES for wert in filters.of(name)}
    found = build_facetten(WIKI, filters, said, CHOICES, str)
    return {facette.name: facette for facette in found}


def counts(facette: Facette) -> dict[str, int]:
    return {wert.wert: wert.anzahl for wert in facette.werte}


def passing(**chosen: str) -> set[int]:
    filters = Filters(**{name: tuple(value.split()) for name, value in chosen.items()})
    return {f.pk for f in WIKI if admits(filters, f)}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {1, 2, 3, 4}),
        ({"thema": "kita"}, {1, 2}),
        ({"thema": "schule"}, {1, 2, 3}),
        ({"thema": "kita wald"}, {1, 2, 4}),
        ({"thema": "kita", "status": "planung"}, {2}),
        ({"kommune": "konz"}, {2, 3}),
        ({"kreis": "kreis-ts"}, {2, 3, 4}),
        ({"groesse": "100000-"}, {1, 3}),
        ({"groesse": "-18000"}, {2, 3}),
        ({"groesse": "kreisfrei"}, set()),
        ({"kosten": "einmalig"}, {1, 4}),
        ({"kosten": "einmalig laufend"}, {1, 3, 4}),
        ({"stand": "2020 2021"}, {1}),
    ],
)
def test_values_widen_and_kinds_narrow(chosen: dict[str, str], expected: set[int]) -> None:
    assert passing(**chosen) == expected


def test_project_counts_once_for_a_value_it_has_twice() -> None:
    assert counts(facetten()["land"]) == {"RLP": 4}


def test_own_selection_does_not_count() -> None:
    found = facetten(Filters(status=("planung",)))
    assert counts(found["status"]) == {"betrieb": 2, "planung": 2}
    assert counts(found["thema"]) == {"schule": 1, "kita": 1, "wald": 1}


def test_what_leaves_nothing_is_not_offered_but_if_chosen() -> None:
    found = facetten(Filters(status=("planung",), kommune=("trier",)))
    assert counts(found["kommune"]) == {"trier": 0, "konz": 1, "kreis-ts": 1}
    assert "nachnutzungsweg" not in found


def test_themen_stand_below_their_oberthema() -> None:
    entries = [(w.wert, w.anzahl, w.unter) for w in facetten()["thema"].werte]
    assert entries == [("schule", 3, False), ("kita", 2, True), ("wald", 1, False)]


def test_size_that_somebody_came_with_is_offered_first() -> None:
    offered = facetten(Filters(groesse=("9000-36000",)))["groesse"].werte
    assert (offered[0].wert, offered[0].anzahl, offered[0].gewaehlt) == ("9000-36000", 2, True)


def test_districts_have_no_size() -> None:
    assert counts(facetten()["groesse"]) == {"5000-": 3}


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
    known = {f.pk: f for f in WIKI}
    assert sort_hits([4, 9, 3, 2, 1], known, set(), how, str.casefold) == expected


def test_similar_sizes_come_first_for_whoever_has_a_kommune() -> None:
    known = {f.pk: f for f in WIKI}
    assert sort_hits([1, 2, 3, 4], known, set(), "groesse", str, 100_000) == [1, 3, 2, 4]


@pytest.mark.parametrize("how", [how for how in SORTIERUNGEN if how != "relevanz"])
def test_weak_hits_stay_behind_in_every_order(how: str) -> None:
    known: dict[int, Projektfakten] = {f.pk: f for f in WIKI}
    assert set(sort_hits([1, 2, 3, 4], known, {2, 4}, how, str)[2:]) == {2, 4}
