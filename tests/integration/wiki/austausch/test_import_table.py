"""Lists become pages: reported row by row, all or nothing, resumable, and to be taken back."""

import json
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import publish_projekt
from tests.gemeinden import gemeindedatei
from tests.integration.austausch import (
    csv_file,
    row,
    rows_with_errors,
    run,
    texts,
    titles,
)
from tests.integration.other_databases import second_connection
from wiki.austausch.importing import duplicates, running, writing
from wiki.austausch.importing.undo import undo
from wiki.austausch.models import Importlauf, Importzeile
from wiki.gemeinden.loading import load_file
from wiki.models import Kommune, Projektseite
from wiki.platform.locks import Lock

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


def imported(folder: Path, *cells: dict[str, Any], options: tuple[str, ...] = ()) -> dict[str, Any]:
    rows = [row(number, **entry) for number, entry in enumerate(cells, 1)]
    return run("import_table", csv_file(folder, rows), *options)


def last_run() -> Importlauf:
    found = Importlauf.objects.first()
    assert found
    return found


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


def test_one_fault_and_nothing_is_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, {}, {"Titel": "?"})
    assert (report["code"], report["neu"], report["ausgefuehrt"]) == (1, 0, False)
    assert "es wurde nichts importiert" in report["stderr"]
    assert titles() == []


def test_row_by_row_the_others_are_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, {}, {"Titel": "?"}, {}, options=("--rowwise",))
    assert (report["code"], report["neu"], rows_with_errors(report)) == (1, 2, [3])
    assert titles() == ["Vorhaben 1", "Vorhaben 3"]


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


def test_undo_deletes_new_pages_and_restores_changed_ones(tmp_path: Path) -> None:
    trier = Kommune.objects.get(name="Trier")
    page = publish_projekt(title="Vorhaben 1", kommunen=[trier])
    imported(tmp_path, {"Kurzfassung": "Neu."}, {}, options=("--publish",))
    page.refresh_from_db()
    assert page.kurzfassung == "Neu."
    result = undo(last_run())
    page.refresh_from_db()
    assert (result.geloescht, result.zurueckgesetzt, result.stehen_gelassen) == (1, 1, [])
    assert titles() == ["Vorhaben 1"]
    assert (page.live, page.kurzfassung) == (True, "Eine Stadt probiert etwas aus.")


def test_undo_leaves_alone_what_somebody_has_worked_on(tmp_path: Path) -> None:
    imported(tmp_path, {}, {}, {})
    edited, published, _ = Projektseite.objects.order_by("title")
    edited.kurzfassung = "Von Hand."
    edited.save_revision(clean=False)
    published.get_latest_revision().publish()
    result = undo(last_run())
    assert titles() == ["Vorhaben 1", "Vorhaben 2"]
    assert sorted(result.stehen_gelassen) == [
        "„Vorhaben 1“ (seit dem Import bearbeitet)",
        "„Vorhaben 2“ (seit dem Import veröffentlicht)",
    ]


class Killed(BaseException):
    """What a process that is killed does not catch."""


def test_after_a_kill_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = writing.create_page

    def third_time_killed(*args: Any, **kwargs: Any) -> Any:
        if Importzeile.objects.count() == 2:
            raise Killed
        return create(*args, **kwargs)

    monkeypatch.setattr(running, "create_page", third_time_killed)
    with pytest.raises(Killed):
        imported(tmp_path, *[{}] * 5)
    assert len(titles()) == 2
    monkeypatch.setattr(running, "create_page", create)
    report = imported(tmp_path, *[{}] * 5)
    assert (report["neu"], report["ausgefuehrt"], report["zeilen"]) == (5, True, 5)
    assert titles() == [f"Vorhaben {number}" for number in range(1, 6)]


def test_a_page_that_fails_while_writing_takes_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.austausch.importing.comparing.check_imported", lambda _: "")
    report = imported(tmp_path, {}, {"Quellen": "x | https://" + "a" * 300 + ".de/"})
    assert (report["code"], report["ausgefuehrt"], titles()) == (1, False, [])


def test_cancelling_takes_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = writing.create_page

    def press_cancel(*args: Any, **kwargs: Any) -> Any:
        Importlauf.objects.update(abbruch=True)
        return create(*args, **kwargs)

    monkeypatch.setattr(running, "create_page", press_cancel)
    report = imported(tmp_path, *[{}] * 12)
    assert "abgebrochen" in texts(report["fehler"])
    assert titles() == []


def test_a_second_import_is_told_to_wait(tmp_path: Path) -> None:
    with second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.IMPORT])
        report = imported(tmp_path, {})
    assert "Es läuft schon ein Import" in report["stderr"]
    assert titles() == []
    assert not Importlauf.objects.exists()


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


def test_similar_projects_are_found_by_what_the_search_registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def search(text: str, request: Any) -> list[str]:
        asked.append(text)
        return ["Bienen auf dem Dach"]

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
