"""The Markt der Projekte without a database: filter, count, sort, years, dots, parameters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markt import facets, order, timeline
from wiki.markt.exceptions import FilterUnknown
from wiki.markt.landkarte import dots
from wiki.markt.landkarte.projection import HEIGHT, WIDTH, is_on_map, project
from wiki.markt.parameters import Parameter, read_parameters
from wiki.markt.schema import Eintrag, Ort
from wiki.sorting import initial

HEUTE = 2026
some = st.frozensets(st.sampled_from("abc"), max_size=2)
jahre = st.none() | st.integers(1990, 2100)
eintraege = st.lists(
    st.builds(
        Eintrag,
        pk=st.integers(1, 9),
        titel=st.text(max_size=5),
        status=st.sampled_from("xy"),
        status_jahr=jahre,
        laufzeit_von=jahre,
        laufzeit_bis=jahre,
        kosten_bekannt=st.booleans(),
        themen=some,
        laender=some,
    ),
    max_size=12,
)
auswahlen = st.dictionaries(
    st.sampled_from(["thema", "land", "status"]), st.sampled_from("abxy"), max_size=3
)


def entry(pk: int = 1, titel: str = "Kita", **fields: Any) -> Eintrag:
    return Eintrag(pk, titel, **fields)


def ort(pk: int, lat: float | None = 50.0, lon: float | None = 8.0, land: str = "Hessen") -> Ort:
    return Ort(pk, f"Ort {pk}", f"ort-{pk}", land, "", lat, lon)


@given(eintraege, auswahlen, st.sampled_from(list(facets.WERTE)), st.sampled_from("abcxy"))
def test_a_count_is_what_choosing_that_value_would_show(
    entries: list[Eintrag], auswahl: dict[str, str], name: str, wert: str
) -> None:
    shown = facets.select(entries, auswahl | {name: wert})
    assert facets.count(entries, auswahl)[name][wert] == len(shown)


@given(eintraege, auswahlen)
def test_selected_entries_pass_every_choice(
    entries: list[Eintrag], auswahl: dict[str, str]
) -> None:
    for eintrag in facets.select(entries, auswahl):
        assert all(wert in facets.WERTE[name](eintrag) for name, wert in auswahl.items())


def test_costs_are_known_or_not() -> None:
    entries = [entry(1, kosten_bekannt=True), entry(2)]
    assert facets.select(entries, {"kosten": "bekannt"}) == entries[:1]
    assert facets.select(entries, {"kosten": "unbekannt"}) == entries[1:]


def test_umlauts_stand_beside_their_vowels() -> None:
    titles = ["Zoo", "Ärzte", "Arbeit", "Öffnung", "Ofen", "Straße", "Strasse", "Übung"]
    ordered = order.sort([entry(n, t) for n, t in enumerate(titles)], "a-z", {})
    expected = ["Arbeit", "Ärzte", "Ofen", "Öffnung", "Straße", "Strasse", "Übung", "Zoo"]
    assert [e.titel for e in ordered] == expected


@pytest.mark.parametrize(
    ("titel", "letter"),
    [("Ärzte", "A"), ("„Dorf“", "D"), ("5G", "0–9"), ("", "weitere"), ("Ćwik", "weitere")],
)
def test_a_title_stands_under_its_letter(titel: str, letter: str) -> None:
    assert initial(titel) == letter


def test_newest_come_first_and_unpublished_dates_last() -> None:
    entries = [entry(1), entry(2, erschienen=1.0)]
    assert [e.pk for e in order.sort(entries, "neu", {})] == [2, 1]


def test_groups_follow_the_order() -> None:
    entries = order.sort([entry(1, "Bau"), entry(2, "Amt"), entry(3, "Äpfel")], "a-z", {})
    groups = order.group(entries, "a-z", {})
    assert [(g.titel, [e.pk for e in g.eintraege]) for g in groups] == [("A", [2, 3]), ("B", [1])]


def test_a_letter_leads_to_the_page_on_which_it_begins() -> None:
    entries = [entry(n, titel) for n, titel in enumerate(["Amt", "Amt", "Bau", "Bau", "Chat"])]
    assert order.letter_pages(entries, 2) == {"A": 1, "B": 2, "C": 3}


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ({}, None),
        ({"laufzeit_von": 2018, "laufzeit_bis": 2021}, (2018, 2021)),
        ({"laufzeit_von": 2018, "status": "betrieb"}, (2018, HEUTE)),
        ({"laufzeit_von": 2018, "status": "beendet", "status_jahr": 2020}, (2018, 2020)),
        ({"status": "betrieb", "status_jahr": 2019}, (2019, 2019)),
        ({"laufzeit_bis": 2021}, (2021, 2021)),
    ],
)
def test_a_period_says_no_more_than_the_article(
    fields: dict[str, Any], years: tuple[int, int] | None
) -> None:
    zeitraum = timeline.period(entry(**fields), HEUTE)
    assert (zeitraum and (zeitraum.von, zeitraum.bis)) == years


@given(eintraege)
def test_bars_stay_inside_the_scale(entries: list[Eintrag]) -> None:
    years = timeline.years_of(entries, HEUTE)
    for eintrag in entries:
        balken = timeline.bar(eintrag, years, HEUTE)
        assert 0 <= balken.anfang <= balken.anfang + balken.laenge <= balken.gesamt


def test_projects_without_a_year_stand_at_the_end() -> None:
    entries = [entry(1), entry(2, laufzeit_von=2018), entry(3, laufzeit_von=2020)]
    assert [e.pk for e in timeline.sort_by_year(entries, HEUTE)] == [3, 2, 1]


def test_every_kommune_with_a_project_is_counted_once_a_project() -> None:
    entries = [entry(1, kommunen=(1, 2)), entry(2, kommunen=(1, 1))]
    counted = dots.count_by_ort(entries, {1: ort(1), 2: ort(2), 3: ort(3)})
    assert [(place.pk, anzahl) for place, anzahl in counted] == [(1, 2), (2, 1)]


def test_a_kommune_without_a_place_is_in_the_list_only() -> None:
    counted = [(ort(1, None, None), 1), (ort(2, 0.0, 0.0), 1), (ort(3), 1)]
    assert [punkt.ort.pk for punkt in dots.dots(counted)] == [3]
    assert [len(orte) for _, orte in dots.by_land(counted)] == [3]


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_whatever_is_on_the_map_lies_inside_the_frame(lat: float, lon: float) -> None:
    if is_on_map(lat, lon):
        x, y = project(lat, lon)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


@pytest.mark.parametrize(
    "query",
    [{"status": "erfunden"}, {"sortierung": "x"}, {"ansicht": "<b>"}, {"status": "betrieb\0"}],
)
def test_values_that_the_form_does_not_offer_are_refused(query: dict[str, str]) -> None:
    known = {name: {"betrieb"} for name in facets.WERTE}
    with pytest.raises(FilterUnknown, match="Einen der Filter gibt es nicht"):
        read_parameters(query, known)


def test_parameters_that_are_not_ours_are_left_alone() -> None:
    known = {name: {"betrieb"} for name in facets.WERTE}
    query = {"status": "betrieb", "utm": "x", "land": ""}
    assert read_parameters(query, known) == Parameter({"status": "betrieb"})
