"""The way of an Abonnement from its form to its mails, as a reader goes it."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from wagtail.models import PageViewRestriction

from suche.abo.consent import signed_link_of
from suche.abo.models import Abonnement
from suche.abo.tasks import mail_confirmation
from suche.page import form_protection
from tests.factories import KommuneFactory
from wiki.models import Projektseite

EMPTY = "Wer hat einen digitalen Zwilling des Klärwerks?"
FRAGE = "Bienenstöcke auf dem Dach"
POSTFACH = "digitales@heimstadt.de"


def opened() -> str:
    return form_protection.Schutz().frische_zeit


def save(client: Client, **fields: str) -> Any:
    data = {"q": FRAGE, "postfach": POSTFACH, "zeit": opened()}
    return client.post("/suche/abo/", data | fields)


def saved(client: Client, **fields: str) -> Abonnement:
    assert save(client, **fields)["Location"] == "/suche/abo/gesendet/"
    return Abonnement.objects.get()


def path(address: str) -> str:
    return address.removeprefix("http://testserver")


def link_in_mail(kind: str) -> str:
    match = re.search(rf"http://testserver(/suche/abo/{kind}/\S+/)", str(mail.outbox[-1].body))
    assert match, mail.outbox[-1].body
    return match[1]


def confirmed(entry: Any) -> Any:
    """By the link of its mail, as its reader would."""
    mail_confirmation(signed_link_of(entry).art, entry.kennung.hex)
    assert Client().post(link_in_mail("bestaetigen")).status_code == 200
    entry.refresh_from_db()
    return entry


def announced(client: Client, **fields: Any) -> Any:
    KommuneFactory(slug="hier", name="Hierstadt")
    data = {
        "q": EMPTY,
        "kommune": "hier",
        "stelle": "Stadtwerke",
        "postfach": POSTFACH,
        "bemerkung": "Wir suchen Mitstreiter.",
        "einverstanden": "on",
        "zeit": opened(),
    }
    return client.post("/suche/planung/", data | fields)


def restrict(page: Projektseite) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
