"""Being told of a Thema, a Kommune or a project: without a question."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils.timezone import now
from wagtail.models import PageViewRestriction

from suche.abo.consent import forget, signed_link_of
from suche.abo.mail.mails import link
from suche.abo.mail.wochenmail import send_weekly
from suche.abo.models import Abonnement, Planung
from suche.abo.signed_links import ABMELDEN, BESTAETIGEN
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from wiki.models import Kommune, Projektseite, Startseite, Thema
from wiki.models.projektseite import heute

from .sending import confirmed, path, save, saved

pytestmark = pytest.mark.usefixtures("start")


@pytest.fixture
def thema(start: Startseite) -> Thema:
    return ThemaFactory(slug="kita", name="Kita & Schule")


@pytest.fixture
def kommune(start: Startseite) -> Kommune:
    return KommuneFactory(slug="hier", name="Hierstadt")


@pytest.fixture
def projekt(start: Startseite) -> Projektseite:
    return publish_projekt(title="Kita-Portal")


def follow(client: Client, **fields: str) -> Abonnement:
    """Confirmed; the mails so far are thrown away."""
    abo: Abonnement = confirmed(saved(client, q="", **fields))
    mail.outbox.clear()
    return abo


def restrict(page: Projektseite) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def told() -> str:
    """The weekly mail, if there is one."""
    mail.outbox.clear()
    send_weekly()
    return " ".join(f"{sent.subject}\n{sent.body}" for sent in mail.outbox)


def test_a_thema_tells_of_new_projects_of_its_unterthemen_too(client: Client, thema: Thema) -> None:
    below = ThemaFactory(slug="essen", oberthema=thema)
    publish_projekt(title="Altes Portal", themen=[thema])
    follow(client, filter="thema=kita")
    assert told() == ""
    publish_projekt(title="Neues Essen", themen=[below])
    publish_projekt(title="Ganz anderes", themen=[ThemaFactory()])
    restrict(publish_projekt(title="Geheimes Essen", themen=[below]))
    text = told()
    assert "Neues zum Thema „Kita & Schule“" in text
    assert "Neues Essen (im Betrieb)" in text
    assert "http://testserver/thema/kita/" in text
    assert not {word for word in ("Altes", "anderes", "Geheimes") if word in text}
    assert told() == ""


def test_a_kommune_tells_of_another_status(client: Client, kommune: Kommune) -> None:
    publish_projekt(title="Portal", kommunen=[kommune])
    follow(client, filter="kommune=hier")
    Projektseite.objects.update(status=Projektseite.Status.ABGEBROCHEN)
    text = told()
    assert "Neues zur Kommune „Hierstadt“" in text
    assert "Portal (abgebrochen)" in text


def test_a_project_tells_of_another_text_but_not_of_a_publication_that_says_the_same(
    client: Client, projekt: Projektseite
) -> None:
    follow(client, seite=str(projekt.pk))
    projekt.save_revision().publish()
    assert told() == ""
    projekt.kurzfassung = "Jetzt auch mit Mittagessen."
    projekt.save_revision().publish()
    text = told()
    assert "Neues zum Projekt „Kita-Portal“" in text
    assert "Keine Nachrichten mehr dazu: http://testserver/suche/abo/abmelden/" in text
    assert told() == ""


def test_a_project_that_became_private_is_named_nowhere(
    client: Client, projekt: Projektseite
) -> None:
    abo = follow(client, seite=str(projekt.pk))
    restrict(projekt)
    projekt.kurzfassung = "Jetzt geheim."
    projekt.save_revision().publish()
    assert told() == ""
    out = client.get(path(link(signed_link_of(abo), ABMELDEN))).content.decode()
    assert "nicht mehr öffentlich" in out
    shown = (out, client.get(f"/suche/abo/?seite={projekt.pk}").content.decode())
    assert "Kita-Portal" not in " ".join(shown)
    assert save(client, q="", seite=str(projekt.pk)).status_code == 400


def test_the_mail_that_asks_does_not_say_what_for_and_its_page_does(
    client: Client, projekt: Projektseite
) -> None:
    abo = saved(client, q="", seite=str(projekt.pk))
    page = client.get(path(link(signed_link_of(abo), BESTAETIGEN))).content.decode()
    assert "Neues zum Projekt „Kita-Portal“ soll an digitales@heimstadt.de gehen." in page
    assert not Abonnement.objects.exclude(bestaetigt_am=None).exists()


def test_who_opts_out_of_a_thema_is_forgotten(client: Client, thema: Thema) -> None:
    abo = follow(client, filter="thema=kita")
    client.post(path(link(signed_link_of(abo), ABMELDEN)))
    assert not Abonnement.objects.exists()


def test_a_mailbox_is_forgotten_with_the_thema_that_it_follows(
    client: Client, thema: Thema
) -> None:
    follow(client, filter="thema=kita")
    assert forget(heute()) == 0
    thema.delete()
    assert forget(heute()) == 1


def test_the_same_is_kept_once(client: Client, thema: Thema, projekt: Projektseite) -> None:
    for _ in range(2):
        save(client, q="", filter="thema=kita")
        save(client, q="", seite=str(projekt.pk))
    assert Abonnement.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"filter": "thema=weg"},
        {"filter": "thema=kita&thema=essen"},
        {"filter": "status=betrieb"},
        {"filter": "thema=kita&status=betrieb"},
        {"seite": "999999999999"},
        {"seite": "4711"},
        {"seite": "x"},
    ],
)
def test_what_no_page_shows_cannot_be_followed(
    client: Client, thema: Thema, fields: dict[str, str]
) -> None:
    ThemaFactory(slug="essen")
    response = save(client, q="", **fields)
    assert response.status_code == 400
    assert "Noch nicht abgeschickt" in response.content.decode()
    assert not Abonnement.objects.exists()


@pytest.mark.parametrize("query", ["", "?thema=weg", "?seite=4711", "?seite=x", "?status=betrieb"])
def test_a_form_about_nothing_says_where_to_begin(client: Client, query: str) -> None:
    text = client.get(f"/suche/abo/{query}").content.decode()
    assert "Stellen Sie zuerst eine" in text
    assert 'name="postfach"' not in text


def test_pages_lead_to_their_form(
    client: Client, thema: Thema, kommune: Kommune, projekt: Projektseite
) -> None:
    ways: dict[Any, str] = {
        thema.get_absolute_url(): "thema=kita",
        kommune.get_absolute_url(): "kommune=hier",
        projekt.url: f"seite={projekt.pk}",
    }
    for address, query in ways.items():
        way = f"/suche/abo/?{query}"
        assert way in client.get(address).content.decode()
        form = client.get(way)
        assert 'name="postfach"' in form.content.decode()
        assert "no-store" in form["Cache-Control"]


def test_what_followed_an_alias_follows_its_source_once(projekt: Projektseite) -> None:
    migration = import_module("suche.abo.migrations.0005_quelle_statt_alias")
    alias = projekt.create_alias(update_slug="noch-einmal")
    about: dict[str, Any] = {"postfach": "a@stadt.example", "gemeldet": {str(alias.pk): "betrieb"}}
    Abonnement.objects.create(seite=alias, bestaetigt_am=now(), **about)
    Abonnement.objects.create(seite=projekt, **about)
    Abonnement.objects.create(seite=alias, **about | {"postfach": "b@stadt.example"})
    migration.name_sources(apps, None)
    rows = Abonnement.objects.order_by("postfach").values_list("postfach", "seite", "gemeldet")
    assert list(rows) == [(f"{one}@stadt.example", projekt.pk, None) for one in "ab"]
    assert Abonnement.objects.get(postfach="a@stadt.example").bestaetigt_am
    assert told() == ""


def test_what_is_planned_on_an_alias_is_planned_on_its_source(
    projekt: Projektseite, kommune: Kommune
) -> None:
    migration = import_module("suche.abo.migrations.0005_quelle_statt_alias")
    alias = projekt.create_alias(update_slug="noch-einmal")
    about: dict[str, Any] = {"postfach": "a@stadt.example", "kommune": kommune}
    for seite in (alias, projekt):
        Planung.objects.create(seite=seite, stelle="Amt 7", gilt_bis=heute(), **about)
    migration.name_sources(apps, None)
    assert list(Planung.objects.values_list("seite", flat=True)) == [projekt.pk]
