"""Lists become pages, reported row by row."""

from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import publish_projekt
from tests.integration.austausch import (
    csv_file,
    imported,
    row,
    run,
    texts,
    titles,
)
from wiki.austausch.importing import duplicates
from wiki.austausch.models import Importlauf, Importzeile
from wiki.models import Kommune, Projektseite

pytestmark = pytest.mark.usefixtures("small_wiki")
FAULTS: dict[int, tuple[dict[str, Any], str]] = {  # index of the row -> cells, column
    7: ({"Titel": ""}, "Titel"),
    31: ({"Kommune": "Atlantis"}, "Kommune"),
    32: ({"Kommune": "Atlantis"}, "Kommune"),
    57: ({"Kommune": ""}, "Kommune"),
    60: ({"Kommune": "Kaiserslauten"}, "Kommune"),
    99: ({"Kommune": "99999999"}, "Kommune"),
    101: ({"Status": "irgendwie"}, "Status"),
    130: ({"Status": ""}, "Status"),
    144: ({"Thema": "Raumfahrt"}, "Thema"),
    180: ({"Gültig bis": "31.02.2026"}, "Gültig bis"),
    201: ({"Gültig bis": "bald"}, "Gültig bis"),
    222: ({"Stand (Jahr)": "1848"}, "Stand (Jahr)"),
    240: ({"Kosten": "-500"}, "Kosten"),
    262: ({"Kosten": "99999999999"}, "Kosten"),
    333: ({"Titel": "x" * 256}, "Titel"),
    350: ({"E-Mail": "keine Adresse"}, "E-Mail"),
    401: ({"Beginn": "2022", "Ende": "2020"}, "Ende"),
    444: ({"Titel": "Vorhaben 12"}, "Titel"),
    499: ({"Kurzfassung": ""}, "Kurzfassung"),
}


def test_a_list_of_500_rows_with_19_faults_reports_exactly_those(tmp_path: Path) -> None:
    blank = dict.fromkeys(("Gültig bis", "Stand (Jahr)", "Kosten", "E-Mail", "Beginn", "Ende"), "")
    rows = [
        blank | row(number, **FAULTS[number][0] if number in FAULTS else {})
        for number in range(500)
    ]
    report = run("import_table", csv_file(tmp_path, rows), "--dry-run")
    faults = report["fehler"] + report["luecken"]
    found = sorted((entry["zeile"] - 2, entry["spalte"]) for entry in faults)
    assert found == [(index, column) for index, (_, column) in FAULTS.items()]
    assert [entry["zeile"] - 2 for entry in report["fehler"]] == [7, 333, 444]
    assert (report["zeilen"], report["neu"], report["code"]) == (500, 497, 1)
    atlantis = report["werte"][0]
    assert (atlantis["feld"], atlantis["wort"], atlantis["anzahl"]) == ("kommunen", "Atlantis", 2)
    assert titles() == []
    assert not Importlauf.objects.exists()


def test_rows_become_drafts(tmp_path: Path) -> None:
    cells = {
        "Kommune": "Stadt Trier; VG Kusel",
        "Kosten": "ca. 12 T€",
        "Laufende Kosten": "1.500 €",
        "Laufzeit": "seit 2019",
        "Partner": "A; B",
        "Lösung": "Eins.\n\nZwei & drei.",
        "Quellen": "Bericht | https://a.de/b",
    }
    report = imported(tmp_path, cells)
    page = Projektseite.objects.get()
    assert (report["neu"], report["code"], page.live) == (1, 0, False)
    assert [kommune.name for kommune in page.kommunen.all()] == ["Trier", "VG Kusel"]
    assert (page.kosten_einmalig, page.kosten_einmalig_hinweis) == (None, "ca. 12 T€")
    assert (page.kosten_laufend, page.laufzeit_von, page.partner) == (1500, 2019, "A\nB")
    assert page.inhalt[0].value[0].value.source == "<p>Eins.</p><p>Zwei &amp; drei.</p>"
    assert page.quellen.get().url == "https://a.de/b"
    assert "kein genauer Betrag" in texts(report["hinweise"])


def test_published_pages_are_indexed_by_a_job(tmp_path: Path) -> None:
    imported(tmp_path, {}, options=("--publish",))
    page = Projektseite.objects.get()
    assert page.live
    assert page.live_revision_id == page.latest_revision_id
    assert ProcrastinateJob.objects.filter(queueing_lock=f"seite-{page.pk}").exists()


def test_without_a_column_pages_are_drafts_even_if_they_shall_be_published(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [{"Titel": "Ohne Thema", "Stadt": "Trier"}])
    report = run("import_table", path, "--publish")
    assert report["code"] == 0
    assert not Projektseite.objects.get().live
    assert "Diese Spalten fehlen: Kurzfassung, Themen, Status" in texts(report["hinweise"])


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, {}, {"Lösung": "- a\n- b"})
    report = imported(tmp_path, {}, {"Lösung": "- a\n- b"})
    assert (report["neu"], report["geaendert"], report["unveraendert"]) == (0, 0, 2)
    assert Importzeile.objects.count() == 2


def test_a_live_page_gets_its_change_as_a_draft(tmp_path: Path) -> None:
    trier = Kommune.objects.get(name="Trier")
    page = publish_projekt("Alt", title="Vorhaben 1", kommunen=[trier])
    report = imported(tmp_path, {"Kurzfassung": "Neu gefasst."})
    page.refresh_from_db()
    assert report["geaendert"] == 1
    assert page.kurzfassung == "Eine Stadt probiert etwas aus."
    draft = page.get_latest_revision_as_object()
    assert draft.kurzfassung == "Neu gefasst."
    assert draft.sections()[0].text == "Alt"


def test_a_draft_of_somebody_does_not_go_online_with_an_import(tmp_path: Path) -> None:
    page = publish_projekt(title="Vorhaben 1", kommunen=[Kommune.objects.get(name="Trier")])
    page.faktenlage = "Noch geheim."
    page.save_revision()
    imported(tmp_path, {"Kurzfassung": "Neu."}, options=("--publish",))
    page.refresh_from_db()
    assert (page.faktenlage, page.kurzfassung) == ("", "Eine Stadt probiert etwas aus.")
    draft = page.get_latest_revision_as_object()
    assert (draft.faktenlage, draft.kurzfassung) == ("Noch geheim.", "Neu.")


def test_a_locked_page_is_not_touched(tmp_path: Path) -> None:
    page = publish_projekt(title="Vorhaben 1", kommunen=[Kommune.objects.get(name="Trier")])
    page.locked = True
    page.save()
    report = imported(tmp_path, {"Kurzfassung": "Neu."})
    assert "gesperrt" in texts(report["fehler"])


def test_same_title_elsewhere_is_another_project(tmp_path: Path) -> None:
    publish_projekt(title="Vorhaben 1", kommunen=[Kommune.objects.get(name="Kaiserslautern")])
    report = imported(tmp_path, {})
    assert report["neu"] == 1
    assert "ähnlich im Wiki: „Vorhaben 1“" in report["duplikate"][0]["wie"]


def test_similar_projects_are_found_by_what_the_search_registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def search(text: str, request: Any) -> list[str]:
        asked.append(text)
        return ["Bienen auf dem Dach"]

    monkeypatch.setattr(duplicates, "_registered", [])  # what is registered stays for other tests
    duplicates.register_similarity(search)
    imported(tmp_path, {"Titel": "Summen über der Stadt"}, options=("--dry-run",))
    assert asked == []
    report = imported(tmp_path, {"Titel": "Summen über der Stadt"}, options=("--aehnliche",))
    assert asked == ["Summen über der Stadt. Worum es bei 1 geht."]
    assert report["duplikate"][0]["wie"] == "ähnlich im Wiki: „Bienen auf dem Dach“"


UNREADABLE = {
    "missing": (None, "Es gibt sie nicht"),
    "empty": (b"", "leer"),
    "HTML": (b"<html></html>", "keine Tabelle"),
    "headings of something else": (b"Artikel;Preis\na;5\n", "Keine Spalte ist der Titel"),
    "quotation that does not end": (b'Titel;Ort\na;b\n"c;d\n', "Anführungszeichen"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_is_no_list_is_one_line_and_leaves_nothing(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "liste.csv"
    if content is not None:
        path.write_bytes(content)
    report = run("import_table", path)
    assert message in report["stderr"]
    assert "\n" not in report["stderr"]
    assert not Importlauf.objects.exists()
