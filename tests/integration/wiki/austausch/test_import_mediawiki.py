"""MediaWiki exports become drafts, with a truthful report of what did not fit."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Revision

from tests.factories import publish_projekt
from tests.integration.austausch import run, texts, titles
from wiki.austausch.importing.decisions import remember
from wiki.austausch.models import Importlauf
from wiki.austausch.read.reports import case_source
from wiki.models import Kommune, Projektseite
from wiki.redaktion.bildbericht import INCOMPLETE

pytestmark = pytest.mark.usefixtures("small_wiki")

NEW = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">
<siteinfo><namespaces><namespace key="0"/><namespace key="14">Kategorie</namespace></namespaces>
</siteinfo>
<page><title>Marktplatz</title><ns>0</ns>
 <revision><timestamp>2020-01-02T03:04:05Z</timestamp>
  <contributor><username>Geheim</username></contributor><model>wikitext</model>
  <text>Alte Fassung</text></revision>
 <revision><timestamp>2021-01-01T00:00:00Z</timestamp><model>wikitext</model><text>{{Infobox Projekt
| Kommune = [[Trier]] | Status = im Betrieb | Kosten = ca. 5 T€ | Beginn = 2019 | Farbe = blau }}
Der Marktplatz hilft. Er ist gut.

== Ausgangslage ==
Siehe [[Altes Ding]] und [[Nirgends]]. {{Wetter}}
[[Kategorie:Umwelt]][[Kategorie:Blumen]]</text></revision></page>
<page><title>Neues Ding</title><ns>0</ns><revision><timestamp>2021-01-01T00:00:00Z</timestamp>
 <text>Mit [[Marktplatz|Link]].</text></revision></page>
<page><title>Altes Ding</title><ns>0</ns><redirect title="Neues Ding"/><revision>
<text>#REDIRECT [[Neues Ding]]</text></revision></page>
<page><title>Diskussion:Marktplatz</title><ns>1</ns><revision><text>Zank</text></revision></page>
</mediawiki>"""
OLD = """<?xml version="1.0" encoding="UTF-8"?>
<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.3/"><siteinfo><sitename>Old</sitename></siteinfo>
<page><title>Bürgerbus</title><id>1</id><revision><text xml:space="preserve">{|
! Jahr !! Fahrten
|-
| 2019 || 12
|}
== Solution ==
* Bus
** klein&lt;ref&gt;[https://a.de A]&lt;/ref&gt;
&lt;gallery&gt;B.jpg&lt;/gallery&gt;</text></revision></page>
<page><title>User:Someone</title><id>2</id><revision><text>x</text></revision></page>
</mediawiki>"""


def imported(folder: Path, text: str, *options: str) -> dict[str, Any]:
    path = folder / "export.xml"
    path.write_text(text, encoding="utf-8")
    return run("import_mediawiki", path, *options)


def draft(title: str) -> Projektseite:
    page: Projektseite = Projektseite.objects.get(title=title).get_latest_revision_as_object()
    return page


def html(page: Projektseite) -> str:
    return str(page.inhalt.get_prep_value())


def test_newer_export(tmp_path: Path) -> None:
    report = imported(tmp_path, NEW)
    page = draft("Marktplatz")
    assert (report["code"], report["neu"], page.live) == (0, 2, False)
    assert (page.status, page.laufzeit_von, page.kosten_einmalig_hinweis) == (
        "betrieb",
        2019,
        "ca. 5 T€",
    )
    assert [kommune.name for kommune in page.kommunen.all()] == ["Trier"]
    assert [thema.name for thema in page.themen.all()] == ["Umwelt"]
    assert page.kurzfassung == "Der Marktplatz hilft. Er ist gut."
    assert [section.name for section in page.sections()] == ["Ausgangslage", "Weitere Angaben"]
    assert "Farbe: blau" in html(page)


def test_what_was_not_taken_over_is_named_with_its_page(tmp_path: Path) -> None:
    report = imported(tmp_path, NEW, "--dry-run")
    said = {entry["meldung"] for entry in report["hinweise"] if entry["spalte"] == "Marktplatz"}
    assert any("Vorlage „Wetter“" in text for text in said)
    assert any("Verweis ohne Ziel: Nirgends" in text for text in said)
    assert any("Kategorie „Blumen“ ist kein Thema" in text for text in said)
    assert report["uebersprungen"] == {
        "Weiterleitungen": 1,
        "Seiten im Namensraum Diskussion": 1,
    }
    assert titles() == []


def test_links_between_the_pages_become_links_also_over_redirects(tmp_path: Path) -> None:
    imported(tmp_path, NEW)
    market, thing = draft("Marktplatz"), draft("Neues Ding")
    assert f'<a linktype="page" id="{thing.pk}">Altes Ding</a> und Nirgends' in html(market)
    assert f'<a linktype="page" id="{market.pk}">Link</a>' in html(thing)


def test_nothing_is_invented(tmp_path: Path) -> None:
    report = imported(tmp_path, NEW, "--publish")
    thing = draft("Neues Ding")
    assert (thing.live, thing.status, thing.kommunen.count()) == (False, "", 0)
    assert "Entwürfe geblieben: 1" in texts(report["hinweise"])
    assert Projektseite.objects.get(title="Marktplatz").live


def test_history_comes_with_its_dates_and_without_names(tmp_path: Path) -> None:
    imported(tmp_path, NEW, "--history")
    page = Projektseite.objects.get(title="Marktplatz")
    first = Revision.objects.for_instance(page).order_by("created_at")[0]
    assert first.created_at.isoformat() == "2020-01-02T03:04:05+00:00"
    assert first.user is None
    assert "Alte Fassung" in html(first.as_object())
    assert "Geheim" not in str(Revision.objects.values_list("content", flat=True))


def test_older_export(tmp_path: Path) -> None:
    report = imported(tmp_path, OLD)
    page = draft("Bürgerbus")
    assert (report["code"], report["neu"]) == (0, 1)
    assert [section.name for section in page.sections()] == ["Beschreibung", "Lösung"]
    assert "<ul><li>Bus<ul><li>klein</li></ul></li></ul>" in html(page)
    assert "'values': ['2019', '12']" in html(page)
    assert page.quellen.get().url == "https://a.de"
    assert "Bild fehlt im Wiki: B.jpg" in texts(report["hinweise"])


def test_the_same_export_again_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, NEW)
    report = imported(tmp_path, NEW)
    assert (report["neu"], report["geaendert"], report["unveraendert"]) == (0, 0, 2)


def test_broken_at_the_end_nothing_is_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, NEW[:-20], "--rowwise")
    assert "Das XML bricht ab" in report["stderr"]
    assert titles() == []
    assert not Importlauf.objects.exists()


def test_double_and_endless_titles_are_errors(tmp_path: Path) -> None:
    page = "<page><title>{}</title><revision><text>x</text></revision></page>"
    content = "".join(map(page.format, ("A", "A", "B" * 300)))
    report = imported(tmp_path, f"<mediawiki>{content}</mediawiki>")
    assert [entry["zeile"] for entry in report["fehler"]] == [2, 3]
    assert "Gibt es in diesem Import schon: Seite 1" in texts(report["fehler"])
    assert titles() == []


def test_case_reports_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Bienen\n\nKommune: Trier\nThema: Umwelt\nStatus: Idee\n\nSie summen.\n\n"
        "## Ausgangslage\n\n- **Karg**\n- leer\n\n## Anderes\n\n<script>alert(1)</script>\n"
    )
    document = Document()
    document.add_heading("Bagger", 0)
    table = document.add_table(rows=0, cols=2)
    for cells in (("Kommune", "VG Kusel"), ("Status", "quatsch")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_heading("Lösung", 1)
    document.add_paragraph("Ein Bagger gräbt.")
    document.save(str(tmp_path / "b.docx"))
    (tmp_path / "c.docx").write_bytes(b"kein Word")
    report = run("import_reports", tmp_path, "--rowwise")
    assert titles() == ["Bagger", "Bienen"]
    assert [entry["spalte"] for entry in report["fehler"]] == ["c.docx"]
    bees, digger = draft("Bienen"), draft("Bagger")
    assert (bees.status, bees.kurzfassung) == ("idee", "Sie summen.")
    assert "<ul><li><b>Karg</b></li><li>leer</li></ul>" in html(bees).replace("\\n", "")
    assert "<script" not in html(bees)
    assert digger.kommunen.get().name == "VG Kusel"
    assert "Status: quatsch" in html(digger)


def test_a_command_that_is_ended_breaks_its_run_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(case_source, "read_case", ended)
    (tmp_path / "a.md").write_text("# A")
    with pytest.raises(SystemExit):
        run("import_reports", tmp_path)
    assert Importlauf.objects.get().stand == Importlauf.Stand.ABGEBROCHEN


def test_a_slip_in_an_address_does_not_keep_the_article_away(tmp_path: Path) -> None:
    text = (
        "{{Projekt|Name=Bus auf Zuruf|Ort=Trier|Stand=Idee}}a&lt;ref>[https://x Bericht]&lt;/ref>"
    )
    page = f"<page><title>Rufbus</title><revision><text>{text}</text></revision></page>"
    report = imported(tmp_path, f"<mediawiki>{page}</mediawiki>")
    found = draft("Rufbus")
    assert (report["code"], found.quellen.get().bezeichnung, found.quellen.get().url) == (
        0,
        "Bericht",
        "",
    )
    assert "„https://x“ ist keine" in texts(report["hinweise"])
    assert "Name: Bus auf Zuruf" in html(found)


def report_of(folder: Path, kommune: str) -> Path:
    """A folder with one report in Markdown, called like a page of the wiki."""
    reports = folder / "berichte"
    reports.mkdir()
    text = f"# Mängelmelder\n\n| Kommune | {kommune} |\n|---|---|\n| Status | im Betrieb |\n\nText."
    (reports / "bericht.md").write_text(text, encoding="utf-8")
    return reports


@pytest.mark.parametrize(
    ("kommune", "neu", "geaendert"), [("Musterhausen", 1, 0), ("Kaiserslautern", 0, 1)]
)
def test_a_report_of_an_unknown_kommune_changes_no_page_of_another_one(
    tmp_path: Path, kommune: str, neu: int, geaendert: int
) -> None:
    other = Kommune.objects.get(name="Kaiserslautern")
    publish_projekt(title="Mängelmelder", slug="maengelmelder", kommunen=[other])
    report = run("import_reports", report_of(tmp_path, kommune), "--dry-run")
    assert (report["neu"], report["geaendert"]) == (neu, geaendert)


SEMANTIC = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><page><title>Mitfahrbank</title>
<ns>0</ns><revision><text>Die Bank steht in [[Hat Kommune::Trier]].
{{#set: Projektstatus=im Betrieb|Wetterlage=heiter}} [[Kategorie:Grünes]]</text></revision></page>
</mediawiki>"""


def test_annotations_reach_their_fields_and_nothing_unseen_is_lost(tmp_path: Path) -> None:
    imported(tmp_path, SEMANTIC)
    page = draft("Mitfahrbank")
    assert [kommune.name for kommune in page.kommunen.all()] == ["Trier"]
    assert page.status == "betrieb"
    assert "Wetterlage: heiter" in html(page)
    assert "Hat Kommune" not in html(page)


def test_a_category_is_asked_about_once_and_then_known(tmp_path: Path) -> None:
    report = imported(tmp_path, SEMANTIC, "--dry-run")
    assert [(entry["feld"], entry["wort"]) for entry in report["werte"]] == [("themen", "Grünes")]
    remember("themen", "Grünes", "umwelt")
    imported(tmp_path, SEMANTIC)
    assert [thema.slug for thema in draft("Mitfahrbank").themen.all()] == ["umwelt"]


def test_pictures_come_in_and_keep_the_page_a_draft_until_their_rights_are_known(
    tmp_path: Path,
) -> None:
    (tmp_path / "images" / "a").mkdir(parents=True)
    Image.new("RGB", (4, 4), "green").save(tmp_path / "images" / "a" / "Bank_am_Weg.png")
    text = SEMANTIC.replace("Die Bank", "[[Datei:bank am Weg.png|mini|Die Bank]] Die Bank")
    imported(tmp_path, text, "--dry-run")
    assert not get_image_model().objects.exists()
    report, _ = (imported(tmp_path, text, "--publish") for _ in range(2))
    page = draft("Mitfahrbank")
    image = get_image_model().objects.get()
    assert get_image_model().objects.filter(INCOMPLETE).exists()
    assert f"'image': {image.pk}" in html(page)
    assert not page.live
    assert "Urheber, Lizenz und Quelle: bank am Weg.png" in texts(report["luecken"])


def test_pictures_of_a_word_file_come_in(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4), "blue").save(tmp_path / "haus.png")
    document = Document()
    document.add_heading("Mitfahrbank", 1)
    document.add_heading("Lösung", 2)
    document.add_paragraph("Eine Bank am Weg.")
    document.add_picture(str(tmp_path / "haus.png"))
    document.save(tmp_path / "bericht.docx")
    report = run("import_reports", tmp_path / "bericht.docx")
    assert f"'image': {get_image_model().objects.get().pk}" in html(draft("Mitfahrbank"))
    assert "Bilder ohne Urheber" in texts(report["luecken"])


def test_what_an_article_does_not_answer_overrides_no_answer(tmp_path: Path) -> None:
    boxes = "{{Infobox|Kommune=Trier|Partner=Firma A}}{{Infobox|Kommune=-|Partner=k. A.}}"
    article = f"{boxes}\nDer Markt hilft.\n== Technik ==\nk. A.\n== Quellen ==\n* –"
    page = f"<page><title>Markt</title><ns>0</ns><revision><text>{article}</text></revision></page>"
    imported(tmp_path, f"<mediawiki>{page}</mediawiki>")
    found = draft("Markt")
    assert ([k.name for k in found.kommunen.all()], found.partner) == (["Trier"], "Firma A")
    assert (found.quellen.count(), "k. A." in html(found)) == (0, False)
