"""The Gemeindeverzeichnis as a file: what it says, and what is wrong with it, in German."""

import gzip
from pathlib import Path

import pytest

from tests.gemeinden import ROWS, eintraege, gemeindedatei
from wiki.gemeinden.exceptions import GemeindedateiInvalid
from wiki.gemeinden.file_reading import read_gemeinden

BUNDLED = Path(__file__).resolve().parents[4] / "fixtures" / "gemeinden.csv.gz"


def test_a_municipality_says_its_kind_and_where_it_lies() -> None:
    kusel = next(e for e in read_gemeinden(gemeindedatei()).eintraege if e.ags == "07336055")
    assert (kusel.name, kusel.typ, kusel.art) == ("Kusel", "Stadt", "Stadt")
    assert (kusel.kreis, kusel.land) == ("Landkreis Kusel", "Rheinland-Pfalz")
    assert (kusel.einwohner, kusel.lat, kusel.lon) == (5_000, 49.54, 7.40)


def test_associations_and_districts_are_the_sum_and_the_middle_of_their_municipalities() -> None:
    vg = eintraege()["Kusel-Altenglan"]
    assert (vg.typ, vg.ags, vg.schluessel, vg.einwohner) == (
        *("Verbandsgemeinde", "", "073365011", 8_000),
    )
    assert vg.lon == pytest.approx((5 * 7.40 + 3 * 7.46) / 8)


def test_a_city_of_its_own_is_listed_once() -> None:
    trier = [e for e in read_gemeinden(gemeindedatei()).eintraege if e.name == "Trier"]
    assert [(e.schluessel, e.typ, e.kreis) for e in trier] == [
        ("072110000000", "kreisfreie Stadt", "")
    ]


def test_two_of_one_name_in_one_district_say_their_association() -> None:
    more = "gemeinde,07336099,073360099099,Altenglan,64,Rheinland-Pfalz,Kusel,10,49.5,7.4"
    found = list(read_gemeinden(gemeindedatei(*ROWS, more)).eintraege)
    assert {e.kreis for e in found if e.name == "Altenglan"} == {
        "VG Kusel-Altenglan, Landkreis Kusel",
        "Landkreis Kusel",
    }


def test_the_same_content_has_the_same_digest_however_it_is_packed() -> None:
    content = gemeindedatei()
    packed = read_gemeinden(gzip.compress(content))
    assert packed == read_gemeinden(b"\xef\xbb\xbf" + content)


def test_semicolons_are_read_too() -> None:
    rows = [row for row in ROWS if '"' not in row]
    content = gemeindedatei(*rows).replace(b",", b";")
    assert "Altenglan" in {e.name for e in read_gemeinden(content).eintraege}


def changed(number: int, old: str, new: str) -> bytes:
    rows = list(ROWS)
    assert old in rows[number]
    rows[number] = rows[number].replace(old, new)
    return gemeindedatei(*rows)


WRONG = {
    "no text": (b"\xff\xfe\x00", "UTF-8"),
    "broken archive": (gzip.compress(gemeindedatei())[:-9], "gzip"),
    "no columns": (b"Name;Ort\nx;y", "Diese Spalten fehlen: ebene"),
    "columns twice": (gemeindedatei().replace(b"lon", b"lon,name", 1), "zweimal darin: name"),
    "no municipality": (gemeindedatei(ROWS[0]), "keine Gemeinde"),
    "empty": (b"", "Spalten fehlen"),
    "level": (changed(3, "gemeinde,", "dorf,"), "Zeile 5 (Altenglan): „dorf“"),
    "kind": (changed(3, ",64,", ",53,"), "Zeile 5 (Altenglan): Das Textkennzeichen „53“"),
    "key": (changed(3, "073365011002", "0733650110"), "hat nicht 12 Ziffern"),
    "AGS": (changed(3, "07336002", "07336003"), "passt nicht zum Regionalschlüssel"),
    "too many": (changed(3, ",3000,", f",{'9' * 30},"), "ist keine Einwohnerzahl"),
    "inhabitants": (changed(3, ",3000,", ",viele,"), "„viele“ ist keine Einwohnerzahl"),
    "place": (changed(3, "49.55", "4.955"), "„4.955“ liegt als lat nicht in Deutschland"),
    "no place": (changed(3, "49.55", ""), "liegt als lat nicht"),
    "name": (changed(3, "Altenglan", ""), "(ohne Namen): Name oder Land fehlt"),
    "twice": (gemeindedatei(*ROWS, ROWS[3]), "hat schon Zeile 5"),
    "no district": (gemeindedatei(*ROWS[1:]), "Den Kreis 07336 enthält die Datei nicht"),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_german(content: bytes, said: str) -> None:
    with pytest.raises(GemeindedateiInvalid) as error:
        read_gemeinden(content)
    assert said in str(error.value)
    assert "geändert wurde nichts" in str(error.value)


@pytest.mark.parametrize(
    ("errors", "said"), [(8, "Und 3 weitere Fehler"), (6, "Und 1 weiterer Fehler")]
)
def test_many_errors_are_counted(errors: int, said: str) -> None:
    bad = [row.replace("gemeinde,", "dorf,") for row in ROWS[2:4] * 4][:errors]
    with pytest.raises(GemeindedateiInvalid, match=said):
        read_gemeinden(gemeindedatei(*ROWS, *bad))


def test_the_bundled_file_knows_all_of_germany() -> None:
    content = read_gemeinden(BUNDLED.read_bytes())
    labels = [(e.name, e.art, e.kreis, e.land) for e in content.eintraege]
    assert len(labels) > 12_000
    assert len(set(labels)) == len(labels)
    assert len({e.land for e in content.eintraege}) == 16
    assert sum(e.einwohner or 0 for e in content.eintraege if len(e.ags) == 8) > 82_000_000
