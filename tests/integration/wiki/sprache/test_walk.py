"""Every translated kind of page, as somebody with an English browser sees it: no German is left
outside of elements that say `lang="de"`."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from suche.abo.consent import signed_link_of
from suche.abo.models import Abonnement, Einwilligung, Netzwerkantwort, Planung
from suche.abo.signed_links import signed
from suche.models import Netzwerkfrage
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import BIENEN, FRIEDHOF
from tests.integration.vermerke import docx_text
from tests.sketch_files import SKETCH
from wiki.gemeinden.heimat import COOKIE as HEIMAT
from wiki.models import (
    Kommune,
    Kommunenverzeichnis,
    Linkpruefung,
    Projektquelle,
    Projektseite,
    Startseite,
    Textseite,
    Thema,
    Themenverzeichnis,
    Veranstaltung,
    Veranstaltungsverzeichnis,
)
from wiki.sprache.pages import PAGES, VIEWS

from .leftovers import german_left

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}
SUCHE = {
    "hits": {"q": "Bienenstöcke auf dem Rathausdach in Trier"},
    "costs": {"q": "Was kosten Bienenstöcke?"},
    "who": {"q": "Wer hat Bienenstöcke?"},
    "filtered": {"q": "Bienen", "status": "betrieb", "groesse": "5000-19999"},
    "no hit with filters": {"q": "Bienen", "status": "idee"},
    "nothing found": {"q": "xyzzy"},
    "wrong filter": {"q": "Bienen", "status": "nie"},
    "empty question": {"q": " "},
    "too long": {"q": "Biene " * 3_000},
    "no question": {},
}

FULL: dict[str, Any] = {
    **{"title": "Bienenhaus Rathausdach", "slug": "bienenhaus", "partner": "Imker"},
    **{"status_jahr": 2018, "laufzeit_von": 2016, "zielgruppen": "Alle"},
    **{"kosten_einmalig": 12_500, "kosten_laufend": 300, "kosten_laufend_hinweis": "für Honig"},
    **{"nachnutzungswege": ["open_source", "kauf"], "personalaufwand": "Eine Stelle"},
    **{"kontakt_stelle": "Stadtgrün", "kontakt_telefon": "0651 1"},
    **{"uebertragbarkeit": "Überall.", "gueltig_bis": date(2020, 1, 1)},
    "geprueft_am": date(2019, 1, 1),
}
ADDRESSES = (
    *("/projekte/bienenhaus/", "/projekte/bienenhaus/?geholfen=danke", "/projekte/friedhof/"),
    *("/veranstaltungen/", "/veranstaltungen/imkertag/", "/", "/themen/"),
    *("/projekte/", "/projekte/?sortierung=kosten", "/projekte/?sortierung=groesse"),
    *("/projekte/?sortierung=jahr", "/projekte/?ansicht=zeit", "/projekte/?ansicht=karte"),
    *("/projekte/?status=idee", "/projekte/?status=nie", "/projekte/?wort=Konz&land=Hessen"),
    *("/kommunen/", "/kommunen/?sortierung=einwohner", "/kommunen/?wort=Konz", "/kommunen/?wort=x"),
    *("/kommune/trier/", "/kommune/konz/", "/thema/natur/"),
    *("/merkliste/", "/merkliste/?p=bienenhaus&p=friedhof&name=Imker&p=weg", "/markt/vergleich/"),
    *("/markt/vergleich/?p=bienenhaus", "/markt/vergleich/?p=bienenhaus&p=friedhof&p=weg"),
    *("/suche/heimat/", "/suche/ansprechstellen/", "/suche/ansprechstellen/?q=Bienenhaus"),
    *("/suche/ansprechstellen/?q=xyzzy", "/suche/frage/", "/suche/frage/danke/"),
    *("/suche/abo/", "/suche/abo/?q=Bienenhaus"),
    *("/suche/abo/?thema=natur", "/suche/planung/", "/suche/planung/?q=Bienenhaus"),
    *("/suche/abo/gesendet/", "/rueckmeldung/danke/"),
    *("/markt/feeds/", "/aenderungen/", "/gewuenscht/"),
    *("/suche/vorhaben/", "/suche/vermerk/", "/suche/vermerk/?q=Bienenhaus&status=nie"),
    *("/hilfe/", "/barrierefreiheit/", "/datenschutz/", "/ueber/"),
)

REFUSED: dict[str, dict[str, str]] = {
    "/suche/heimat/": {"kommune": "Gibtesnicht"},
    "/suche/frage/": {"text": "", "kontakt": "kein Postfach"},
    "/suche/abo/": {"q": "", "postfach": "nix"},
    "/suche/planung/": {"q": "Bienenhaus", "stelle": "www.example.org", "postfach": "nix"},
    "/suche/vorhaben/": {"text": "App"},
    "/suche/vermerk/datei/": {"q": "Bienenhaus", "titel": "x" * 200, "format": "pdf"},
}


@pytest.fixture(scope="module")
def published(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """Projects with all that is known of a project, and with next to nothing; a meeting."""
    with kept():
        fake_model.projektion.save()
        _publish()
        fake_model.index()


def _publish() -> None:
    konz = KommuneFactory(name="Konz", slug="konz", einwohner=18_000, lat=49.70, lon=6.58)
    thema = ThemaFactory(name="Natur und Umwelt", slug="natur", beschreibung="Was hier lebt.")
    full = publish_full_project(thema)
    publish_projekt(BIENEN, title="Bienenhaus Konz", kommunen=[konz], themen=[thema])
    publish_projekt(FRIEDHOF, title="Friedhof", slug="friedhof")
    full.verwandte.create(ziel=Projektseite.objects.get(title="Friedhof"))
    full.nachnutzungen.create(kommune=konz, jahr=2024, hinweis="Mit eigenen Farben")
    publish_meeting(full)
    publish_index_pages()


@pytest.fixture
def wiki(published: None, kept_index: None, client: Client) -> Client:
    """A visitor of that wiki."""
    client.raise_request_exception = False
    return client


def publish_full_project(thema: Thema) -> Projektseite:
    trier = KommuneFactory(name="Trier", slug="trier", einwohner=110_000, lat=49.76, lon=6.64)
    page = publish_projekt(kommunen=[trier], themen=[thema], **FULL)
    text: dict[str, Any] = {
        "inhalt": [("text", RichText(f"<p>{BIENEN}</p>"))],
        "stand": date(2024, 5, 13),
    }
    page.inhalt = [
        *(("loesung", text["inhalt"]), ("stolpersteine", text["inhalt"])),
        *(
            ("frei", {"ueberschrift": "Was noch?", "inhalt": text["inhalt"]}),
            ("einschaetzung", text),
        ),
        ("frage", {"frage": "Wie viele?", **text}),
    ]
    page.quellen.add(Projektquelle(bezeichnung="Über den Dächern", url="https://example.org/a"))
    page.save_revision().publish()
    Linkpruefung.objects.create(
        url="https://example.org/a", erreichbar=False, geprueft_am=timezone.now()
    )
    return page


def publish_index_pages() -> None:
    start = Startseite.objects.get()
    start.einleitung, start.beispielfragen = "<p>Sehen Sie nach.</p>", "Wer hat Bienen?"
    start.save()
    start.add_child(instance=Kommunenverzeichnis(title="Kommunen", slug="kommunen"))
    start.add_child(instance=Themenverzeichnis(title="Unsere Themen", slug="themen"))
    for slug in ("hilfe", "barrierefreiheit", "datenschutz"):
        start.add_child(instance=Textseite(title="Wir erklären das", slug=slug, text="<p>Und wie?"))
    english = {"text": "<p>Mit Verbandsgemeinden.", "text_englisch": "<p>About us.</p>"}
    start.add_child(instance=Textseite(title="Über das Wiki", slug="ueber", **english))


def publish_meeting(projekt: Projektseite) -> None:
    page = Veranstaltung(
        **{"title": "Imkertag", "slug": "imkertag", "kurzfassung": "Wir reden über Bienen."},
        **{"datum": date(2025, 5, 3), "datum_bis": date(2025, 5, 4), "ort": "Trier"},
        veranstalter="Die Imker",
    )
    page.projekte = [projekt]
    Veranstaltungsverzeichnis.objects.get().add_child(instance=page)


def left_on(client: Client, address: str, typed: str = "") -> list[str]:
    """What the visitor has `typed` stays as it is, and so do words of the wiki that hold it."""
    page = client.get(address, headers=ENGLISH).content.decode()
    assert '<html lang="en">' in page
    return german_left(re.sub(rf"\w*{re.escape(escape(typed))}\w*", "", page) if typed else page)


@pytest.mark.parametrize("query", SUCHE.values(), ids=SUCHE)
def test_result_page(wiki: Client, query: dict[str, str]) -> None:
    assert left_on(wiki, f"/suche/?{urlencode(query)}", query.get("q", "").strip()) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page(wiki: Client, address: str) -> None:
    assert left_on(wiki, address) == []


def test_from_the_own_kommune(wiki: Client) -> None:
    wiki.cookies[HEIMAT] = "trier"
    for address in ("/kommunen/?sortierung=entfernung", "/projekte/?ansicht=karte"):
        assert left_on(wiki, address) == []
    assert "of similar size" not in wiki.get("/kommunen/").content.decode()  # in German


def test_the_english_text_of_a_page_stands_above_the_german_one(wiki: Client) -> None:
    english = wiki.get("/ueber/", headers=ENGLISH).content.decode()
    assert english.index("About us.") < english.index("<details") < english.index("Verbandsgem")
    assert "About us." not in wiki.get("/ueber/").content.decode()


@pytest.mark.parametrize("art", ["frage", "fehler", "kontakt", "barriere"])
def test_a_word_to_the_authors(wiki: Client, art: str) -> None:
    page = Projektseite.objects.get(slug="bienenhaus")
    address = reverse("rueckmeldung", args=[page.pk])
    assert left_on(wiki, f"{address}?art={art}") == []
    refused = wiki.post(address, {"art": art, "text": ""}, headers=ENGLISH)
    assert (refused.status_code, german_left(refused.content.decode())) == (400, [])


@pytest.mark.parametrize("address", REFUSED)
def test_a_form_that_is_refused(wiki: Client, address: str) -> None:
    refused = wiki.post(address, REFUSED[address], headers=ENGLISH)
    assert (refused.status_code, german_left(refused.content.decode())) == (400, [])


@pytest.mark.real_model
def test_a_sketch_beside_a_project(wiki: Client) -> None:
    """Names of Themen and words of the sketch stay German, and say so."""
    sketch = f"{SKETCH} Für 90.000 Einwohner, ab August 2027. Natur, Open Source."
    page = wiki.post("/suche/vorhaben/", {"text": sketch}, headers=ENGLISH).content.decode()
    assert "The same or similar" in page
    assert german_left(page.replace(escape(sketch), "")) == []


@pytest.mark.parametrize("sketch", ["Xyzzy qwertz plugh", f"{SKETCH} " * 15])
def test_a_sketch_like_nothing(wiki: Client, sketch: str) -> None:
    page = wiki.post("/suche/vorhaben/", {"text": sketch}, headers=ENGLISH).content.decode()
    assert german_left(page.replace(escape(sketch), "")) == []


@pytest.mark.parametrize("kind", ["frage", "planung", "netzwerk"])
@pytest.mark.parametrize("purpose", ["bestaetigen", "verlaengern", "abmelden"])
def test_what_a_link_in_a_mail_opens(wiki: Client, kind: str, purpose: str) -> None:
    entry = followed()[kind]
    address = reverse(f"abo_{purpose}", args=[signed(signed_link_of(entry), purpose)])
    assert left_on(wiki, address) == []
    done = wiki.post(address, headers=ENGLISH)
    assert (done.status_code, german_left(done.content.decode())) == (200, [])


def followed() -> dict[str, Einwilligung]:
    """An entry of each kind."""
    question = Netzwerkfrage.objects.create(text="Bienenhaus", kontakt="a@stadt.example")
    trier = Kommune.objects.get(slug="trier")
    named: dict[str, Any] = {"kommune": trier, "stelle": "Amt", "gilt_bis": date(2030, 5, 3)}
    return {
        "frage": Abonnement.objects.create(frage="Bienenhaus", postfach="a@stadt.example"),
        "planung": Planung.objects.create(frage="Bienenhaus", postfach="a@stadt.example", **named),
        "netzwerk": Netzwerkantwort.objects.create(frage=question),
    }


@pytest.mark.parametrize("purpose", ["bestaetigen", "abmelden"])
def test_a_link_in_a_mail_that_is_forged(wiki: Client, purpose: str) -> None:
    assert left_on(wiki, f"/suche/abo/{purpose}/gefaelscht/") == []


def test_a_note_made_from_an_english_page_is_german(wiki: Client) -> None:
    asked = {"q": "Bienenhaus", "status": "betrieb", "format": "docx"}
    note = wiki.post("/suche/vermerk/datei/", asked, headers=ENGLISH)
    assert "Status: im Betrieb" in docx_text(note.content)


def test_a_foreign_form_for_the_merkliste(wiki: Client) -> None:
    headers = {**ENGLISH, "Origin": "https://example.org"}
    refused = wiki.post("/merkliste/aendern/", {"aktion": "leeren"}, headers=headers)
    assert (refused.status_code, german_left(refused.content.decode())) == (403, [])


def test_a_password_that_is_wrong(wiki: Client) -> None:
    page = Projektseite.objects.get(slug="bienenhaus")
    closed = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="Honig"
    )
    assert left_on(wiki, "/projekte/bienenhaus/") == []
    address = reverse("password_of_page", args=[closed.pk, page.pk])
    again = wiki.post(address, {"password": "Wachs", "return_url": "/"}, headers=ENGLISH)
    assert '<html lang="en"' in again.content.decode()
    assert german_left(again.content.decode()) == []


def test_every_translated_kind_is_walked(wiki: Client) -> None:
    pages = Page.objects.filter(url_path__in=[f"/start{address}" for address in ADDRESSES])
    assert {page.specific_class.__name__ for page in pages} == PAGES
    paths = [address.partition("?")[0] for address in (*ADDRESSES, *REFUSED, "/suche/")]
    walked = {resolve(path).view_name for path in (*paths, "/merkliste/aendern/")}
    signed_links = {"abo_bestaetigen", "abo_verlaengern", "abo_abmelden"}
    assert walked | signed_links | {"rueckmeldung", "password_of_page"} == VIEWS | {"wagtail_serve"}


def test_a_german_word_is_seen() -> None:
    page = (
        '<html lang="en"><p title="Kosten">One <b lang="de">Kosten</b></p><p>Die Kosten</p></html>'
    )
    assert german_left(page) == ["Kosten", "Die Kosten"]
