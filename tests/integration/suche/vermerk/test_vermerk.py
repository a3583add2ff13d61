"""The note for the file: written, opened again and read."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from suche.rank.levels import GOOD, RELATED, WEAK
from suche.vermerk.building import listed, statement
from suche.vermerk.document import document_of
from suche.vermerk.schema import PRINTED_QUESTION_MAX_CHARS, FoundProject, Vermerk, shortened
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN
from tests.integration.vermerke import docx_text, pdf_text
from wiki.models import Projektseite
from wiki.schriftstueck.files import FORMEN

ADDRESS = "/suche/vermerk/datei/"
EINTRAG = FoundProject(
    titel="Bienen auf dem Dach",
    kommunen="Trier",
    status="im Betrieb (Stand 2024)",
    stufe="passt gut",
    kontakt="Grünflächenamt, gruen@trier.example",
    link="https://wiki.example/projekte/bienen/",
)
VERMERK = Vermerk(
    titel="Bienen für Fürth",
    frage="Wer hält Bienen auf dem Dach?",
    erstellt=datetime(2026, 11, 25, 9, 5),
    stelle="Stadt Fürth",
    wiki="Digitale Städte",
    adresse="https://wiki.example/",
    projekte=264,
    filter=("Land: Hessen",),
    weggelassen=(),
    aussage="1 Projekt passt gut, kein Projekt ist verwandt.",
    eintraege=(EINTRAG,),
    weitere=2,
    hinweise=(),
    bemerkung="Trier anrufen.",
    wiederholen="https://wiki.example/suche/?q=Bienen",
)
SAID = [
    "Bienen für Fürth",
    "Wer hält Bienen auf dem Dach?",
    "25.11.2026, 09:05 Uhr",
    "Stadt Fürth",
    "264 Projekte",
    "Land: Hessen",
    "1 Projekt passt gut",
    "Bienen auf dem Dach",
    "im Betrieb (Stand 2024)",
    "gruen@trier.example",
    "Weitere verwandte Projekte im Wiki: 2.",
    "Trier anrufen.",
    "geprüft von",
    "Datum",
]
NASTY = 'Zeile\n<b>"&\u202eabc\ud800\x0b\ufffe 🐝 漢字'


def pdf(vermerk: Vermerk = VERMERK) -> bytes:
    return FORMEN["pdf"].write(document_of(vermerk))


def docx(vermerk: Vermerk = VERMERK) -> bytes:
    return FORMEN["docx"].write(document_of(vermerk))


def test_both_files_say_everything() -> None:
    for text in (pdf_text(pdf()), docx_text(docx())):
        words = " ".join(text.split())
        assert [said for said in SAID if said not in words] == []


def test_of_a_sketch_it_is_said_that_only_what_was_compared_stands_there() -> None:
    names = [name for name, _ in replace(VERMERK, ist_skizze=True).angaben]
    assert names[0] == "Verglichen aus der Skizze"
    assert VERMERK.angaben[0][0] == "Gesucht wurde"


@pytest.mark.parametrize(
    ("levels", "positions"),
    [
        ([GOOD, RELATED, GOOD], [0, 1, 2]),
        ([GOOD] * 9, list(range(9))),
        ([RELATED] * 9, list(range(7))),
        ([RELATED, RELATED, *[GOOD] * 6], [0, *range(2, 8)]),
    ],
)
def test_all_that_fit_well_are_listed(levels: list[str], positions: list[int]) -> None:
    assert listed(levels) == positions


def test_links_are_whole_on_paper() -> None:
    text = "".join(pdf_text(pdf()).split())
    assert EINTRAG.link in text
    assert VERMERK.wiederholen in text


def test_pdf_fits_one_page_with_seven_projects_and_a_long_question() -> None:
    full = replace(VERMERK, eintraege=(EINTRAG,) * 7, frage="Bienen " * 90)
    assert len(PdfReader(io.BytesIO(pdf(full))).pages) == 1


def test_pdf_has_language_title_and_bookmarks() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    assert reader.root_object["/Lang"] == "de-DE"
    assert reader.metadata is not None
    assert reader.metadata.title == "Recherchevermerk: Bienen für Fürth"
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["Recherchevermerk"]


def test_docx_has_headings_a_header_row_and_german() -> None:
    document = Document(io.BytesIO(docx()))
    headings = [
        p.text for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))
    ]
    assert headings == ["Recherchevermerk", "Ergebnis", "Bemerkung"]
    assert document.tables[1].rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"de-DE"}


def test_docx_links_lead_to_the_project() -> None:
    document = Document(io.BytesIO(docx()))
    targets = {relation.target_ref for relation in document.part.rels.values()}
    assert {EINTRAG.link, VERMERK.wiederholen} <= targets


@pytest.mark.parametrize("write", [pdf, docx])
def test_whatever_is_typed_a_file_comes_out(write: object) -> None:
    nasty = replace(VERMERK, titel=NASTY, frage=NASTY, stelle=NASTY, bemerkung=NASTY)
    assert callable(write)
    assert len(write(nasty)) > 10_000


def test_long_question_is_shortened_and_says_so() -> None:
    text = shortened("Bienen " * 500)
    assert len(text) < PRINTED_QUESTION_MAX_CHARS + 60
    assert "3500 Zeichen" in text


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([GOOD, GOOD, RELATED, WEAK], "2 Projekte passen genau, 1 Projekt ist verwandt."),
        ([RELATED], "1 verwandtes Projekt; ob es genau passt, zeigt erst der Artikel."),
        ([WEAK], "Ein passendes Projekt wurde nicht gefunden. Am nächsten kommen:"),
        ([], "Zu dieser Frage wurde im Wiki kein Projekt gefunden."),
    ],
)
def test_result_is_one_sentence(levels: list[str], said: str) -> None:
    assert statement(levels) == said


@pytest.fixture
def browser(index: IndexPages, client: Client) -> Client:
    trier = KommuneFactory(name="Trier", slug="trier", land="Rheinland-Pfalz")
    publish_projekt(BIENEN, title="Bienen", kommunen=[trier], kontakt_stelle="Grünflächenamt")
    index()
    client.raise_request_exception = False
    return client


def test_note_of_a_question_names_hits_and_filters(browser: Client) -> None:
    query = {"q": "Bienenstöcke auf dem Dach", "kommune": "trier", "format": "docx"}
    text = docx_text(browser.post(ADDRESS, query).content)
    assert "Grünflächenamt" in text
    assert "Kommune: Trier" in text


@pytest.mark.parametrize("gone", ["aufgelöst", "\0"])
def test_note_does_without_a_filter_that_is_gone_and_says_so(browser: Client, gone: str) -> None:
    query = {"q": "Bienenstöcke auf dem Dach", "kommune": ["trier", gone], "format": "docx"}
    text = docx_text(browser.post(ADDRESS, query).content)
    assert f"Gibt es nicht (mehr)\nKommune „{gone.replace(chr(0), ' ')}“" in text
    assert text.partition("Suche wiederholen")[2].partition("\n")[0].endswith("&kommune=trier")


def test_note_says_what_the_result_page_says(browser: Client) -> None:
    page = browser.get("/suche/", {"q": "Was kosten Bienen?"}).context["antwort"]
    text = docx_text(browser.post(ADDRESS, {"q": "Was kosten Bienen?", "format": "docx"}).content)
    assert page.ueberblick.satz == "1 Projekt nennt „Bienen“"
    assert [said for said in page.ueberblick.saetze if said not in text] == []


def test_note_counts_an_alias_with_its_project_once(browser: Client, index: IndexPages) -> None:
    page = Projektseite.objects.get(title="Bienen")
    page.create_alias(update_slug="bienen-noch-einmal")
    index()
    content = browser.post(ADDRESS, {"q": "Bienen", "format": "docx"}).content
    assert "1 Projekt nennt „Bienen“" in docx_text(content)
    assert len(Document(io.BytesIO(content)).tables[1].rows) == 2


def test_note_of_a_place_lists_what_it_counts(browser: Client, index: IndexPages) -> None:
    trier = KommuneFactory(name="Konz", slug="konz", einwohner=18_000, land="Rheinland-Pfalz")
    publish_projekt("Zug um Zug.", title="Schachbrett", kommunen=[trier])
    index()
    text = docx_text(
        browser.post(ADDRESS, {"q": "unter 20.000 Einwohnern", "format": "docx"}).content
    )
    assert "1 Projekt ist aus einer Kommune mit unter 20.000 Einwohnern." in text
    assert "Schachbrett" in text
    assert "Bienen" not in text
    assert "verwandt" not in text


def test_note_of_an_empty_result_says_so(browser: Client) -> None:
    response = browser.post(ADDRESS, {"q": "Zylinderkopfdichtung am Traktor", "format": "docx"})
    text = docx_text(response.content)
    assert "kein Projekt gefunden" in text
    assert "http://testserver/suche/frage/" in text


def test_note_of_what_was_found_sends_nobody_to_the_network(browser: Client) -> None:
    content = browser.post(ADDRESS, {"q": "Bienen", "format": "docx"}).content
    assert "Frage ans Netzwerk" not in docx_text(content)


def test_the_form_of_a_note_says_on_paper_that_it_is_none(browser: Client) -> None:
    page = browser.get("/suche/vermerk/", {"q": "Bienen"}).content.decode()
    assert '<p class="wiki-nur-druck">Das ist noch nicht der Vermerk.' in page
    assert "gedruckt am" in page


def test_note_comes_as_a_file_that_no_cache_keeps(browser: Client) -> None:
    response = browser.post(ADDRESS, {"q": "Bienen", "titel": 'a"\r\nX: y/../ü', "format": "pdf"})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="recherchevermerk-a-x-yue.pdf"'
    )
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_link_makes_no_file_with_words_of_a_stranger(client: Client) -> None:
    query = {"q": "Bienen", "titel": "Amtlicher Bescheid", "format": "pdf"}
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 302
    assert answer["Location"] == "/suche/vermerk/?q=Bienen"


@pytest.mark.parametrize(
    "forged",
    [
        {"format": "exe"},
        {"format": ""},
        {"art": "anderes"},
        {"q": ""},
        {"q": "\0"},
        {"q": "?!"},
        {"q": "Biene " * 20_000},
        {"q": "", "art": "vorhaben"},
        {"titel": "x" * 151},
        {"bemerkung": "x" * 1_501},
    ],
)
@pytest.mark.django_db
def test_forged_form_is_refused_in_german(client: Client, forged: dict[str, str]) -> None:
    response = client.post(ADDRESS, {"q": "Bienen", "format": "pdf"} | forged)
    assert response.status_code == 400
    assert "Bitte prüfen Sie Ihre Eingabe" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [{"q": ""}, {"q": "\0"}, {"q": "Biene " * 20_000}],
)
@pytest.mark.django_db
def test_offices_of_a_bad_question_are_refused_in_german(
    client: Client, query: dict[str, str]
) -> None:
    response = client.get("/suche/ansprechstellen/", query)
    assert response.status_code == 400
    assert "Bitte prüfen Sie Ihre Eingabe" in response.content.decode()


@pytest.mark.real_model
def test_office_of_the_fitting_project_is_named(browser: Client) -> None:
    query = {"q": "<script>alert(1)</script> Bienenstöcke auf dem Dach"}
    text = browser.get("/suche/ansprechstellen/", query).content.decode()
    assert "1 Ansprechstelle" in text
    assert "Grünflächenamt" in text
    assert "<script>alert" not in text


@pytest.mark.django_db
def test_link_of_a_result_page_carries_question_and_filters() -> None:
    request = RequestFactory().get("/suche/?q=Kita+%26+Hort&land=Hessen&seite=3")
    html = render_to_string(
        "suche/ergebnis/_weiter.html", {"frage": "Kita & Hort"}, request=request
    )
    assert '/suche/vermerk/?q=Kita+%26+Hort&amp;land=Hessen"' in html
    assert "seite=3" not in html
