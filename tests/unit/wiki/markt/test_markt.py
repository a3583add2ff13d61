"""The Markt der Projekte without a database: sort, years, dots, parameters."""

from dataclasses import replace
from itertools import combinations
from math import hypot
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import fakten
from wiki.fakten.facts import Ort, Projektfakten
from wiki.markt import order, timeline
from wiki.markt.landkarte import dots
from wiki.markt.landkarte.projection import HEIGHT, WIDTH, is_on_map, project
from wiki.markt.page import read_address
from wiki.markt.verzeichnis.words import read_words
from wiki.sorting import initial

HEUTE = 2026
jahre = st.none() | st.integers(1990, 2100)
projekte = st.lists(
    st.builds(
        Projektfakten,
        pk=st.integers(1, 9),
        titel=st.text(max_size=5),
        status=st.sampled_from(["idee", "betrieb", "beendet"]),
        status_jahr=jahre,
        laufzeit_von=jahre,
        laufzeit_bis=jahre,
    ),
    max_size=12,
)


def projekt(pk: int = 1, titel: str = "Kita", **fields: Any) -> Projektfakten:
    return fakten.projekt(pk, titel=titel, **{"status": "idee", **fields})


def ort(number: int, lat: float | None = 50.0, lon: float | None = 8.0) -> Ort:
    return fakten.ort(f"Ort {number}", land="Hessen", lat=lat, lon=lon)


def test_umlauts_stand_beside_their_vowels() -> None:
    titles = ["Zoo", "Ärzte", "Arbeit", "Öffnung", "Ofen", "Straße", "Strasse", "Übung"]
    ordered = order.sort_projekte([projekt(n, t) for n, t in enumerate(titles)], "a-z")
    expected = ["Arbeit", "Ärzte", "Ofen", "Öffnung", "Straße", "Strasse", "Übung", "Zoo"]
    assert [e.titel for e in ordered] == expected


@pytest.mark.parametrize(
    ("titel", "letter"),
    [("Ärzte", "A"), ("„Dorf“", "D"), ("5G", "0–9"), ("", "weitere"), ("Ćwik", "weitere")],
)
def test_a_title_stands_under_its_letter(titel: str, letter: str) -> None:
    assert initial(titel) == letter


def test_newest_come_first_and_unpublished_dates_last() -> None:
    entries = [projekt(1), projekt(2, erschienen=1.0)]
    assert [e.pk for e in order.sort_projekte(entries, "neu")] == [2, 1]


def test_groups_follow_the_order() -> None:
    entries = order.sort_projekte(
        [projekt(1, "Bau"), projekt(2, "Amt"), projekt(3, "Äpfel")], "a-z"
    )
    groups = order.group_projekte(entries, "a-z")
    assert [(g.titel, [e.pk for e in g.projekte]) for g in groups] == [("A", [2, 3]), ("B", [1])]


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ({}, None),
        ({"laufzeit_von": 2018, "laufzeit_bis": 2021}, (2018, 2021)),
        ({"laufzeit_von": 2018, "status": "betrieb"}, None),
        ({"laufzeit_von": 2018, "status": "betrieb", "status_jahr": 2020}, (2018, 2020)),
        ({"laufzeit_von": 2018, "status": "planung", "status_jahr": 2020}, None),
        ({"laufzeit_von": 2021, "status": "beendet", "status_jahr": 2020}, None),
        ({"status": "betrieb", "status_jahr": 2019}, None),
        ({"laufzeit_bis": 2021}, None),
    ],
)
def test_a_period_says_no_more_than_the_article(
    fields: dict[str, Any], years: tuple[int, int] | None
) -> None:
    zeitraum = timeline.period(projekt(**fields))
    assert (zeitraum and (zeitraum.von, zeitraum.bis)) == years


@given(projekte)
def test_bars_stay_inside_the_axis(entries: list[Projektfakten]) -> None:
    achse = timeline.axis(entries, HEUTE)
    assert len(achse.marken) <= timeline.MARKS
    for f in entries:
        if zeitraum := timeline.period(f):
            balken = timeline.bar(zeitraum, achse)
            assert 0 <= balken.anfang < balken.anfang + balken.laenge <= achse.gesamt


def test_the_timeline_leaves_out_what_has_no_two_years() -> None:
    entries = [
        projekt(1),
        projekt(2, laufzeit_von=2018, laufzeit_bis=2022),
        projekt(3, laufzeit_von=2020, laufzeit_bis=2022),
    ]
    assert [e.pk for e in timeline.with_period(entries)] == [3, 2]


@pytest.mark.parametrize(
    ("sortierung", "expected"),
    [
        ("jahr", ["2024", "2019", "Ohne Jahr"]),
        ("kosten", ["Einmalige Kosten genannt", "Nur laufende Kosten genannt", "Ohne Betrag"]),
    ],
)
def test_what_is_not_known_comes_last_under_its_own_heading(
    sortierung: str, expected: list[str]
) -> None:
    entries = [
        projekt(1),
        projekt(2, status_jahr=2019, kosten_laufend=5),
        projekt(3, status_jahr=2024, kosten_einmalig=9_000),
    ]
    groups = order.group_projekte(order.sort_projekte(entries, sortierung), sortierung)
    assert [group.titel for group in groups] == expected


def test_the_smallest_kommune_decides_on_the_size() -> None:
    small = replace(ort(1), einwohner=800)
    large = replace(ort(2), einwohner=90_000)
    entries = [fakten.projekt(1, large), fakten.projekt(2, large, small), fakten.projekt(3, ort(3))]
    groups = order.group_projekte(order.sort_projekte(entries, "groesse"), "groesse")
    assert [(group.titel, [e.pk for e in group.projekte]) for group in groups] == [
        ("unter 5.000 Einwohner", [2]),
        ("50.000 bis 100.000 Einwohner", [1]),
        ("Ohne Gemeinde mit bekannter Einwohnerzahl", [3]),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("lübeck", True),
        ("Luebeck kita", True),
        ("Lubeck", True),
        ("  KITA  ", True),
        ("Lübeck Schule", False),
        ("\0", True),
    ],
)
def test_each_word_must_stand_in_a_name(typed: str, found: bool) -> None:
    assert read_words(typed).admit("Neue Kita-Anmeldung Lübeck") == found


def test_every_kommune_with_a_project_is_counted_once_a_project() -> None:
    one, two = ort(1), ort(2)
    counted = dots.count_by_ort([fakten.projekt(1, one, two), fakten.projekt(2, one, one)])
    assert counted == [(one, 2), (two, 1)]


def test_a_kommune_without_a_place_is_in_the_list_only() -> None:
    counted = [(ort(1, None, None), 1), (ort(2, 0.0, 0.0), 1), (ort(3), 1)]
    assert [punkt.ort for punkt in dots.dots(counted)] == [ort(3)]
    assert [len(orte) for _, orte in dots.by_land(counted)] == [3]


def test_dots_that_would_hide_each_other_are_one_with_all_of_them() -> None:
    near, small, far = ort(1), ort(2, lat=50.02), ort(3, lat=53.0)
    groups = dots.group(dots.dots([(near, 5), (small, 1), (far, 1)]))
    assert [one.kommunen for one in groups] == [["ort 3"], ["ort 1", "ort 2"]]
    assert groups[1].erster.ort == near


@given(st.lists(st.tuples(st.floats(48, 54), st.floats(7, 14)), max_size=40))
def test_no_dot_is_lost_and_none_hides_another(places: list[tuple[float, float]]) -> None:
    counted = [(ort(n, lat=lat, lon=lon), n % 9 + 1) for n, (lat, lon) in enumerate(places)]
    groups = dots.group(dots.dots(counted))
    assert sum(len(one.punkte) for one in groups) == len(places)
    for one, other in combinations([one.erster for one in groups], 2):
        assert hypot(one.x - other.x, one.y - other.y) >= max(20, one.radius + other.radius)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_whatever_is_on_the_map_lies_inside_the_frame(lat: float, lon: float) -> None:
    if is_on_map(lat, lon):
        x, y = project(lat, lon)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


@pytest.mark.parametrize(
    "query",
    ["status=erfunden", "sortierung=x", "ansicht=<b>", "status=betrieb%00", "weg=" + "x" * 9_000],
)
def test_values_that_the_form_does_not_offer_are_left_out(query: str) -> None:
    asked = read_address(QueryDict(query))
    assert (asked.auswahl.filters, asked.sortierung, asked.ansicht) == ({}, "a-z", "projekte")
    assert [one.name for one in asked.weggelassen] == [query.partition("=")[0]]
    assert len(str(asked.weggelassen[0])) < 70


def test_parameters_that_are_not_ours_are_left_alone() -> None:
    asked = read_address(QueryDict("status=betrieb&utm=x&land="))
    assert (asked.auswahl.filters, asked.weggelassen) == ({"status": ("betrieb",)}, ())


def test_a_form_that_offers_one_value_takes_the_last() -> None:
    asked = read_address(QueryDict("status=idee&status=betrieb"))
    assert asked.auswahl.filters == {"status": ("betrieb",)}


def test_projects_that_ended_do_not_mix_with_those_given_up() -> None:
    titles = {"A": "beendet", "B": "abgebrochen", "C": "beendet", "D": "betrieb"}
    found = [projekt(n, t, status=s) for n, (t, s) in enumerate(titles.items())]
    groups = order.group_projekte(order.sort_projekte(found, "status"), "status")
    assert [g.titel for g in groups] == ["im Betrieb", "beendet", "abgebrochen"]
