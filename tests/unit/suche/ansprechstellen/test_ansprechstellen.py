"""Whom to ask first: the formula of suche.ansprechstellen.ansprechstellen."""

from dataclasses import replace

import pytest

from suche.ansprechstellen.ansprechstellen import Projektbeleg, points, rank_offices
from suche.rank.levels import GOOD, RELATED, WEAK

BELEG = Projektbeleg(
    7, "Portal", "/p/", ("Köln",), "im Betrieb", GOOD, 1, "Stadt Köln", "d@koeln.example", ""
)


def beleg(stelle: str, rang: int, stufe: str = GOOD) -> Projektbeleg:
    return replace(BELEG, stelle=stelle, postfach="", kommunen=(stelle,), rang=rang, stufe=stufe)


def order(*belege: Projektbeleg) -> list[str]:
    return [office.stelle for office in rank_offices(belege)]


def test_better_place_comes_first() -> None:
    assert order(beleg("B", 2), beleg("A", 1)) == ["A", "B"]


def test_level_outweighs_a_place() -> None:
    assert order(beleg("A", 1, RELATED), beleg("B", 2)) == ["B", "A"]


def test_two_good_projects_beat_one_better() -> None:
    assert order(beleg("A", 2), beleg("B", 3), beleg("B", 4)) == ["B", "A"]


def test_many_related_projects_do_not_beat_the_best_one() -> None:
    many = [beleg("B", rang, RELATED) for rang in range(2, 12)]
    assert order(beleg("A", 1), *many) == ["A", "B"]


def test_weak_results_give_no_office() -> None:
    assert order(beleg("A", 1, WEAK)) == []


def test_second_project_counts_half() -> None:
    first, second = beleg("A", 1), beleg("A", 2)
    (office,) = rank_offices([second, first])
    assert office.punkte == pytest.approx(points(first) + points(second) / 2)
    assert office.belege == (first, second)


def test_one_office_is_one_however_it_is_written() -> None:
    other = replace(BELEG, stelle="stadt  köln", kommunen=("Köln", "Hürth"), rang=2)
    (office,) = rank_offices([BELEG, other])
    assert office.kommunen == ("Köln", "Hürth")


def test_offices_of_the_same_name_in_different_towns_stay_apart() -> None:
    names = [replace(BELEG, stelle="Digitalbüro", postfach=f"{n}@x.example") for n in "ab"]
    assert len(rank_offices(names)) == 2


def test_projects_without_contact_are_kept_by_kommune() -> None:
    unknown = replace(BELEG, stelle="", postfach="")
    offices = rank_offices([unknown, replace(unknown, kommunen=("Bonn",), rang=2)])
    assert [office.ist_erreichbar for office in offices] == [False, False]
    assert offices[0].as_json()["stelle"] is None


def test_a_kommune_without_contact_says_who_is_in_charge_as_far_as_known() -> None:
    silent = replace(BELEG, stelle="", postfach="")
    jugendamt, bauhof = replace(silent, stelle="Jugendamt"), replace(silent, stelle="Bauhof")
    (office,) = rank_offices([silent, jugendamt, replace(jugendamt, rang=2), bauhof])
    assert (office.kommunen, office.stelle) == (("Köln",), "Jugendamt, Bauhof")


def test_two_towns_that_both_name_a_jugendamt_stay_apart() -> None:
    one = replace(BELEG, stelle="Jugendamt", postfach="")
    assert len(rank_offices([one, replace(one, kommunen=("Bonn",))])) == 2
