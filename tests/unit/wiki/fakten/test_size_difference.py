"""The visitor's own Kommune beside others."""

import pytest

from tests.unit.fakten import ort
from wiki.fakten.distance import distance_km
from wiki.fakten.facts import Ort
from wiki.fakten.size_difference import most_telling, own_size

TRIER = ort("Trier", 110_000, lat=49.76, lon=6.64)
KONZ = ort("Konz", 18_000, lat=49.70, lon=6.58)
MAINZ = ort("Mainz", 218_000, lat=50.00, lon=8.27)
KREIS = ort("Kreis", 100_000, typ="Landkreis")


def test_own_size_is_half_to_double() -> None:
    assert own_size(TRIER) == "55000-220000"


@pytest.mark.parametrize("heimat", [None, ort("X"), KREIS])
def test_without_inhabitants_there_is_no_own_size(heimat: object) -> None:
    assert own_size(heimat) == ""  # type: ignore[arg-type]


def test_distance_is_that_of_the_map() -> None:
    assert distance_km(TRIER, MAINZ) == pytest.approx(120, abs=3)
    assert distance_km(TRIER, ort("X")) is None


def test_the_own_kommune_tells_most_then_the_one_alike() -> None:
    assert most_telling([KONZ, TRIER], TRIER).eigene  # type: ignore[union-attr]
    found = most_telling([KONZ, MAINZ], TRIER)
    assert found
    assert (found.ort.name, found.aehnlich, found.eigene) == ("Mainz", True, False)


def test_a_district_is_never_alike() -> None:
    found = most_telling([KREIS], TRIER)
    assert found
    assert not found.aehnlich


def test_nothing_known_nothing_said() -> None:
    assert most_telling([ort("X")], TRIER) is None
    assert most_telling([KONZ], None) is None


KUSEL = ort("Kusel", 5_000, land="Rheinland-Pfalz", kreis_schluessel="07336")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            ort("Altenglan", 3_000, land="Rheinland-Pfalz", kreis_schluessel="07336"),
            "im selben Kreis",
        ),
        (ort("LK", 70_000, "Landkreis", kreis_schluessel="07336"), "Ihr Kreis"),
        (ort("Trier", 110_000, land="Rheinland-Pfalz", kreis_schluessel="07211"), "im selben Land"),
        (ort("Gera", 90_000, land="Thüringen", kreis_schluessel="16052"), ""),
        (ort("X", 1_000), ""),
        (KUSEL, ""),
    ],
)
def test_kreis_and_land_in_common_are_said(other: Ort, said: str) -> None:
    found = most_telling([other], KUSEL)
    assert found
    assert found.lage == said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (TRIER, "Ihre Kommune"),
        (KONZ, "8 km"),
        (MAINZ, "120 km, ähnlich groß"),
        (ort("Trier-Land", 90_000, lat=49.76, lon=6.64), "1 km, ähnlich groß"),
    ],
)
def test_a_line_of_a_list_says_it_in_short(other: Ort, said: str) -> None:
    found = most_telling([other], TRIER)
    assert found
    assert found.kurz == said
