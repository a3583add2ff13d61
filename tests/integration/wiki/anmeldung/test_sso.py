"""Signing in at a real provider (OpenID Connect) that runs as a process of its own."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import KommuneFactory
from wiki.anmeldung.events import PROVIDER_ADDED
from wiki.anmeldung.sso import apply_claims
from wiki.models import Mitarbeit
from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION

pytestmark = pytest.mark.django_db

ANNA = {
    "sub": "anna-4711",
    "email": "anna@heimstadt.de",
    "email_verified": True,
    "preferred_username": "anna",
    "groups": ["wiki-autoren", "kegelclub"],
    "ort": "Heimstadt",
}
STARTED_WITHIN_S = 120


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port)]
    process = subprocess.Popen(
        [*command, "--user-claims", json.dumps(ANNA)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTED_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture
def signed_up(provider: str, settings: Any) -> str:
    """The wiki knows the provider, and what its groups stand for."""
    caches["geteilt"].clear()
    app = {
        "provider_id": "sso",
        "name": "Rathaus",
        "client_id": "wiki",
        "secret": "geheim",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    }
    settings.OIDC_GRUPPEN = {"wiki-autoren": AUTOR, "wiki-team": REDAKTION}
    settings.OIDC_KOMMUNE_FELD = "ort"
    for role in (AUTOR, REDAKTION, LEITUNG):
        Group.objects.get_or_create(name=role)
    return provider


def sign_in() -> Client:
    """As a browser: to the provider, which knows Anna, and back."""
    client = Client()
    asked = client.post("/konto/oidc/sso/login/")["Location"]
    there = urlsplit(asked)
    connection = HTTPConnection(there.netloc)
    connection.request(
        "POST",
        f"{there.path}?{there.query}",
        urlencode({"sub": ANNA["sub"]}),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    client.get(f"{back.path}?{back.query}")
    return client


def test_the_provider_says_who_it_is_which_role_and_which_kommune(signed_up: str) -> None:
    kommune = KommuneFactory(name="Heimstadt", slug="heimstadt")
    client = sign_in()
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert user.email == ANNA["email"]
    assert [group.name for group in user.groups.all()] == [AUTOR]
    assert [row.kommune for row in Mitarbeit.objects.filter(benutzer=user)] == [kommune]


def test_the_second_time_it_is_the_same_account_with_the_roles_of_today(signed_up: str) -> None:
    user = User.objects.get(pk=sign_in().session["_auth_user_id"])
    user.groups.set(Group.objects.filter(name=LEITUNG))
    again = User.objects.get(pk=sign_in().session["_auth_user_id"])
    assert again == user
    assert [group.name for group in again.groups.all()] == [AUTOR]


def test_an_account_that_was_there_is_told_of_the_provider(signed_up: str) -> None:
    anna = User.objects.create_user("anna", str(ANNA["email"]), "Laternenumzug am Rathaus")
    assert sign_in().session["_auth_user_id"] == str(anna.pk)
    (job,) = ProcrastinateJob.objects.filter(task_name="wiki.tasks.mail_kontoaenderung")
    assert job.args == {"user_id": anna.pk, "was": PROVIDER_ADDED}


def test_who_signed_in_there_is_not_asked_for_a_factor_here(signed_up: str, settings: Any) -> None:
    settings.ZWEITER_FAKTOR = True
    client = sign_in()
    User.objects.get(pk=client.session["_auth_user_id"]).groups.add(
        Group.objects.get(name=REDAKTION)
    )
    assert client.get("/konto/sessions/").status_code == 200
    assert client.get("/suche/").status_code == 200


def test_with_sso_only_a_password_does_not_sign_in(signed_up: str, settings: Any) -> None:
    settings.NUR_SSO = True
    User.objects.create_user("rita", "rita@stadt.de", "Laternenumzug am Rathaus")
    client = Client()
    data = {"login": "rita", "password": "Laternenumzug am Rathaus"}
    page = client.post("/konto/login/", data).content.decode()
    assert "_auth_user_id" not in client.session
    assert "Über „Rathaus“ anmelden" in page
    assert 'name="password"' not in page


def test_a_group_that_nobody_mapped_gives_no_role(settings: Any) -> None:
    settings.OIDC_GRUPPEN = {"wiki-team": REDAKTION}
    user = User.objects.create(username="erna")
    user.groups.add(Group.objects.get_or_create(name=REDAKTION)[0])
    apply_claims(user, {"groups": ["Redaktion", "wheel"]})
    assert not user.groups.exists()
