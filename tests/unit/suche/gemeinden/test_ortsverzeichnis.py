"""Whom somebody means, and whom a few letters may mean."""

from pathlib import Path

import pytest

from suche.gemeinden.ortsverzeichnis import Ortsverzeichnis, Verzeichnisort
from tests.gemeinden import gemeindedatei
from wiki.gemeinden.file_reading import read_gemeinden

BUNDLED = Path(__file__).resolve().parents[4] / "fixtures" / "gemeinden.csv.gz"


def directory(content: bytes) -> Ortsverzeichnis:
    return Ortsverzeichnis.of(
        Verzeichnisort(
            *(e.schluessel, e.name, e.typ, ", ".join(filter(None, (e.art, e.kreis, e.land))))
        )
        for e in read_gemeinden(content).eintraege
    )


SMALL = directory(gemeindedatei())
KUSEL = "Kusel, Stadt, Landkreis Kusel, Rheinland-Pfalz"
LK_KUSEL = "Kusel, Landkreis, Rheinland-Pfalz"
VG_KUSEL = "Kusel-Altenglan, Verbandsgemeinde, Landkreis Kusel, Rheinland-Pfalz"
WALDNAAB = "Neustadt a.d.Waldnaab, Stadt, Landkreis Neustadt a.d.Waldnaab, Bayern"


def offered(typed: str) -> list[str]:
    return [ort.label for ort in SMALL.find(typed, 20)]


def meant(text: str) -> list[str]:
    return [ort.label for ort in SMALL.meant(text)]


def test_town_association_and_district_of_one_name_are_told_apart() -> None:
    assert offered("kus") == [KUSEL, LK_KUSEL, VG_KUSEL]


@pytest.mark.parametrize("typed", ["vg kus", "Verbandsgemeinde Kusel", "kusel verbandsg"])
def test_the_kind_can_be_typed(typed: str) -> None:
    assert offered(typed) == [VG_KUSEL]


@pytest.mark.parametrize("typed", ["st. geo", "Sankt Geo", "ST GEORGEN", "georg"])
def test_saint_is_found_however_it_is_written(typed: str) -> None:
    assert offered(typed)[0].startswith("St. Georgen")


@pytest.mark.parametrize("typed", ["Bad Kö", "köß", "koess", "koß", "bad koss", "Köss"])
def test_bad_umlauts_and_sharp_s_do_not_matter(typed: str) -> None:
    assert offered(typed)[0].startswith("Bad Köß")


def test_land_and_kreis_narrow_the_choice() -> None:
    assert [label.split(",")[0] for label in offered("neustadt hess")] == ["Neustadt (Hessen)"]
    assert offered("Rheinland-Pfalz") == []  # no name begins so


def test_one_wrong_letter_is_forgiven() -> None:
    assert offered("Neustedt")[0].startswith("Neustadt")


def test_the_order_is_german() -> None:
    names = ["Zell", "Österreich", "Ostheim", "Ost"]
    listed = Ortsverzeichnis.of(Verzeichnisort(n, n, "Stadt", "Stadt") for n in names)
    assert [ort.name for ort in listed.orte] == ["Ost", "Österreich", "Ostheim", "Zell"]


def test_a_label_is_always_clear() -> None:
    assert all(meant(ort.label) == [ort.label] for ort in SMALL.orte)


def test_a_name_of_several_means_all_of_them() -> None:
    assert meant("Kusel") == [KUSEL, LK_KUSEL]
    assert meant("Neustadt a. d. Waldnaab")[0] == WALDNAAB


@pytest.mark.parametrize("text", ["Landkreis Kusel", "LANDKREIS KUSEL"])
def test_the_kind_makes_it_clear(text: str) -> None:
    assert meant(text) == [LK_KUSEL]


def test_a_key_counts_where_no_name_does() -> None:
    assert meant("073365011055") == [KUSEL]
    double = [Verzeichnisort("berg", "Berg", "Stadt", "Stadt, A")]
    double.append(Verzeichnisort("x", "Berg", "Stadt", "Stadt, B"))
    assert len(Ortsverzeichnis.of(double).meant("berg")) == 2


@pytest.mark.parametrize("text", ["", "  ", "???", "' OR 1=1 --", "Atlantis", "\0"])
def test_nobody_is_meant(text: str) -> None:
    assert meant(text) == []
    assert offered(text) == []


def test_all_of_germany_is_offered_with_slips_and_by_land() -> None:
    all_of_germany = directory(BUNDLED.read_bytes())
    offered = [ort.name for ort in all_of_germany.find("Müchen", 12)]
    assert "München" in offered[:3]  # not behind Büchen: the first letter is seldom mistyped
    assert all_of_germany.find("weiskirchem", 12)[0].name == "Weiskirchen"
    assert {len(all_of_germany.find(text, 12)) for text in ("ne", "sa", "bad", "ba bayern")} == {12}
