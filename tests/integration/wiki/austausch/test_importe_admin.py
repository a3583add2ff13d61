"""Importe in the CMS: from upload to undo, for those who may; everybody else sees nothing."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import GroupPagePermission

from tests.integration.austausch import csv_file, row, titles
from wiki.austausch.importing import jobs
from wiki.austausch.models import Importlauf, Spaltenzuordnung, Wertzuordnung
from wiki.austausch.tasks import work_on_import
from wiki.models import Projektseite, Projektverzeichnis

pytestmark = pytest.mark.usefixtures("small_wiki")


def user_with(*rights: str) -> User:
    user = User.objects.create(username="-".join(rights) or "gast")
    group = Group.objects.create(name="Redaktion")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        GroupPagePermission.objects.create(
            group=group, page=Projektverzeichnis.objects.get(), permission_type=right
        )
    user.groups.add(group)
    return user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user_with("add", "publish"))
    return client


def upload(client: Client, content: bytes, name: str = "liste.csv") -> Any:
    return client.post("/admin/importe/", {"datei": SimpleUploadedFile(name, content)})


def uploaded(client: Client, folder: Path, *cells: dict[str, Any]) -> Importlauf:
    rows = [row(number, **entry) for number, entry in enumerate(cells, 1)]
    answer = upload(client, csv_file(folder, rows).read_bytes())
    assert answer.status_code == 302
    return Importlauf.objects.get()


def step(client: Client, lauf: Importlauf, name: str, **fields: Any) -> str:
    """Press a button, let the worker work, and see the page."""
    client.post(f"/admin/importe/{lauf.pk}/{name}/", fields)
    for job in ProcrastinateJob.objects.filter(task_name="wiki.austausch.tasks.work_on_import"):
        work_on_import.func(**job.args)
    return client.get(f"/admin/importe/{lauf.pk}/").content.decode()


def test_from_upload_to_undo(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {}, {})
    assert "Feld im Wiki" in editor.get(f"/admin/importe/{lauf.pk}/").content.decode()
    checked = step(editor, lauf, "pruefen")
    assert "noch ist nichts geschrieben" in checked
    assert "Import starten: 2 neu, 0 geändert" in checked
    assert titles() == []
    assert "Import zurücknehmen" in step(editor, lauf, "starten")
    assert titles() == ["Vorhaben 1", "Vorhaben 2"]
    assert set(Projektseite.objects.values_list("owner__username", flat=True)) == {"add-publish"}
    assert "2 Seiten gelöscht" in step(editor, lauf, "zurueck")
    assert titles() == []
    lauf.refresh_from_db()
    assert not lauf.datei


def test_faults_must_be_mended_or_the_row_be_left_out(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {}, {"Titel": "?"})
    assert "Import starten" not in step(editor, lauf, "pruefen")
    assert "Import starten: 1 neu" in step(editor, lauf, "pruefen", rowwise="on")


def test_an_unknown_word_is_asked_about_once_with_a_proposal(
    editor: Client, tmp_path: Path
) -> None:
    lauf = uploaded(editor, tmp_path, *[{"Kommune": "Kaiserslauten"}] * 2)
    page = step(editor, lauf, "pruefen")
    assert page.count('id="wert-') == 1
    assert '<option value="kaiserslautern" selected>Kaiserslautern</option>' in page
    assert "Schon zugeordnet: 1 Wort" in step(
        editor, lauf, "pruefen", **{"wert-0": "kaiserslautern"}
    )
    lauf.refresh_from_db()
    assert lauf.bericht["luecken"] == []


def test_a_kommune_can_be_named_that_was_not_proposed(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {"Kommune": "Atlantis"})
    step(editor, lauf, "pruefen")
    assert "„Utopia“ ist keine eindeutige Kommune" in step(
        editor, lauf, "pruefen", **{"andere-0": "Utopia"}
    )
    step(editor, lauf, "pruefen", **{"andere-0": "Stadt Trier"})
    assert Wertzuordnung.objects.get().ziel == "trier"


def test_what_nobody_could_choose_is_not_taken(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {"Thema": "Raumfahrt"})
    step(editor, lauf, "pruefen")
    step(editor, lauf, "pruefen", **{"wert-0": "quatsch"})
    assert not Wertzuordnung.objects.exists()


def test_the_mapping_is_taken_from_the_form_and_remembered(editor: Client) -> None:
    upload(editor, b"Was;Wo\nVorhaben X;Trier\n")
    lauf = Importlauf.objects.get()
    chosen = {"spalte-0": "titel", "spalte-1": "kommunen"}
    assert "Import starten: 1 neu" in step(editor, lauf, "pruefen", **chosen)
    assert Spaltenzuordnung.objects.get().zuordnung == {"Was": "titel", "Wo": "kommunen"}


def test_of_two_columns_of_one_name_the_form_reads_both(editor: Client) -> None:
    row = "Vorhaben X;Trier;https://a.de;geplant;https://b.de"
    upload(editor, f"Titel;Kommune;Link;Status;Link\n{row}\n".encode())
    lauf = Importlauf.objects.get()
    page = editor.get(f"/admin/importe/{lauf.pk}/").content.decode()
    shown = dict(re.findall(r'name="(spalte-\d)".*?value="(\w+)" selected', page, re.DOTALL))
    assert list(shown.values()) == ["titel", "kommunen", "quellen", "status", "quellen"]
    assert "heißt wie Spalte 3; gelesen werden beide" in step(editor, lauf, "pruefen", **shown)
    step(editor, lauf, "starten")
    sources = Projektseite.objects.get().quellen.values_list("url", flat=True)
    assert list(sources) == ["https://a.de", "https://b.de"]
    lauf.refresh_from_db()
    assert lauf.bericht["zuordnung"]["Link (2)"] == "Quellen"


def test_another_sheet_is_chosen_and_the_mapping_begins_anew(
    editor: Client, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["Titel", "Stadt"])
    book.active.append(["Vorhaben X", "Trier"])
    book.create_sheet("Zweites").append(["Was", "Wo"])
    book.save(tmp_path / "liste.xlsx")
    upload(editor, (tmp_path / "liste.xlsx").read_bytes(), "liste.xlsx")
    lauf = Importlauf.objects.get()
    assert ">Stadt</label>" in step(editor, lauf, "pruefen")
    page = step(editor, lauf, "blatt", blatt="Zweites")
    assert ">Wo</label>" in page
    assert "<option selected>Zweites</option>" in page
    assert ">Wo</label>" in step(editor, lauf, "blatt", blatt="Quatsch")


def test_a_finished_import_leads_to_its_pages(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {})
    step(editor, lauf, "pruefen")
    page = step(editor, lauf, "starten")
    assert f'/admin/pages/{Projektseite.objects.get().pk}/edit/">Vorhaben 1</a> (Entwurf)' in page


def test_progress_has_a_link_for_browsers_without_scripts(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {})
    lauf.set_stand(Importlauf.Stand.LAEUFT, zeilen=4, erledigt=1)
    page = editor.get(f"/admin/importe/{lauf.pk}/").content.decode()
    assert "1 von 4 Zeilen" in page
    assert f'<noscript><a href="/admin/importe/{lauf.pk}/">Stand aktualisieren</a>' in page


def test_work_in_slices_goes_on_where_it_stopped(
    editor: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lauf = uploaded(editor, tmp_path, *[{}] * 3)
    step(editor, lauf, "pruefen")
    monkeypatch.setattr(jobs, "SLICE_S", 1e-9)
    monkeypatch.setattr(
        "wiki.austausch.importing.running.time.monotonic", iter(range(1000)).__next__
    )
    for _ in range(3):
        step(editor, lauf, "starten")
    lauf.refresh_from_db()
    assert (lauf.stand, lauf.bericht["neu"], len(titles())) == ("fertig", 3, 3)


def test_buttons_pressed_twice_do_no_harm(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {})
    step(editor, lauf, "pruefen")
    step(editor, lauf, "starten")
    for name in ("starten", "pruefen", "abbrechen", "verwerfen", "blatt"):
        assert "Das geht jetzt nicht" in step(editor, lauf, name)
    step(editor, lauf, "zurueck")
    assert "lässt sich nicht rückgängig machen" in step(editor, lauf, "zurueck")
    assert titles() == []


def test_an_upload_that_is_not_wanted_is_gone_with_its_file(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, tmp_path, {})
    path = Path(lauf.datei.path)
    editor.post(f"/admin/importe/{lauf.pk}/verwerfen/")
    assert not path.exists()
    assert not Importlauf.objects.exists()


REFUSED = {
    "empty": (b"", "liste.csv", 400, "Die Datei ist leer."),
    "of another kind": (b"MZ", "a.exe", 400, "Diese Art von Datei wird nicht gelesen."),
    "named wrongly": (b"\x89PNG\r\n", "a.csv", 302, "Das ist keine Tabelle."),
    "HTML as a dump": (b"<html></html>", "a.xml", 302, ""),
}


@pytest.mark.parametrize(("content", "name", "status", "text"), REFUSED.values(), ids=REFUSED)
def test_bad_uploads_are_told_in_german(
    editor: Client, content: bytes, name: str, status: int, text: str
) -> None:
    answer = upload(editor, content, name)
    assert answer.status_code == status
    page = answer if status == 400 else editor.get(answer["Location"])
    assert text in page.content.decode()


def test_a_broken_dump_is_an_entry_in_the_report(editor: Client) -> None:
    upload(editor, b"<mediawiki><page>", "a.xml")
    page = step(editor, Importlauf.objects.get(), "pruefen")
    assert "Das XML bricht ab" in page
    assert titles() == []


@pytest.mark.parametrize("rights", [(), ("add",), ("publish",)], ids=str)
def test_without_the_right_to_add_and_publish_nothing_is_there(
    client: Client, rights: tuple[str, ...]
) -> None:
    client.force_login(user_with(*rights))
    lauf = Importlauf.objects.create(art="tabelle", dateiname="geheim.csv")
    for address in ("", f"{lauf.pk}/", f"{lauf.pk}/bericht.json"):
        answer = client.get(f"/admin/importe/{address}", follow=True)
        assert "geheim.csv" not in answer.content.decode()
    for name in ("pruefen", "starten", "abbrechen", "zurueck", "verwerfen", "blatt"):
        client.post(f"/admin/importe/{lauf.pk}/{name}/")
    assert client.get("/admin/export/wiki.json").status_code == 302
    lauf.refresh_from_db()
    assert (lauf.stand, lauf.abbruch) == ("hochgeladen", False)


def test_the_menu_shows_importe_to_those_who_may(editor: Client) -> None:
    assert "/admin/importe/" in editor.get("/admin/").content.decode()


def test_a_single_report_is_uploaded(editor: Client) -> None:
    upload(editor, "---\nKommune: Trier\n---\n## Lösung\n\nEin Zaun.\n".encode(), "Der Zaun.md")
    lauf = Importlauf.objects.get()
    assert "Import starten: 1 neu" in step(editor, lauf, "pruefen")
    step(editor, lauf, "starten")
    assert titles() == ["Der Zaun"]


def test_reports_are_uploaded_as_zip_and_a_broken_one_is_one_line(
    editor: Client, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "alle.zip", "w") as archive:
        archive.writestr("gut.md", "# Gut\n\nKommune: Trier\n\n## Lösung\n\nEin Zaun.\n")
        archive.writestr("kaputt.docx", "kein Word")
    upload(editor, (tmp_path / "alle.zip").read_bytes(), "alle.zip")
    lauf = Importlauf.objects.get()
    page = step(editor, lauf, "pruefen", rowwise="on")
    assert "Import starten: 1 neu" in page
    assert "beschädigt oder kein DOCX" in page


def left_alone(stand: str, minutes: int) -> Importlauf:
    """A run whose last sign of life was some minutes ago."""
    lauf = Importlauf.objects.create(art="berichte", dateiname="x")
    lauf.set_stand(stand)
    Importlauf.objects.update(lebenszeichen=timezone.now() - timedelta(minutes=minutes))
    return lauf


@pytest.mark.parametrize("stand", ["prueft", "laeuft"])
def test_a_run_that_nobody_works_on_is_broken_off(editor: Client, stand: str) -> None:
    lauf = left_alone(stand, 20)
    page = editor.get(f"/admin/importe/{lauf.pk}/").content.decode()
    assert "<b>abgebrochen</b>" in page
    assert "unterbrochen" in page


@pytest.mark.parametrize("minutes", [1, 20])
def test_a_run_that_lives_or_waits_goes_on(editor: Client, minutes: int) -> None:
    lauf = left_alone("prueft", minutes)
    if minutes == 20:
        work_on_import.defer(lauf_id=lauf.pk)
    assert "wird geprüft" in editor.get(f"/admin/importe/{lauf.pk}/").content.decode()


def test_exports_are_files(editor: Client) -> None:
    for form, kind in (("csv", "text/csv"), ("json", "application/json")):
        answer = editor.get(f"/admin/export/wiki.{form}")
        assert answer["Content-Type"].startswith(kind)
        assert answer.getvalue()
    assert editor.get("/admin/export/wiki.exe").status_code == 404
