"""What the operator says of itself, the check that asks for it, and "Barriere melden"."""

from typing import Any

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.test import Client
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from tests.factories import create_tree
from tests.integration.rollen import logged_in, person
from tests.integration.wiki.mitmachen.forms import opened
from wiki.german.laender import LAENDER
from wiki.mitmachen.rueckmeldung import send_rueckmeldung
from wiki.models import Betreiber, Rueckmeldung, Startseite, Textseite
from wiki.models.betreiber.durchsetzungsstellen import DURCHSETZUNGSSTELLEN
from wiki.redaktion.rollen.rollen import setup_roles

pytestmark = pytest.mark.django_db
FIELDS = ("impressum", "datenschutz", "barrieren", "durchsetzung")
ADDRESS = "/admin/settings/wiki/betreiber/"


@pytest.fixture(autouse=True)
def tree() -> None:
    create_tree()


def textseite(slug: str, text: str = "<p>Text</p>") -> Textseite:
    page = Startseite.objects.get().add_child(
        instance=Textseite(title=slug.title(), slug=slug, text=text)
    )
    return page


def say_everything(**fields: str) -> Betreiber:
    said = {name: f"<p>Angabe zu {name}</p>" for name in FIELDS} | fields
    return Betreiber.objects.create(**said)


def missing() -> str:
    """What `check --deploy` says of the operator."""
    found = run_checks(include_deployment_checks=True)
    return " ".join(message.msg for message in found if message.id == "wiki.E007")


def test_an_operator_who_has_said_nothing_may_not_go_online() -> None:
    for field in ("Impressum", "Datenschutz", "Barrieren: Kontakt", "Durchsetzungsstelle"):
        assert field in missing()


def test_an_operator_who_has_said_everything_may() -> None:
    say_everything()
    textseite("impressum", '<p>Karten: <a href="https://bkg.example">BKG</a> (2021)</p>')
    assert missing() == ""


@pytest.mark.parametrize("name", FIELDS)
def test_one_missing_text_is_enough(name: str) -> None:
    say_everything(**{name: ""})
    assert missing()


@pytest.mark.parametrize("slug", ["impressum", "datenschutz", "barrierefreiheit", "hilfe"])
def test_a_bracket_left_on_a_page_is_named(slug: str) -> None:
    say_everything()
    textseite(slug, "<p>Wir sind [Name der Stelle].</p>")
    assert slug.title() in missing()


@pytest.mark.parametrize("land", LAENDER)
def test_the_land_says_who_enforces_where_it_is_known(client: Client, land: str) -> None:
    say_everything(land=land, durchsetzung="")
    text = client.get(textseite("barrierefreiheit").url).text
    if stelle := DURCHSETZUNGSSTELLEN.get(land):
        assert missing() == ""
        assert f'<a href="{stelle.adresse}">{stelle.name}</a>' in text
    else:
        assert "Durchsetzungsstelle" in missing()
        assert "[Der Betreiber hat die Durchsetzungsstelle noch nicht eingetragen.]" in text


def test_what_the_operator_says_goes_before_what_the_land_says(client: Client) -> None:
    say_everything(land="Rheinland-Pfalz")
    text = client.get(textseite("barrierefreiheit").url).text
    assert "Angabe zu durchsetzung" in text
    assert DURCHSETZUNGSSTELLEN["Rheinland-Pfalz"].name not in text


def test_a_bracket_left_in_the_settings_is_named() -> None:
    say_everything(impressum="<p>Stadt [Name], Rathaus</p>")
    assert "Impressum" in missing()


@pytest.mark.parametrize(
    ("slug", "shown"),
    [
        ("impressum", ["impressum"]),
        ("datenschutz", ["datenschutz"]),
        ("barrierefreiheit", ["barrieren", "durchsetzung"]),
        ("ueber", []),
    ],
)
def test_each_page_shows_its_own_texts(client: Client, slug: str, shown: list[str]) -> None:
    say_everything()
    text = client.get(textseite(slug).url).text
    assert [name for name in FIELDS if f"Angabe zu {name}" in text] == shown


def test_the_leitung_says_it_in_the_cms() -> None:
    setup_roles()
    said = dict.fromkeys(FIELDS, "null")
    said["impressum"] = (
        '{"blocks": [{"key": "a", "text": "Stadt Musterstadt", "type": "unstyled", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
    )
    leitung = logged_in(person("lea"))
    form = leitung.get(ADDRESS, follow=True).redirect_chain[-1][0]
    leitung.post(form, said)
    assert "Stadt Musterstadt" in Betreiber.objects.get().impressum


def test_the_redaktion_may_not() -> None:
    setup_roles()
    Betreiber.objects.create()
    answer = logged_in(person("rita")).get(ADDRESS, follow=True)
    assert "Angaben" not in answer.text
    assert "impressum" not in answer.text


def report(client: Client, page: Textseite, **fields: str) -> Any:
    data = {"art": "barriere", "text": "Der Filter ist nicht zu bedienen.", "zeit": opened(page)}
    return client.post(f"/rueckmeldung/{page.pk}/", data | fields)


def test_barriere_melden_stands_on_every_page_and_leads_to_the_form(client: Client) -> None:
    page = textseite("barrierefreiheit")
    assert 'href="/barriere-melden/"' in client.get("/projekte/").text
    answer = client.get("/barriere-melden/", follow=True)
    assert answer.redirect_chain == [(f"/rueckmeldung/{page.pk}/?art=barriere", 302)]
    assert "Auf welcher Seite, und was geht dort nicht?" in answer.text


def test_a_barrier_goes_to_the_redaktion(client: Client, settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = "redaktion@wiki-der-staedte.de"
    assert report(client, textseite("barrierefreiheit"))["Location"] == "/rueckmeldung/danke/"
    kept = Rueckmeldung.objects.get()
    assert kept.art == Rueckmeldung.Art.BARRIERE
    send_rueckmeldung(kept.pk)
    assert mail.outbox[0].to == ["redaktion@wiki-der-staedte.de"]


def test_who_reports_a_barrier_gets_no_mail(client: Client, settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = "redaktion@wiki-der-staedte.de"
    report(client, textseite("barrierefreiheit"), kontakt="opfer@anderswo.de")
    send_rueckmeldung(Rueckmeldung.objects.get().pk)
    assert [message.to for message in mail.outbox] == [["redaktion@wiki-der-staedte.de"]]


def test_a_hidden_declaration_offers_no_form(client: Client) -> None:
    page = textseite("barrierefreiheit")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/barriere-melden/").status_code == 404
    assert "/barriere-melden/" not in client.get("/projekte/").text
