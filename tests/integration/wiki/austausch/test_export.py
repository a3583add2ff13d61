"""Everything out again, and back in: the round trip changes nothing."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from docx import Document as DocxDocument
from openpyxl import load_workbook

from tests.factories import publish_projekt
from tests.integration.austausch import export, run, texts
from tests.integration.wiki.austausch.rich_pages import EINSCHAETZUNG_AM, rich_page
from wiki.models import (
    Bild,
    Kommune,
    Projektseite,
    Startseite,
    Textseite,
    Thema,
    Veranstaltung,
    Veranstaltungsverzeichnis,
)

pytestmark = pytest.mark.usefixtures("small_wiki")


def empty() -> None:
    """As after `migrate`: the root page only."""
    for start in Startseite.objects.all():
        start.delete()
    Kommune.objects.all().delete()
    Thema.objects.all().delete()


def test_json_into_an_empty_wiki_and_out_again_is_identical(tmp_path: Path) -> None:
    page = rich_page()
    meeting = Veranstaltung(title="Treffen", slug="t", kurzfassung="x", datum="2024-05-01", ort="M")
    meeting.projekte = [page]
    Veranstaltungsverzeichnis.objects.get().add_child(instance=meeting)
    meeting.save_revision().publish()
    Startseite.objects.get().add_child(
        instance=Textseite(title="Hilfe", slug="hilfe", text="<p>x</p>")
    )
    before = export("json", tmp_path / "a.json", "--alle")
    empty()
    assert run("import_json", tmp_path / "a.json")["code"] == 0
    assert export("json", tmp_path / "b.json", "--alle") == before
    assert Projektseite.objects.get(slug="reich").live_revision_id


def test_json_again_into_the_same_wiki_changes_nothing(tmp_path: Path) -> None:
    page = rich_page()
    export("json", tmp_path / "a.json")
    report = run("import_json", tmp_path / "a.json")
    assert (report["neu"], report["geaendert"]) == (0, 0)
    page.kurzfassung = "Von Hand."
    page.save_revision().publish()
    report = run("import_json", tmp_path / "a.json")
    page.refresh_from_db()
    assert page.kurzfassung == "Von Hand."
    assert "anders und nicht überschrieben" in report["hinweise"][0]["meldung"]
    assert run("import_json", tmp_path / "a.json", "--force")["geaendert"] == 1


@pytest.mark.parametrize(
    ("form", "command"),
    [("csv", "import_table"), ("xlsx", "import_table"), ("mediawiki", "import_mediawiki")],
)
def test_lists_and_articles_come_back_the_same(tmp_path: Path, form: str, command: str) -> None:
    page = rich_page()
    words = [("text", "<p>Erst das.</p><p>Dann dies.</p>")]
    page.inhalt = [
        ("text", words),
        ("frei", {"ueberschrift": "Noch == was", "inhalt": [("text", "<p># kein Titel</p>")]}),
        ("einschaetzung", {"stand": EINSCHAETZUNG_AM, "inhalt": words}),
        ("frage", {"frage": "Geht es ohne?", "stand": EINSCHAETZUNG_AM, "inhalt": words}),
    ]
    page.save_revision().publish()
    before = export("csv", tmp_path / "vorher.csv")
    path = tmp_path / f"wiki.{form}"
    export(form, path)
    unchanged = run(command, path, "--dry-run")
    assert (unchanged["code"], unchanged["unveraendert"]) == (0, 2)
    for projekt in Projektseite.objects.all():
        projekt.delete()
    assert run(command, path, "--publish")["code"] == 0
    assert export("csv", tmp_path / "nachher.csv") == before
    back = Projektseite.objects.get(slug="reich").sections()
    assert [part.name for part in back if part.is_frage] == ["Geht es ohne?"]


def test_a_page_in_a_file_tells_what_the_redaktion_thinks_apart_and_cites_its_sources(
    client: Client,
) -> None:
    page = rich_page()
    words = [("text", "<p>Das lohnt sich.</p>")]
    page.inhalt = [("einschaetzung", {"stand": EINSCHAETZUNG_AM, "inhalt": words}), ("text", words)]
    page.save_revision().publish()
    docx = DocxDocument(BytesIO(client.get(f"/export/{page.pk}.docx").content))
    said = [paragraph.text for paragraph in docx.paragraphs]
    assert said.index("Beschreibung") < said.index("Einschätzung der Redaktion (Stand 28.11.2026)")
    assert "Start. Stadt, Mai 2024, abgerufen am 28. November 2026" in said


def test_wikitext_keeps_markup_lists_and_links(tmp_path: Path) -> None:
    rich_page()
    export("mediawiki", tmp_path / "wiki.xml")
    for projekt in Projektseite.objects.all():
        projekt.delete()
    run("import_mediawiki", tmp_path / "wiki.xml", "--publish")
    page = Projektseite.objects.get(slug="reich")
    other = Projektseite.objects.get(title="Zweites")
    text = str(page.inhalt[0].value[0].value.source)
    assert "<p>Eins <b>zwei</b>: *drei*</p><ul><li>a<ul><li>b</li></ul></li></ul>" in text
    assert f'Siehe <a linktype="page" id="{other.pk}">Zweites</a>.' in text


def test_wikitext_keeps_pictures_and_tables(tmp_path: Path) -> None:
    before = {block.block_type: block.value for block in rich_page().inhalt[0].value}
    export("mediawiki", tmp_path / "wiki.xml")
    for projekt in Projektseite.objects.all():
        projekt.delete()
    run("import_mediawiki", tmp_path / "wiki.xml", "--publish")
    page = Projektseite.objects.get(slug="reich")
    after = {block.block_type: block.value for block in page.inhalt[0].value}
    assert after["bild"]["bild"] == before["bild"]["bild"]
    assert after["bild"]["bild"].contextual_alt_text == "Ein „Haus“ | rot"
    assert after["bild"]["unterschrift"] == "Im [Flur] & Hof"
    for name in ("columns", "row_data"):
        assert getattr(after["tabelle"], name) == getattr(before["tabelle"], name)


def test_json_says_which_pictures_are_not_there(tmp_path: Path) -> None:
    rich_page()
    export("json", tmp_path / "a.json")
    empty()
    Bild.objects.all().delete()
    hinweise = texts(run("import_json", tmp_path / "a.json")["hinweise"])
    assert "/start/projekte/reich/: Im Wiki fehlt, worauf verwiesen wird" in hinweise
    assert "(Feld inhalt)" in hinweise
    assert "zweites" not in hinweise


def test_formulas_are_defused_in_tables(tmp_path: Path) -> None:
    rich_page()
    export("csv", tmp_path / "a.csv")
    export("xlsx", tmp_path / "a.xlsx")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    sheet = load_workbook(tmp_path / "a.xlsx").active
    cells = [cell for row in rows for cell in row]
    cells += [cell.value for row in sheet.rows for cell in row if isinstance(cell.value, str)]
    assert "'=1+1 & [[mehr]] | 'x'" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_template_is_a_list_that_can_be_imported(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "vorlage.csv"
    path.write_bytes(client.get("/export/vorlage-projekte.csv").content)
    report = run("import_table", path, "--dry-run")
    assert report["fehler"] == []
    assert {entry["spalte"] for entry in report["luecken"]} == {"Kommunen"}  # Musterstadt


def test_the_number_of_queries_does_not_grow_with_the_pages(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        publish_projekt("Text", title=f"P{number}")
    with django_assert_max_num_queries(12):
        export("csv", tmp_path / "a.csv")


def test_export_into_a_folder_that_is_not_there_is_one_line() -> None:
    with pytest.raises(Exception, match="lässt sich nicht schreiben"):
        call_command("export_wiki", "--format", "csv", "-o", "/nirgends/a.csv", stdout=StringIO())
