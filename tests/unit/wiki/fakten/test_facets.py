"""Filters and the counts beside them, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fakten import ort, projekt
from wiki.fakten.facets import Facette, admits, build_facetten
from wiki.fakten.facts import Ort, Projektfakten
from wiki.fakten.filters import MARKT_FILTERS, SEARCH_FILTERS, Auswahl, Filters

TRIER, KONZ = ort("Trier", 110_000, land="RLP"), ort("Konz", 18_000, land="RLP", kreis="kreis-ts")
KREIS = ort("Kreis-TS", 150_000, typ="Landkreis", land="RLP")
WIKI = [
    projekt(1, TRIER, themen=[("kita", "schule")], kosten_einmalig=900, status_jahr=2020),
    projekt(2, KONZ, status="planung", themen=[("kita", "schule")], status_jahr=2023),
    projekt(3, TRIER, KONZ, themen=[("schule", "")], kosten_laufend=5),
    projekt(4, KREIS, status="planung", themen=[("wald", "")], kosten_einmalig=100),
]


def facetten(**chosen: str) -> dict[str, Facette]:
    """Those of the search, by name."""
    filters = filters_of(**chosen)
    said = {(name, wert): wert for name, werte in filters.items() for wert in werte}
    found = build_facetten(WIKI, Auswahl(filters, said), SEARCH_FILTERS)
    return {facette.name: facette for facette in found}


def filters_of(**chosen: str) -> Filters:
    return {name: tuple(values.split()) for name, values in chosen.items()}


def counts(facette: Facette) -> dict[str, int]:
    return {wert.wert: wert.anzahl for wert in facette.werte}


def passing(**chosen: str) -> set[int]:
    return {f.pk for f in WIKI if admits(filters_of(**chosen), SEARCH_FILTERS, f)}


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
    found = facetten(status="planung")
    assert counts(found["status"]) == {"betrieb": 2, "planung": 2}
    assert counts(found["thema"]) == {"schule": 1, "kita": 1, "wald": 1}


def test_what_leaves_nothing_is_not_offered_but_if_chosen() -> None:
    found = facetten(status="planung", kommune="trier")
    assert counts(found["kommune"]) == {"trier": 0, "konz": 1, "kreis-ts": 1}
    assert found["nachnutzungsweg"].werte == ()


def test_themen_stand_below_their_oberthema() -> None:
    entries = [(w.wert, w.anzahl, w.unter) for w in facetten()["thema"].werte]
    assert entries == [("schule", 3, False), ("kita", 2, True), ("wald", 1, False)]


def test_size_that_somebody_came_with_is_offered_first() -> None:
    offered = facetten(groesse="9000-36000")["groesse"].werte
    assert (offered[0].wert, offered[0].anzahl, offered[0].gewaehlt) == ("9000-36000", 2, True)


def test_districts_have_no_size() -> None:
    assert counts(facetten()["groesse"]) == {"5000-19999": 2, "100000-": 2}


def test_years_stand_latest_first() -> None:
    assert [wert.wert for wert in facetten()["stand"].werte] == ["2023", "2020"]


orte = st.sampled_from([TRIER, KONZ, KREIS, ort("X")])
projekte = st.lists(
    st.builds(
        Projektfakten,
        pk=st.integers(1, 9),
        titel=st.text(max_size=5),
        status=st.sampled_from(["idee", "betrieb"]),
        kosten_einmalig=st.none() | st.just(0),
        kosten_laufend=st.none() | st.just(7),
        nachnutzungswege=st.lists(st.sampled_from(["efa", "kauf"]), max_size=2).map(tuple),
        kommunen=st.lists(orte, max_size=2).map(tuple),
        themen=st.lists(st.sampled_from([f.themen[0] for f in WIKI]), max_size=2).map(tuple),
    ),
    max_size=12,
)
OFFERED = [
    *(("thema", slug) for slug in ("kita", "schule", "wald")),
    *(("status", status) for status in ("idee", "betrieb", "beendet")),
    *(("land", land) for land in ("RLP", "Hessen")),
    *(("groesse", slug) for slug in ("5000-bis-20000", "uber-100000")),
    *(("kosten", "bekannt"), ("kosten", "unbekannt"), ("weg", "efa")),
]
choices = st.lists(st.sampled_from(OFFERED), max_size=3).map(dict)


@given(projekte, choices, st.sampled_from(OFFERED))
def test_a_count_is_what_choosing_that_value_would_show(
    fakten: list[Projektfakten], chosen: dict[str, str], click: tuple[str, str]
) -> None:
    said = {(name, wert): wert for name, wert in chosen.items()}
    before = Auswahl({name: (wert,) for name, wert in chosen.items()}, said)
    after = {**before.filters, click[0]: (click[1],)}
    facette = {f.name: f for f in build_facetten(fakten, before, MARKT_FILTERS)}[click[0]]
    left = [f for f in fakten if admits(after, MARKT_FILTERS, f)]
    assert counts(facette).get(click[1], 0) == len(left)


@pytest.mark.parametrize(("kosten", "shown"), [("bekannt", {1, 3, 4}), ("unbekannt", {2})])
def test_costs_are_known_or_not(kosten: str, shown: set[int]) -> None:
    assert {f.pk for f in WIKI if admits({"kosten": (kosten,)}, MARKT_FILTERS, f)} == shown


def test_the_markt_counts_districts_among_the_sizes() -> None:
    big: Ort = KREIS
    assert admits({"groesse": ("uber-100000",)}, MARKT_FILTERS, projekt(1, big))
