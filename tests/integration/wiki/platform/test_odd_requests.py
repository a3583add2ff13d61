"""Whoever asks for whatever, at every address of the wiki and its CMS: nothing is an error of the
wiki (500). By default for a sample of the addresses; with WIKI_SEED for all of them."""

import os
import random
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import resolve
from wagtail.models import Page

from tests.integration.rollen import person
from tests.integration.seiten import publish_four
from wiki.models import Startseite
from wiki.redaktion.unreadable_requests import UnreadableRequestsMiddleware

from .odd_requests import Address, Draw, Sent, addresses

SEED = int(os.environ.get("WIKI_SEED", "1"))
SAMPLE = 0 if "WIKI_SEED" in os.environ else 60  # addresses a role; 0: all
ROLES = ("nobody", "anna", "rita", "lea", "admin")
BUSY = 503


class Asker:
    """Somebody who asks; nothing that it does lasts."""

    def __init__(self, role: str) -> None:
        self.client = Client(raise_request_exception=False)
        if role == "admin":
            self.client.force_login(User.objects.create_superuser("admin"))
        elif role != "nobody":
            self.client.force_login(person(role))
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    def ask(self, sent: Sent) -> Any:
        self.client.cookies.clear()
        for name, value in self.cookies.items():
            self.client.cookies[name] = value
        more = {"content_type": sent.content_type} if sent.content_type else {}
        with transaction.atomic():
            answer = getattr(self.client, sent.method)(sent.path, sent.data, **more)
            _ = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer

    def show(self, sent: Sent) -> str:
        """The page, or what a window of the CMS would show."""
        answer = self.ask(sent)
        kind = answer.headers.get("Content-Type", "")
        if answer.streaming or answer.status_code != 200:
            return ""
        if kind.startswith("application/json"):
            said = answer.json()
            return str(said.get("html", "")) if isinstance(said, dict) else ""
        return answer.content.decode() if kind.startswith("text/html") else ""


@pytest.fixture
def raised() -> Iterator[list[str]]:
    """The places where requests have failed."""
    places: list[str] = []

    def note(**_: Any) -> None:
        places.append(traceback.format_exc(limit=-3))

    got_request_exception.connect(note)
    yield places
    got_request_exception.disconnect(note)


def chosen(by: random.Random) -> list[Address]:
    found = addresses()
    return by.sample(found, SAMPLE) if SAMPLE else found


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_asked_is_an_error_of_the_wiki(
    start: Startseite, roles: None, role: str, raised: list[str]
) -> None:
    publish_four()
    by = random.Random(f"{SEED} {role}")
    draw = Draw(list(Page.objects.values_list("pk", flat=True)), by)
    asker, faults = Asker(role), []
    for address in chosen(by):
        for sent in draw.requests(address, asker.show):
            status = asker.ask(sent).status_code
            if status >= 500 and status != BUSY:
                faults.append((sent.method, sent.path, str(sent.data)[:200], raised[-1:]))
    assert faults == []


def test_every_kind_of_address_is_asked() -> None:
    names = {address.name for address in addresses()}
    assert {"suche", "wagtailadmin_pages:edit", "schnittstelle:themen", "account_login"} <= names
    assert len(names) > 300


def test_a_word_for_a_number_gets_the_page_of_what_cannot_be_read(
    start: Startseite, admin_client: Client
) -> None:
    answer = admin_client.get("/admin/snippets/choose/wiki/kommune/chosen/x/")
    assert answer.status_code == 400
    assert "Diese Anfrage lässt sich nicht lesen" in answer.content.decode()


def test_so_does_an_account_page_that_allauth_cannot_read(start: Startseite) -> None:
    answer = Client().get("/konto/oidc/%00/login/callback/")
    assert answer.status_code == 400


def test_so_does_a_form_that_is_shown_again(start: Startseite, admin_client: Client) -> None:
    answer = admin_client.post("/admin/snippets/luecken/redaktionstipp/add/", {"seite": "NaN"})
    assert answer.status_code == 400


def test_so_does_a_way_back_that_leads_nowhere(start: Startseite, admin_client: Client) -> None:
    page = publish_four()["Bienen"]
    answer = admin_client.post(f"/admin/pages/{page.pk}/unpublish/", {"next": "12"})
    assert answer.status_code == 400


def fault_in(module: str, address: str) -> Any:
    """What is answered where code of this module cannot read a value."""
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    try:
        exec("int('x')", {"__name__": module})
    except ValueError as error:
        answer = UnreadableRequestsMiddleware(lambda _: None).process_exception  # type: ignore[arg-type, return-value]
        return answer(request, error)


@pytest.mark.parametrize(
    ("module", "address", "answered"),
    [
        ("wagtail.admin.views.home", "/admin/", True),
        ("wiki.redaktion.hooks", "/admin/", False),
        ("wagtail.views", "/suche/", False),
    ],
)
def test_an_error_of_the_wiki_stays_one(module: str, address: str, answered: bool) -> None:
    assert bool(fault_in(module, address)) is answered
