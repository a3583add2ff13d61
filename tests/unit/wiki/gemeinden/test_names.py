"""Names of municipalities: one key for all the ways to write one."""

import pytest

from wiki.gemeinden.names import full_name, kreis_name, name_key, name_keys, register_name

SAME = [
    ("Neustadt a.d.Waldnaab", "Neustadt an der Waldnaab"),
    ("St. Wendel", "Sankt Wendel"),
    ("ST.INGBERT", "sankt ingbert"),
    ("Weißenfels", "Weissenfels"),
    ("Mühldorf a.Inn", "Muehldorf am Inn"),
    ("Reichenbach/O.L.", "Reichenbach (Oberlausitz)"),
    ("Wunsiedel i.Fichtelgebirge", "Wunsiedel im Fichtelgebirge"),
    ("Neumarkt i.d.OPf.", "Neumarkt in der Oberpfalz"),
    ("Bad Homburg v. d. Höhe", "Bad Homburg vor der Höhe"),
    ("Herxheim bei Landau/ Pfalz", "Herxheim b. Landau (Pfalz)"),
]
DIFFERENT = [("Gießen", "Giesen"), ("Bad Kreuznach", "Kreuznach"), ("Weimar", "Weimar (Lahn)")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_municipality_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_municipality_has_another_key(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_small_words_only_has_a_key() -> None:
    assert name_key("An der") == "an der"


def test_what_stands_in_brackets_or_behind_a_slash_may_be_left_out() -> None:
    assert name_keys("Lahr/Schwarzwald") == {"lahr schwarzwald", "lahr"}
    assert "neustadt" in name_keys("Neustadt (Hessen)")
    assert "neustadt" in name_keys("Neustadt a.d.Aisch")
    assert name_keys("An der Schmücke") == {"schmuecke"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Kiel, Landeshauptstadt", "Kiel"),
        ("Effeltrich (VGem)", "Effeltrich"),
        ("Erkrath, Fundort des Neanderthalers, Stadt", "Erkrath"),
        ("Quirnbach/ Pfalz", "Quirnbach/Pfalz"),
        ("Oelsnitz, Bösenbrunn und Triebel", "Oelsnitz, Bösenbrunn und Triebel"),
    ],
)
def test_the_register_says_more_than_the_name(raw: str, name: str) -> None:
    assert register_name(raw) == name


def test_a_district_is_called_by_its_kind() -> None:
    assert kreis_name("Kusel", "Landkreis") == "Landkreis Kusel"
    assert kreis_name("Rhein-Kreis Neuss", "Kreis") == "Rhein-Kreis Neuss"
    assert full_name("Kusel", "Landkreis", "Landkreis") == "Landkreis Kusel"


def test_an_association_is_called_by_its_kind_and_a_town_is_not() -> None:
    assert full_name("Arzfeld", "Verbandsgemeinde", "Verbandsgemeinde") == "VG Arzfeld"
    assert full_name("Trier", "kreisfreie Stadt", "kreisfreie Stadt") == "Trier"
