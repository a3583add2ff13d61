"""The Gemeindeverzeichnis in the database: from file to file, and pages for those who need one."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import KommuneFactory
from tests.gemeinden import ROWS, gemeindedatei
from wiki.gemeinden.loading import BUNDLED, load_bundled, load_file
from wiki.gemeinden.orte import ort_with
from wiki.gemeinden.pages import kommune_ids, take_in
from wiki.models import Gemeinde, Gemeindestand, Kommune

pytestmark = pytest.mark.django_db
ALTENGLAN = "073365011002"


def stored(folder: Path, *rows: str) -> Path:
    path = folder / "neu.csv"
    path.write_bytes(gemeindedatei(*rows))
    return path


def state() -> list[tuple[object, ...]]:
    return [*Gemeinde.objects.values_list(), *Gemeindestand.objects.values_list("digest", "jahr")]


def test_all_of_germany_is_loaded_once_and_not_again() -> None:
    outcome = load_bundled(settings.BASE_DIR / "fixtures")
    assert outcome == {"Gemeinden neu": Gemeinde.objects.count()}
    assert load_bundled(settings.BASE_DIR / "fixtures") == {}


def test_a_file_that_is_loaded_already_is_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / BUNDLED).write_bytes(gemeindedatei())
    load_bundled(tmp_path)
    monkeypatch.setattr("wiki.gemeinden.loading.read_gemeinden", None)
    assert load_bundled(tmp_path) == {}


def test_a_newer_file_changes_what_is_new_and_keeps_who_was_dissolved(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    before = Gemeinde.objects.get(schluessel=ALTENGLAN)
    rows = [row.replace(",3000,", ",3100,") for row in ROWS if "Köß" not in row]
    outcome = load_file(stored(tmp_path, *rows), 2024)
    assert outcome == {"Gemeinden geändert": 4, "Gemeinden aufgelöst": 1}  # with VG and two Kreise
    assert Gemeinde.objects.get(schluessel=ALTENGLAN).pk == before.pk
    assert Gemeinde.objects.get(name="Bad Köß").aufgeloest
    assert load_file(stored(tmp_path, *rows), 2024) == {}


@pytest.mark.parametrize(
    "rows", [ROWS[1:], [*ROWS, ROWS[3]], ROWS[:3]], ids=["no Kreis", "a double", "a part"]
)
def test_a_bad_file_changes_nothing(tmp_path: Path, rows: list[str]) -> None:
    load_file(stored(tmp_path), 2019)
    before = state()
    with pytest.raises(CommandError, match="geändert wurde nichts"):
        call_command("load_gemeinden", stored(tmp_path, *rows), "--jahr", "2024")
    assert state() == before


@pytest.mark.parametrize(("name", "jahr"), [("fehlt.csv", "2024"), ("neu.csv", "1848")])
def test_a_file_that_is_not_there_and_a_wrong_year_are_refused(
    tmp_path: Path, name: str, jahr: str
) -> None:
    stored(tmp_path)
    with pytest.raises(CommandError, match="lässt sich nicht einlesen"):
        call_command("load_gemeinden", tmp_path / name, "--jahr", jahr)


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    out = StringIO()
    call_command("load_gemeinden", stored(tmp_path), "--jahr", "2019", stdout=out)
    call_command("load_gemeinden", stored(tmp_path), "--jahr", "2019", stdout=out)
    assert "11 Gemeinden neu" in out.getvalue()
    assert "Nichts hat sich geändert." in out.getvalue()


def test_the_file_of_the_program_does_not_write_over_that_of_an_operator(tmp_path: Path) -> None:
    (tmp_path / BUNDLED).write_bytes(gemeindedatei())
    load_bundled(tmp_path)
    load_file(stored(tmp_path, *(row.replace(",3000,", ",3100,") for row in ROWS)), 2024)
    (tmp_path / BUNDLED).write_bytes(gemeindedatei(*(r.replace("3000", "3001") for r in ROWS)))
    assert list(load_bundled(tmp_path)) == [
        "Gemeindeverzeichnis aus eigener Datei, nicht überschrieben"
    ]
    assert Gemeinde.objects.get(schluessel=ALTENGLAN).einwohner == 3_100


def test_pages_get_newer_numbers_of_inhabitants_only(tmp_path: Path) -> None:
    old = KommuneFactory(ags="07336002", einwohner=2_900, einwohner_jahr=2019)
    new = KommuneFactory(ags="07336055", einwohner=4_900, einwohner_jahr=2025)
    load_file(stored(tmp_path), 2024)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.einwohner, old.einwohner_jahr) == (3_000, 2024)
    assert (new.einwohner, new.einwohner_jahr) == (4_900, 2025)


def test_who_has_no_page_is_known_by_the_official_key(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    ort = ort_with("073365011")
    assert ort
    assert (ort.name, ort.typ, ort.einwohner) == ("VG Kusel-Altenglan", "Verbandsgemeinde", 8_000)
    assert ort.kreis_schluessel == "07336"
    assert ort_with("000000000000") is None


def test_what_a_page_does_not_say_the_register_does(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    KommuneFactory(name="Altenglan", slug="altenglan", ags="07336002", lat=49.5)
    by_slug, by_key = ort_with("altenglan"), ort_with(ALTENGLAN)
    assert by_slug == by_key
    assert by_slug
    assert (by_slug.slug, by_slug.einwohner, by_slug.lat) == ("altenglan", 3_000, 49.5)


def test_a_land_is_nobodys_own_town() -> None:
    KommuneFactory(slug="land-rheinland-pfalz", typ=Kommune.Typ.LAND)
    assert ort_with("land-rheinland-pfalz") is None


def test_a_new_page_has_what_the_register_says(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    kreis = KommuneFactory(name="Landkreis Kusel", ags="07336", typ=Kommune.Typ.LANDKREIS)
    made = take_in(Gemeinde.objects.get(schluessel=ALTENGLAN))
    assert (made.name, made.slug, made.typ, made.ags) == (
        *("Altenglan", "altenglan", "Gemeinde", "07336002"),
    )
    assert (made.einwohner, made.einwohner_jahr, made.kreis) == (3_000, 2019, kreis)
    assert (made.lat, made.lon) == (49.55, 7.46)


def test_a_page_is_made_once(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    number = -Gemeinde.objects.get(schluessel="073365011").pk
    assert kommune_ids([number]) == kommune_ids([number])
    assert Kommune.objects.get().regionalschluessel == "073365011"


def test_a_second_page_of_one_name_says_its_kreis(tmp_path: Path) -> None:
    load_file(stored(tmp_path), 2019)
    KommuneFactory(name="Altenglan", slug="altenglan", ags="01001001")
    made = take_in(Gemeinde.objects.get(schluessel=ALTENGLAN))
    assert made.name == "Altenglan (Landkreis Kusel)"
    assert made.slug == "altenglan-landkreis-kusel"
