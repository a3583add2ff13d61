"""A Kommune in a list is looked for among all municipalities of Germany."""

import pytest

from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher

HESSEN = "Neustadt (Hessen), Stadt, Landkreis Marburg-Biedenkopf, Hessen"
MATCHER = KommuneMatcher(
    [
        KnownKommune(1, "Neustadt an der Weinstraße", "kreisfreie Stadt", land="Rheinland-Pfalz"),
        KnownKommune(2, "Altdorf (Pfalz)", "Gemeinde", land="Rheinland-Pfalz", zusatz="RLP"),
        KnownKommune(
            *(-1, "Neustadt (Hessen)", "Stadt", "06534016", "065340016016", "Hessen"),
            "Stadt, Landkreis Marburg-Biedenkopf, Hessen",
        ),
        KnownKommune(-2, "Neustadt", "Gemeinde", land="Bayern", zusatz="Gemeinde, Bayern"),
        KnownKommune(-3, "Altdorf", "Gemeinde", land="Bayern", zusatz="Gemeinde, Bayern"),
        KnownKommune(-4, "St. Wendel", "Stadt", land="Saarland", zusatz="Stadt, Saarland"),
        KnownKommune(-5, "Landkreis Kusel", "Landkreis", "07336", land="Rheinland-Pfalz"),
        KnownKommune(-6, "Berg", "Gemeinde", land="Bayern", zusatz="Gemeinde, Kreis Nord, Bayern"),
        KnownKommune(-7, "Berg", "Gemeinde", land="Bayern", zusatz="Gemeinde, Kreis Süd, Bayern"),
        KnownKommune(-8, "Amt Neuhaus", "Gemeinde", land="Niedersachsen"),
    ]
)
FOUND = {
    "Neustadt (Hessen)": -1,
    "Neustadt, Hessen": -1,
    HESSEN: -1,
    "06534016": -1,
    "6534016": -1,
    "065340016016": -1,
    "Stadt Neustadt an der Weinstr.": None,
    "Sankt Wendel": -4,
    "Kreis Kusel": -5,
    "07336": -5,
    "Berg, Gemeinde, Kreis Süd, Bayern": -7,
    "Amt Neuhaus": -8,
}


@pytest.mark.parametrize(("text", "pk"), FOUND.items(), ids=FOUND)
def test_a_municipality_without_a_page_is_recognised(text: str, pk: int | None) -> None:
    assert MATCHER.find(text).pk == pk


def test_who_gets_a_page_is_said() -> None:
    assert MATCHER.find("Sankt Wendel").grund == (
        "„Sankt Wendel“ bekommt eine Seite: St. Wendel, Stadt, Saarland."
    )


def test_a_name_that_several_bear_is_asked_about() -> None:
    fund = MATCHER.find("Berg")
    assert fund.pk is None
    assert fund.vorschlag_pk is None
    assert (
        "nicht eindeutig: Berg, Gemeinde, Kreis Nord, Bayern; Berg, Gemeinde, Kreis Süd"
        in fund.grund
    )


def test_a_page_that_is_called_exactly_so_is_found_and_the_others_are_named() -> None:
    pages = [KnownKommune(1, "Münster", "kreisfreie Stadt", zusatz="NRW")]
    others = [KnownKommune(-1, "Münster (Hessen)", "Gemeinde", zusatz="Gemeinde, Hessen")]
    fund = KommuneMatcher([*pages, *others]).find("Münster")
    assert (fund.pk, fund.grund) == (
        1,
        "„Münster“ als Münster, NRW gelesen; andere heißen auch so.",
    )
    assert KommuneMatcher(pages).find("Münster").grund == ""


def test_a_part_of_a_name_asks_for_all_that_begin_so() -> None:
    towns = ["Frankfurt (Oder)", "Frankfurt am Main"]
    matcher = KommuneMatcher(KnownKommune(-n, name, "Stadt") for n, name in enumerate(towns, 1))
    assert matcher.find("Frankfurt").pk is None
    assert matcher.find("Frankfurt a.M.").pk is None
    assert matcher.find("Frankfurt a. Main").pk == -2


def test_of_several_the_one_with_a_page_is_proposed_but_not_taken() -> None:
    fund = MATCHER.find("Altdorf")
    assert (fund.pk, fund.vorschlag_pk) == (None, 2)
    assert "nicht eindeutig" in fund.grund


@pytest.mark.parametrize(
    "text", ["Atlantis", "Rheinland-pfälzische Verbandsgemeinden (nicht benannt)", "99999999"]
)
def test_whom_nobody_knows_is_not_found(text: str) -> None:
    assert MATCHER.find(text).pk is None
    assert MATCHER.find(text).grund
