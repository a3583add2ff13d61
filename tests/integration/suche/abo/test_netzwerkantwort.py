"""Answers of the network to who asked it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from suche.abo.consent import signed_link_of
from suche.abo.mail.mails import link
from suche.abo.models import Netzwerkantwort
from suche.abo.netzwerk import send_answers, tell_redaktion
from suche.abo.signed_links import ABMELDEN
from suche.models import Netzwerkfrage
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from wiki.models import Projektseite

from .sending import (
    EMPTY,
    POSTFACH,
    confirmed,
    opened,
    path,
    restrict,
)


@pytest.fixture
def asked(index: IndexPages, settings: Settings, client: Client) -> Callable[[], Netzwerkantwort]:
    settings.REDAKTION_POSTFACH = "redaktion@wiki.de"

    def ask() -> Netzwerkantwort:
        client.post("/suche/frage/", {"text": EMPTY, "kontakt": POSTFACH, "zeit": opened()})
        return Netzwerkantwort.objects.get()

    return ask


def answer_in_the_cms(admin: Client, antwort: Netzwerkantwort, page: Projektseite) -> Any:
    edit = f"/admin/snippets/suche/netzwerkfrage/edit/{antwort.pk}/"
    return admin.post(edit, {"beantwortet_durch": str(page.pk)})


def test_the_redaktion_gets_a_mail_with_the_way_to_the_question(asked: Any) -> None:
    tell_redaktion(asked().pk)
    assert mail.outbox[-1].to == ["redaktion@wiki.de"]
    assert EMPTY not in str(mail.outbox[-1].body) + str(mail.outbox[-1].subject)
    assert "/admin/snippets/suche/netzwerkfrage/edit/" in str(mail.outbox[-1].body)


def test_who_asked_gets_the_answer_once(asked: Any, admin_client: Client) -> None:
    antwort, page = confirmed(asked()), publish_projekt(title="Zwilling")
    assert answer_in_the_cms(admin_client, antwort, page).status_code == 302
    antwort.frage.refresh_from_db()
    assert antwort.frage.erledigt
    mail.outbox.clear()
    assert [send_answers(), send_answers()] == [1, 0]
    assert "Zwilling" in str(mail.outbox[0].body)
    assert mail.outbox[0].to == [POSTFACH]


def test_a_mailbox_that_did_not_confirm_gets_no_answer(asked: Any, admin_client: Client) -> None:
    answer_in_the_cms(admin_client, asked(), publish_projekt())
    assert send_answers() == 0


def test_only_a_public_page_can_answer(asked: Any, admin_client: Client) -> None:
    page = publish_projekt(title="Zwilling")
    restrict(page)
    response = answer_in_the_cms(admin_client, asked(), page)
    assert "nicht für alle lesbar" in response.content.decode()
    assert Netzwerkantwort.objects.get().seite is None


def test_a_page_that_became_private_is_named_when_it_is_public_again(asked: Any) -> None:
    antwort, page = confirmed(asked()), publish_projekt(title="Zwilling")
    Netzwerkantwort.objects.update(seite=page)
    Netzwerkfrage.objects.update(erledigt=True)
    page.unpublish()
    assert send_answers() == 0
    page.save_revision().publish()
    assert send_answers() == 1
    assert antwort.pk


def test_who_opts_out_leaves_only_the_question(asked: Any, client: Client) -> None:
    antwort = confirmed(asked())
    client.post(path(link(signed_link_of(antwort), ABMELDEN)))
    assert Netzwerkfrage.objects.get().kontakt == ""
    assert send_answers() == 0
