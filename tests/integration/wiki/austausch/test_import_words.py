"""Words of a list that the wiki does not know: asked about, decided, remembered."""

import json
from pathlib import Path

import pytest

from tests.factories import publish_projekt
from tests.gemeinden import gemeindedatei
from tests.integration.austausch import (
    csv_file,
    imported,
    run,
    texts,
)
from wiki.gemeinden.loading import load_file
from wiki.models import Kommune, Projektseite

pytestmark = pytest.mark.usefixtures("small_wiki")


def test_similar_kommune_is_taken_when_it_is_accepted(tmp_path: Path) -> None:
    report = imported(tmp_path, {"Kommune": "Kaiserslauten"}, options=("--accept-fuzzy",))
    assert report["code"] == 0
    assert Projektseite.objects.get().kommunen.get().name == "Kaiserslautern"
    assert "als „Kaiserslautern“ übernommen" in texts(report["hinweise"])


def test_a_mapping_is_remembered_for_the_same_headings(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [{"Was": "Vorhaben", "Wo": "Trier"}])
    assert "Keine Spalte ist der Titel" in run("import_table", path)["stderr"]
    mapping = tmp_path / "zuordnung.json"
    mapping.write_text(json.dumps({"Was": "titel", "Wo": "kommunen"}))
    assert run("import_table", path, "--dry-run", "--mapping", str(mapping))["code"] == 0
    report = run("import_table", path)
    assert report["neu"] == 1
    assert "wie beim letzten Mal" in texts(report["hinweise"])


def test_an_unknown_kommune_never_finds_the_page_of_another(tmp_path: Path) -> None:
    publish_projekt(title="Vorhaben 1", kommunen=[Kommune.objects.get(name="Kaiserslautern")])
    report = imported(tmp_path, {"Kommune": "Atlantis"})
    assert (report["neu"], report["geaendert"]) == (1, 0)


def test_a_row_without_a_kommune_finds_no_page_that_people_wrote(tmp_path: Path) -> None:
    page = publish_projekt(title="Mängelmelder", kommunen=[Kommune.objects.get(name="Trier")])
    cells = {"Titel": "Mängelmelder", "Kommune": "", "Kurzfassung": "Anders."}
    report = imported(tmp_path, cells)
    assert (report["neu"], report["geaendert"]) == (1, 0)
    assert "ähnlich im Wiki" in report["duplikate"][0]["wie"]
    again = imported(tmp_path, cells)
    assert (again["neu"], again["unveraendert"]) == (0, 1)
    assert page.get_latest_revision_as_object().kurzfassung != "Anders."


def test_a_row_with_a_gap_stays_a_draft(tmp_path: Path) -> None:
    report = imported(tmp_path, {}, {"E-Mail": "Frau Müller"}, options=("--publish",))
    assert (report["code"], report["neu"], report["zeilen_mit_luecken"]) == (0, 2, 1)
    assert [page.live for page in Projektseite.objects.order_by("title")] == [True, False]


def test_words_are_decided_once_and_remembered(tmp_path: Path) -> None:
    cells = {"Thema": "Kitas", "Status": "läuft", "Kommune": "Stadtwerke Trier"}
    asked = imported(tmp_path, cells, cells, options=("--dry-run",))["werte"]
    proposals = {(entry["wort"], entry["kandidaten"][0][1]) for entry in asked}
    assert proposals == {
        ("Kitas", "Kita & Schule"),
        ("läuft", "in Umsetzung"),
        ("Stadtwerke Trier", "Trier"),
    }
    words = {
        "themen": {"Kitas": "Kita & Schule"},
        "status": {"läuft": "im Betrieb"},
        "kommunen": {"Stadtwerke Trier": "Trier"},
    }
    mapping = tmp_path / "zuordnung.json"
    mapping.write_text(json.dumps({"werte": words}))
    assert imported(tmp_path, cells, options=("--mapping", str(mapping)))["luecken"] == []
    page = Projektseite.objects.get()
    assert (page.status, page.themen.get().name) == ("betrieb", "Kita & Schule")
    assert imported(tmp_path, cells)["unveraendert"] == 1


@pytest.mark.parametrize(
    ("ziel", "tags"), [("auslassen", []), ("schlagwort", ["Raumfahrt"])], ids=str
)
def test_a_word_is_left_out_or_becomes_a_schlagwort(
    tmp_path: Path, ziel: str, tags: list[str]
) -> None:
    mapping = tmp_path / "zuordnung.json"
    mapping.write_text(json.dumps({"werte": {"themen": {"Raumfahrt": ziel}}}))
    report = imported(tmp_path, {"Thema": "Raumfahrt"}, options=("--mapping", str(mapping)))
    page = Projektseite.objects.get()
    assert (report["luecken"], [tag.name for tag in page.produkte.all()]) == ([], tags)


def test_a_decision_that_means_nothing_is_refused(tmp_path: Path) -> None:
    mapping = tmp_path / "zuordnung.json"
    mapping.write_text(json.dumps({"werte": {"themen": {"Kitas": "Raumfahrt"}}}))
    report = imported(tmp_path, {}, options=("--mapping", str(mapping)))
    assert "Das kennt das Wiki nicht: themen „Raumfahrt“" in report["stderr"]


@pytest.fixture
def register(tmp_path: Path) -> None:
    path = tmp_path / "gemeinden.csv"
    path.write_bytes(gemeindedatei())
    load_file(path, 2019)


def test_a_known_municipality_gets_its_page_with_the_first_project(
    tmp_path: Path, register: None
) -> None:
    cells = [{"Kommune": "Altenglan"}, {"Kommune": "7336002", "Nachnutzung": "VG Kusel-Altenglan"}]
    report = imported(tmp_path, *cells)
    assert report["code"] == 0, report
    assert "„Altenglan“ bekommt eine Seite: Altenglan, Gemeinde" in texts(report["hinweise"])
    made = Kommune.objects.get(ags="07336002")
    assert (made.name, made.einwohner, made.lat) == ("Altenglan", 3_000, 49.55)
    assert made.projekte.count() == 2
    taken_over = Projektseite.objects.get(title="Vorhaben 2").nachnutzungen.get()
    assert taken_over.kommune.regionalschluessel == "073365011"


def test_a_check_makes_no_page(tmp_path: Path, register: None) -> None:
    before = Kommune.objects.count()
    assert imported(tmp_path, {"Kommune": "Altenglan"}, options=("--dry-run",))["neu"] == 1
    assert Kommune.objects.count() == before


def test_the_same_list_again_finds_the_new_page(tmp_path: Path, register: None) -> None:
    imported(tmp_path, {"Kommune": "Altenglan"})
    assert imported(tmp_path, {"Kommune": "Altenglan"})["unveraendert"] == 1


def test_a_name_that_several_bear_is_a_gap_that_says_who(tmp_path: Path, register: None) -> None:
    report = imported(tmp_path, {"Kommune": "Neustadt"})
    assert "nicht eindeutig: Neustadt (Hessen), Stadt" in texts(report["luecken"])
    assert "Neustadt (Hessen), Stadt" in str(report["werte"][0]["kandidaten"])
