"""Text pages are found by a question, beside the projects and never among them."""

from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from suche.answer.textseiten import text_pages
from suche.understand.question import parse_question
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from wiki.models import Startseite
from wiki.models.seiten import Textseite, Veranstaltungsverzeichnis
from wiki.visibility import anonymous_request

pytestmark = pytest.mark.django_db
PAGES = {
    "Hilfe: ein Vorhaben prüfen": "<h2>Was hochladen?</h2>",
    "So schreiben Sie einen Fall": "<h2>Zwei Minuten: anfangen</h2>",
    "Begriffe": "<ul><li><b>Nachnutzung</b>: übernehmen.</li><li><b>EfA</b>: Ja.</li></ul>",
    "Erklärung zur Barrierefreiheit": "<h2>Stand der Vereinbarkeit</h2>",
}


@pytest.fixture
def texts(start: Startseite) -> dict[str, Textseite]:
    return {
        titel: start.add_child(instance=Textseite(title=titel, slug=f"text-{number}", text=text))
        for number, (titel, text) in enumerate(PAGES.items())
    }


@pytest.mark.parametrize(
    ("question", "titel", "abschnitt"),
    [
        ("Wie prüfe ich ein Vorhaben?", "Hilfe: ein Vorhaben prüfen", ""),
        ("prüfen", "Hilfe: ein Vorhaben prüfen", ""),
        ("Wie schreibe ich einen Fall?", "So schreiben Sie einen Fall", ""),
        ("Barrierefreiheit", "Erklärung zur Barrierefreiheit", ""),
        ("Was bedeutet EfA?", "Begriffe", "EfA"),
        ("Was ist Nachnutzung?", "Begriffe", "Nachnutzung"),
    ],
)
def test_a_question_leads_to_a_text(texts: Any, question: str, titel: str, abschnitt: str) -> None:
    found = text_pages(parse_question(question), anonymous_request())
    assert [(one.titel, one.abschnitt) for one in found] == [(titel, abschnitt)]


@pytest.fixture
def shipped(start: Startseite) -> None:
    """The text pages that come along."""
    pages = yaml.safe_load((settings.BASE_DIR / "fixtures" / "seiten.yaml").read_text("utf-8"))
    for page in pages:
        if page["art"] == "text":
            text = Textseite(title=page["titel"], slug=page["slug"], text=page["text"])
            start.add_child(instance=text)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("question", "titel"),
    [
        ("Wie melde ich einen Fehler?", "Hilfe"),
        ("An wen wende ich mich, wenn ich einen Fehler im Artikel finde?", "Hilfe"),
        ("Wie kann ich ein eigenes Projekt eintragen?", "So schreiben Sie einen Fall"),
        ("Artikel einreichen", "So schreiben Sie einen Fall"),
        ("Benachrichtigung abbestellen", "Hilfe: auf dem Laufenden bleiben"),
        ("Woher kommen die Daten?", "Über das Wiki"),
    ],
)
def test_what_people_ask_of_the_wiki_leads_to_its_help(question: str, titel: str) -> None:
    found = text_pages(parse_question(question), anonymous_request())
    assert found
    assert found[0].titel == titel


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("question", ["Papierkorb", "Wer hat einen smarten Papierkorb?"])
def test_a_thing_of_the_street_leads_to_no_help_for_editors(question: str) -> None:
    assert text_pages(parse_question(question), anonymous_request()) == []


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat eine digitale Kita-Anmeldung?",
        "Nachnutzung einer App",
        "Minuten",
        "Barrieren im Ort",
    ],
)
def test_a_question_about_projects_does_not(texts: Any, question: str) -> None:
    assert text_pages(parse_question(question), anonymous_request()) == []


@pytest.mark.parametrize("question", ["Veranstaltungen", "Wann ist die nächste Veranstaltung?"])
def test_a_listing_is_led_to_by_its_title(start: Startseite, question: str) -> None:
    start.add_child(instance=Veranstaltungsverzeichnis(title="Veranstaltungen", slug="treffen"))
    found = text_pages(parse_question(question), anonymous_request())
    assert [(one.titel, one.adresse) for one in found] == [("Veranstaltungen", "/treffen/")]


def test_who_may_not_read_it_is_not_led_there(texts: dict[str, Textseite]) -> None:
    page = texts["Begriffe"]
    closed = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    closed.groups.add(Group.objects.create(name="Projektteam"))
    assert text_pages(parse_question("Nachnutzung"), anonymous_request()) == []


def test_it_stands_above_the_hits(client: Client, texts: Any, index: IndexPages) -> None:
    publish_projekt(title="Vorhaben prüfen", slug="fall")
    index()
    html = client.get("/suche/", {"q": "Vorhaben prüfen"}).content.decode()
    assert '<a href="/text-0/">Hilfe: ein Vorhaben prüfen</a>' in html
