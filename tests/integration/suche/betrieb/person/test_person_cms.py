"""Auskunft and erasing in the CMS: for administrators only, told to the log, shown before done."""

import json
import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from suche.abo.models import Abonnement
from tests.factories import create_tree
from tests.integration.rollen import logged_in, person
from wiki.redaktion.rollen.rollen import setup_roles

pytestmark = pytest.mark.django_db
MAILBOX = "max.muster@stadt.example"
ADDRESS = "/admin/person/"


@pytest.fixture
def max_muster() -> User:
    Abonnement.objects.create(postfach=MAILBOX, frage="Wer hat Drohnen?")
    return User.objects.create(username="max", email=MAILBOX)


@pytest.mark.parametrize("was", ["zeigen", "auskunft", "loeschen"])
@pytest.mark.parametrize("name", ["rita", "lea"])
def test_only_administrators_may(max_muster: User, name: str, was: str) -> None:
    create_tree()
    setup_roles()
    client = logged_in(person(name))
    answers = [client.get(ADDRESS), client.post(ADDRESS, {"wort": MAILBOX, "was": was})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Drohnen" not in answers[1].content.decode()
    assert Abonnement.objects.exists()


def test_the_list_of_accounts_leads_there(max_muster: User, admin_client: Client) -> None:
    address = f"{ADDRESS}?konto={max_muster.pk}"
    assert address in admin_client.get(reverse("wagtailusers_users:index")).content.decode()
    assert f'value="{MAILBOX}"' in admin_client.get(address).content.decode()


def test_what_goes_is_shown_and_nothing_is_done(max_muster: User, admin_client: Client) -> None:
    text = admin_client.post(ADDRESS, {"wort": MAILBOX, "was": "zeigen"}).content.decode()
    assert "Konto „max“" in text
    assert f"{Abonnement._meta.verbose_name}: 1" in text
    assert Abonnement.objects.exists()
    assert User.objects.filter(username="max").exists()


def test_a_file_says_everything(max_muster: User, admin_client: Client) -> None:
    answer = admin_client.post(ADDRESS, {"wort": MAILBOX, "was": "auskunft"})
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["konten"][0]["Benutzername"] == "max"


def test_erasing_is_told_to_the_log_without_names(
    max_muster: User,
    admin_client: Client,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = max_muster.pk
    monkeypatch.setattr(logging.getLogger("wiki"), "propagate", True)
    admin_client.post(ADDRESS, {"wort": MAILBOX, "was": "loeschen"})
    assert not Abonnement.objects.exists()
    assert not User.objects.filter(username="max").exists()
    assert f"Daten einer Person gelöscht (Konten: {number})" in caplog.text
    assert "muster" not in caplog.text


def test_nobody_erases_themselves(admin_user: User, admin_client: Client) -> None:
    said = admin_client.post(ADDRESS, {"wort": admin_user.username, "was": "loeschen"})
    assert "Ihr eigenes Konto" in said.content.decode()
    assert User.objects.filter(pk=admin_user.pk).exists()


@pytest.mark.parametrize("wort", ["", "Ede", "   ", "\0\0\0\0"])
def test_what_names_nobody_is_asked_again(admin_client: Client, wort: str) -> None:
    assert admin_client.post(ADDRESS, {"wort": wort, "was": "loeschen"}).status_code == 200
