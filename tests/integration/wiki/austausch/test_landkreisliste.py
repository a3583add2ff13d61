"""A list of 300 rows, as a Landkreis makes it, gets in after a few decisions."""

from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import massnahmenliste
from tests.integration.austausch import run
from tests.landkreisliste import FAULTY_MAILS, ROWS, write_csv, write_xlsx
from wiki.austausch.models import Importlauf
from wiki.austausch.read.tables.tables import PROBLEM_HEADING
from wiki.austausch.tasks import work_on_import
from wiki.models import Projektseite

pytestmark = pytest.mark.usefixtures("small_wiki")
DECISIONS_MAX = 25


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chefin"))
    return client


def uploaded(editor: Client, path: Path) -> Importlauf:
    with path.open("rb") as file:
        editor.post("/admin/importe/", {"datei": file})
    return Importlauf.objects.latest("pk")


def step(editor: Client, lauf: Importlauf, name: str, **fields: str) -> str:
    editor.post(f"/admin/importe/{lauf.pk}/{name}/", fields)
    jobs = ProcrastinateJob.objects.filter(task_name="wiki.austausch.tasks.work_on_import")
    arguments = jobs.latest("id").args
    while True:  # a slow machine needs more than one slice of time
        work_on_import.func(**arguments)
        lauf.refresh_from_db()
        if lauf.stand not in (Importlauf.Stand.PRUEFT, Importlauf.Stand.LAEUFT):
            break
    return editor.get(f"/admin/importe/{lauf.pk}/").content.decode()


def decisions(lauf: Importlauf) -> dict[str, str]:
    """Takes each proposal, and leaves out the words that have none."""
    return {
        f"wert-{number}": entry["kandidaten"][0][0] if entry["vorgeschlagen"] else "-"
        for number, entry in enumerate(lauf.bericht["werte"])
    }


def test_the_list_gets_in_after_few_decisions(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, write_csv(tmp_path / "liste.csv"))
    page = step(editor, lauf, "pruefen")
    assert page.count('<select name="wert-') == len(lauf.bericht["werte"]) <= DECISIONS_MAX
    assert lauf.bericht["fehler"] == []
    step(editor, lauf, "pruefen", **decisions(lauf))
    assert len(lauf.bericht["luecken"]) == len(FAULTY_MAILS)
    assert f"{len(FAULTY_MAILS)} Zeilen zum Berichtigen" in step(editor, lauf, "starten")
    assert (lauf.bericht["neu"], Projektseite.objects.count()) == (ROWS, ROWS)
    content = editor.get(f"/admin/importe/{lauf.pk}/zeilen.xlsx").getvalue()
    mended = [list(row) for row in load_workbook(BytesIO(content)).active.values]
    assert (mended[0][0], len(mended)) == (PROBLEM_HEADING, 1 + len(FAULTY_MAILS))
    report = run("import_table", write_xlsx(tmp_path / "liste.xlsx"), "--dry-run")
    assert [entry for entry in report["werte"] if not entry["ziel"]] == []


def test_another_list_gets_in_after_few_decisions(editor: Client, tmp_path: Path) -> None:
    lauf = uploaded(editor, massnahmenliste.write_massnahmen(tmp_path / "plan.xlsx"))
    page = step(editor, lauf, "pruefen")
    assert page.count('<select name="wert-') == len(lauf.bericht["werte"]) <= DECISIONS_MAX
    assert len(lauf.bericht["zuordnung"]) == len(massnahmenliste.READ)
    step(editor, lauf, "pruefen", **decisions(lauf))
    assert len(lauf.bericht["luecken"]) == len(massnahmenliste.FAULTY_MAILS)
    step(editor, lauf, "starten")
    assert (lauf.bericht["neu"], lauf.bericht["fehler"]) == (massnahmenliste.ROWS, [])
    first = Projektseite.objects.get(title="Maßnahme Nr. 1").get_latest_revision_as_object()
    assert first.kontakt_stelle == "Stabsstelle Digitales"


def test_mended_rows_are_read_in_again(editor: Client, tmp_path: Path) -> None:
    text = "Titel;Kurzfassung;Kommune;Thema;Status;E-Mail\n"
    text += "A;Kurz.;Trier;Umwelt;geplant;Frau Müller\nB;Kurz.;Trier;Umwelt;geplant;\n"
    (tmp_path / "liste.csv").write_text(text, encoding="utf-8")
    lauf = uploaded(editor, tmp_path / "liste.csv")
    step(editor, lauf, "pruefen")
    step(editor, lauf, "starten")
    book = load_workbook(BytesIO(editor.get(f"/admin/importe/{lauf.pk}/zeilen.xlsx").getvalue()))
    book.active["G2"] = "amt10@stadt.de"
    book.save(tmp_path / "berichtigt.xlsx")
    report = run("import_table", tmp_path / "berichtigt.xlsx")
    assert (report["zeilen"], report["geaendert"], report["luecken"]) == (1, 1, [])
    page = Projektseite.objects.get(title="A").get_latest_revision_as_object()
    assert page.kontakt_postfach == "amt10@stadt.de"


def test_the_same_fault_is_one_line_and_can_be_filtered(editor: Client, tmp_path: Path) -> None:
    text = "Titel;Kommune;E-Mail;Telefon\n"
    text += "".join(f"Vorhaben {number};Trier;Frau {number};keins\n" for number in range(3))
    (tmp_path / "liste.csv").write_text(text, encoding="utf-8")
    lauf = uploaded(editor, tmp_path / "liste.csv")
    assert step(editor, lauf, "pruefen").count("<b>3-mal</b>") == 2
    filtered = editor.get(f"/admin/importe/{lauf.pk}/?spalte=E-Mail").content.decode()
    assert filtered.count("<b>3-mal</b>") == 1


def test_without_faulty_rows_there_is_no_file(editor: Client, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Titel;Kommune\nA;Trier\n", encoding="utf-8")
    lauf = uploaded(editor, tmp_path / "liste.csv")
    step(editor, lauf, "pruefen")
    assert editor.get(f"/admin/importe/{lauf.pk}/zeilen.xlsx").status_code == 404
