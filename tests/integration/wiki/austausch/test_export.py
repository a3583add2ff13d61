"""Everything out again, and back in: the round trip changes nothing."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from docx import Document as DocxDocument
from openpyxl import load_workbook
from PIL import Image as PillowImage
from pypdf import PdfReader
from wagtail.documents.models import Document
from wagtail.models import Page

from tests.factories import publish_projekt
from tests.integration.austausch import export, run, small_wiki, texts
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.export.pictures import picture_parts
from wiki.austausch.importing import duplicates
from wiki.austausch.snapshot.snapshot_file import read_snapshot
from wiki.models import (
    Bild,
    Kommune,
    Nachnutzung,
    Projektquelle,
    Projektseite,
    Startseite,
    Textseite,
    Thema,
    Veranstaltung,
    Veranstaltungsverzeichnis,
)
from wiki.schriftstueck.files import FORMEN
from wiki.schriftstueck.schema import Absatz, Schriftstueck

EINSCHAETZUNG_AM = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _wiki(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_registered", [])
    small_wiki()


def rich_page() -> Projektseite:
    """One of everything a page can hold, with letters that mean something elsewhere."""
    trier, kusel = Kommune.objects.get(name="Trier"), Kommune.objects.get(name="VG Kusel")
    other = publish_projekt("Nur Text.", title="Zweites", kommunen=[kusel], themen=themen())
    page = publish_projekt(title="=1+1 & [[mehr]] | 'x'", slug="reich", kommunen=[trier])
    page.themen = themen()
    page.kosten_einmalig, page.kosten_einmalig_hinweis = 12_000, "-ca. {{so}}"
    page.laufzeit_von, page.partner = 2019, "A & B\n@C"
    page.nachnutzungswege = ["efa", "kauf"]
    page.produkte.set(["LoRaWAN", "=cmd|x"])
    page.quellen = [
        Projektquelle(bezeichnung="Bericht; Teil 1", url="https://a.de/b?c=d&e"),
        Projektquelle(bezeichnung="A | B", url="https://a.de/"),
        Projektquelle(
            bezeichnung="Start", herausgeber="Stadt", datum="2024-05", abgerufen_am=EINSCHAETZUNG_AM
        ),
    ]
    page.nachnutzungen = [Nachnutzung(kommune=kusel, jahr=2021, hinweis="halb; ganz")]
    page.inhalt = [
        (
            "loesung",
            [
                ("text", "<p>Eins <b>zwei</b>: *drei*</p><ul><li>a<ul><li>b</li></ul></li></ul>"),
                ("text", f'<p>Siehe <a linktype="page" id="{other.pk}">Zweites</a>.</p>'),
                ("projekt", other),
                ("zitat", {"text": "Gut.", "quelle": "Sie"}),
                ("bild", {"bild": picture(), "unterschrift": "Im [Flur] & Hof"}),
                ("tabelle", table("Jahr", "Kosten | €", "2019", "1 < 2")),
                ("dokument", leaflet()),
                ("gewuenscht", "Digitale Bauakte"),
            ],
        ),
        ("frei", {"ueberschrift": "Noch == was", "inhalt": [("text", "<p># kein Titel</p>")]}),
    ]
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 40), form: str = "PNG") -> Any:
    """As a block holds it: the image with its text for those who do not see it."""
    file = BytesIO()
    PillowImage.new(mode, size).save(file, form)
    name = f"rathaus.{form.lower()}"
    image = Bild.objects.create(title="Rathaus", file=ContentFile(file.getvalue(), name))
    image.contextual_alt_text, image.decorative = "Ein „Haus“ | rot", False
    return image


def leaflet() -> Document:
    return Document.objects.create(
        title="Merkblatt", file=ContentFile(b"%PDF-1.7", "merkblatt.pdf")
    )


def table(*cells: str) -> dict[str, Any]:
    """Two columns; the first row are the headings."""
    first, second, *rest = cells
    columns = [{"type": "text", "heading": first}, {"type": "text", "heading": second}]
    rows = [{"values": list(rest[n : n + 2])} for n in range(0, len(rest), 2)]
    return {"columns": columns, "rows": rows, "caption": ""}


def themen() -> list[Thema]:
    return list(Thema.objects.order_by("name"))


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
    assert {entry["spalte"] for entry in report["fehler"]} == {"Kommunen"}  # Musterstadt


def test_page_as_docx_and_pdf(client: Client) -> None:
    page = rich_page()
    docx = DocxDocument(BytesIO(client.get(f"/export/{page.pk}.docx").content))
    said = "\n".join(paragraph.text for paragraph in docx.paragraphs)
    assert page.title in said
    assert "Eins zwei: *drei*" in said
    assert docx.tables[0].rows[0].cells[1].text == "Trier"
    (shape,) = docx.inline_shapes
    assert shape._inline.docPr.get("descr") == "Ein „Haus“ | rot"
    pdf = PdfReader(BytesIO(client.get(f"/export/{page.pk}.pdf").content))
    assert len(pdf.pages[0].images) == 1
    assert "Eins zwei: *drei*" in "".join(sheet.extract_text() for sheet in pdf.pages)


@pytest.mark.parametrize(
    ("mode", "size", "form"),
    [
        ("CMYK", (40, 40), "JPEG"),
        ("RGBA", (9, 9), "PNG"),
        ("RGB", (4, 3000), "PNG"),
        ("L", (1, 1), "GIF"),
    ],
)
def test_pictures_of_every_kind_fit_on_a_page(mode: str, size: tuple[int, int], form: str) -> None:
    (bild, caption) = picture_parts({"bild": picture(mode, size, form), "unterschrift": "U"})
    document = Schriftstueck("T", (bild, caption))
    shape = DocxDocument(BytesIO(FORMEN["docx"].write(document))).inline_shapes[0]
    assert 0 < shape.height.mm <= 200
    assert len(PdfReader(BytesIO(FORMEN["pdf"].write(document))).pages) == 1


def test_a_picture_whose_file_is_gone_leaves_its_text() -> None:
    image = picture()
    image.file.storage.delete(image.file.name)
    (part,) = picture_parts({"bild": image, "unterschrift": ""})
    assert isinstance(part, Absatz)
    assert part.runs[0].text == "[Bild: Ein „Haus“ | rot]"


@pytest.mark.parametrize("address", ["0.pdf", "1.pdf", "999999999.docx", "1.odt", "x.pdf"])
def test_pages_that_are_no_projects_are_not_exported(client: Client, address: str) -> None:
    assert client.get(f"/export/{address}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_pages(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        publish_projekt("Text", title=f"P{number}")
    with django_assert_max_num_queries(12):
        export("csv", tmp_path / "a.csv")


BROKEN = {
    "no JSON": ("Titel;Ort", "kein JSON"),
    "other JSON": ('{"a": 1}', "kein JSON-Export dieses Wikis"),
    "a list": ("[]", "kein JSON-Export dieses Wikis"),
    "version": ('{"format": "wissens-wiki", "version": 9}', "Fassung 9"),
    "parts": ('{"format": "wissens-wiki", "version": 1, "kommunen": 5}', "kommunen"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_export_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "wiki.json"
    path.write_text(content)
    with pytest.raises(FileUnreadable, match=message):
        read_snapshot(path)


def test_broken_entries_are_named_and_the_others_imported(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    content["seiten"] += [
        {"art": "Quatsch", "pfad": "/start/x/", "felder": {}},
        {"art": "Projektseite", "pfad": "/nirgends/x/", "felder": {"title": "x", "slug": "x"}},
        {"art": "Projektseite", "pfad": 5, "felder": None},
    ]
    path.write_text(json.dumps(content))
    report = run("import_json", path)
    assert len(report["fehler"]) == 3
    assert Page.objects.filter(slug="x").count() == 0


MISFITS: dict[str, Any] = {
    "inhalt": [{"type": "loesung", "value": [{"type": "quatsch", "value": 1}]}],
    "kosten_einmalig": -5,
    "laufzeit_von": 10**30,
    "kurzfassung": "a\x00b",
    "gueltig_bis": 5,
    "produkte": 5,
    "status": "quatsch",
    "kontakt_postfach": "x",
    "title": 5,
    "quellen": [{"bezeichnung": "x", "url": "kein"}],
}


def test_entries_with_a_field_that_does_not_fit_leave_nothing(tmp_path: Path) -> None:
    rich_page()
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    (good,) = (entry for entry in content["seiten"] if entry["pfad"].endswith("/reich/"))
    content["seiten"] = [
        good
        | {
            "pfad": f"/start/projekte/x{n}/",
            "felder": good["felder"] | {"slug": f"x{n}", name: value},
        }
        for n, (name, value) in enumerate(MISFITS.items())
    ]
    path.write_text(json.dumps(content))
    report = run("import_json", path)
    named = sorted(entry["spalte"] for entry in report["fehler"])
    assert named == [f"/start/projekte/x{n}/" for n in range(10)]
    assert (report["neu"], report["zeilen_mit_fehlern"]) == (0, 10)
    assert not Page.objects.filter(slug__startswith="x").exists()


def test_a_path_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    content["seiten"].append(content["seiten"][0])
    path.write_text(json.dumps(content))
    assert "zweimal" in texts(run("import_json", path)["fehler"])


def test_a_second_home_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    path.write_text(path.read_text().replace("/start/", "/anders/").replace('"start"', '"anders"'))
    assert "schon eine Startseite" in run("import_json", path)["fehler"][0]["meldung"]
    assert Startseite.objects.count() == 1


def test_export_into_a_folder_that_is_not_there_is_one_line() -> None:
    with pytest.raises(Exception, match="lässt sich nicht schreiben"):
        call_command("export_wiki", "--format", "csv", "-o", "/nirgends/a.csv", stdout=StringIO())
