"""Where the Kommunen of a project lie, as outlines, dots and a German sentence."""

from dataclasses import replace

import pytest

from wiki.markt.landkarte.lage import Lageort, locate
from wiki.markt.landkarte.lagetext import lage_text
from wiki.markt.landkarte.projection import HEIGHT, WIDTH, project
from wiki.markt.landkarte.umrisse import SCALE, outlines

RLP = "Rheinland-Pfalz"
KONZ = Lageort("Konz", RLP, "07235068", lat=49.7, lon=6.58)
TRIER = Lageort("Trier", RLP, "07211000", lat=49.76, lon=6.64)
KREIS_KUSEL = Lageort("Landkreis Kusel", RLP, "07336", ist_kreis=True)
HAMBURG = Lageort("Hamburg", "Hamburg", "02000000", lat=53.55, lon=10.0)


def test_a_town_is_a_dot_in_its_kreis_and_land() -> None:
    lage = locate((KONZ,))
    assert lage is not None
    assert lage.umriss is not None
    assert (lage.umriss.name, [k.name for k in lage.kreise]) == (RLP, ["Landkreis Trier-Saarburg"])
    x, y = project(49.7, 6.58)
    assert lage.punkte == ((x * SCALE, y * SCALE),)


def test_the_dot_lies_inside_the_frame_and_the_frame_around_the_land() -> None:
    lage = locate((KONZ,))
    assert lage is not None
    assert lage.umriss is not None
    left, top, width, height = lage.rahmen
    (x, y) = lage.punkte[0]
    assert left < x < left + width
    assert top < y < top + height
    of_land = lage.umriss.rahmen
    assert left < of_land[0]
    assert left + width > of_land[0] + of_land[2]
    assert lage.viewbox == f"{left} {top} {width} {height}"


def test_only_the_piece_that_is_shown_is_sent() -> None:
    lage = locate((KONZ,))
    assert lage is not None
    assert lage.umriss is not None
    assert len(lage.umriss.pfad) + sum(len(kreis.pfad) for kreis in lage.kreise) < 4_000


def test_a_kreis_needs_no_coordinates_and_has_no_dot() -> None:
    lage = locate((KREIS_KUSEL,))
    assert lage is not None
    assert ([kreis.name for kreis in lage.kreise], lage.punkte) == (["Landkreis Kusel"], ())


def test_shared_projects_mark_all_their_kommunen() -> None:
    lage = locate((KONZ, TRIER, KREIS_KUSEL))
    assert lage is not None
    assert (len(lage.punkte), len(lage.kreise)) == (2, 3)
    assert lage.text == f"Lage in {RLP}: Konz, Trier und Landkreis Kusel"


@pytest.mark.parametrize(
    "ort",
    [
        replace(KONZ, lat=None),
        replace(HAMBURG, lon=None),
        Lageort("Nirgends", "", lat=50.0, lon=8.0),
        Lageort("Mannebach", RLP),
    ],
)
def test_a_place_that_nobody_knows_is_not_shown(ort: Lageort) -> None:
    assert locate((ort,)) is None


def test_a_town_without_coordinates_is_left_out_beside_others() -> None:
    lage = locate((KONZ, replace(TRIER, lon=None)))
    assert lage is not None
    assert lage.text == f"Lage von Konz im Landkreis Trier-Saarburg, {RLP}"


def test_kommunen_of_several_laender_are_shown_in_germany() -> None:
    lage = locate((KONZ, HAMBURG, KREIS_KUSEL))
    assert lage is not None
    assert (lage.umriss, lage.rahmen) == (None, (0, 0, WIDTH, HEIGHT))
    assert lage.text == "Lage in Deutschland: Konz und Hamburg"


def test_a_city_that_is_a_land_is_shown_in_germany() -> None:
    lage = locate((HAMBURG,))
    assert lage is not None
    assert lage.umriss is None


def test_the_name_of_the_land_helps_where_no_key_is_known() -> None:
    lage = locate((replace(KONZ, schluessel=""),))
    assert lage is not None
    assert lage.umriss is not None
    assert (lage.umriss.name, lage.kreise) == (RLP, ())


@pytest.mark.parametrize(
    ("name", "land", "kreis", "text"),
    [
        ("Konz", RLP, "Landkreis Trier-Saarburg", f"von Konz im Landkreis Trier-Saarburg, {RLP}"),
        ("Menden", "NRW", "Märkischer Kreis", "von Menden im Märkischen Kreis, NRW"),
        ("Monschau", "NRW", "Städteregion Aachen", "von Monschau in der Städteregion Aachen, NRW"),
        ("Trier", RLP, "", f"von Trier in {RLP}"),
        ("VG Prüm", RLP, "", f"der VG Prüm in {RLP}"),
        ("Landkreis Kusel", RLP, "", f"des Landkreises Kusel in {RLP}"),
        ("Rhein-Hunsrück-Kreis", RLP, "", f"des Rhein-Hunsrück-Kreises in {RLP}"),
        ("Eifelkreis Bitburg-Prüm", RLP, "", f"des Eifelkreises Bitburg-Prüm in {RLP}"),
        ("Oberbergischer Kreis", "NRW", "", "des Oberbergischen Kreises in NRW"),
        ("StädteRegion Aachen", "NRW", "", "der StädteRegion Aachen in NRW"),
        ("Völklingen", "Saarland", "", "von Völklingen im Saarland"),
        ("Kreischa", "Sachsen", "", "von Kreischa in Sachsen"),
    ],
)
def test_the_text_is_german(name: str, land: str, kreis: str, text: str) -> None:
    assert lage_text([name], land, kreis) == f"Lage {text}"


def test_many_kommunen_are_counted() -> None:
    names = [f"Ort {number}" for number in range(8)]
    assert lage_text(names, "Hessen").endswith("Ort 3, Ort 4 und 3 weitere Kommunen")


def test_every_kreis_lies_in_a_land_of_the_file() -> None:
    keys = set(outlines())
    assert {key[:2] for key in keys} == {key for key in keys if len(key) == 2}
    assert all(one.pfad.startswith("M") and one.pfad.endswith("z") for one in outlines().values())
