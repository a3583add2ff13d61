"""Signing in with an account of the wiki: limits, second factor, sessions, mails, the log."""

import logging
import re
import time
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache, caches
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import APIToken, PageViewRestriction

from tests.factories import create_tree, publish_projekt
from tests.integration.rollen import logged_in
from wiki.anmeldung.events import CODES_RENEWED, DETAILS, FACTOR_ADDED, FACTOR_REMOVED, KEY_ADDED
from wiki.anmeldung.events import PASSWORD as PASSWORD_TOLD
from wiki.models import Projektseite
from wiki.models.mitarbeit import REDAKTION
from wiki.tasks import mail_kontoaenderung, mail_passwort

pytestmark = pytest.mark.django_db

PASSWORD = "Laternenumzug am Rathaus"
WRONG = {"login": "rita", "password": "falsch"}
RIGHT = {"login": "rita", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _no_tries_so_far() -> None:
    caches["geteilt"].clear()
    cache.clear()


@pytest.fixture
def rita() -> User:
    user = User.objects.create_user("rita", "rita@stadt.de", PASSWORD)
    user.groups.add(Group.objects.get_or_create(name=REDAKTION)[0])
    return user


def _page() -> Projektseite:
    create_tree()
    return publish_projekt()


def sign_in(client: Client, data: dict[str, str]) -> Any:
    return client.post("/konto/login/", data)


@pytest.mark.parametrize("login", ["rita", "rita@stadt.de"])
def test_name_or_mailbox_and_password_sign_in(rita: User, login: str) -> None:
    client = Client()
    assert sign_in(client, RIGHT | {"login": login}).status_code == 302
    assert client.session["_auth_user_id"] == str(rita.pk)


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_every_login_of_wagtail_leads_to_the_one(rita: User, address: str) -> None:
    response = Client().get(f"{address}?next=/admin/pages/")
    assert response["Location"] == "/konto/login/?next=%2Fadmin%2Fpages%2F"
    client = Client()
    client.post(address, {"username": "rita", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_after_some_wrong_passwords_the_right_one_is_refused(rita: User) -> None:
    for _ in range(6):
        sign_in(Client(), WRONG)
    client = Client()
    assert "_auth_user_id" not in client.session
    assert sign_in(client, RIGHT).status_code == 200
    assert "_auth_user_id" not in client.session


def test_limits_are_counted_in_the_database(rita: User) -> None:
    sign_in(Client(), WRONG)
    cache.clear()  # as another process: it has only what is shared
    for _ in range(5):
        sign_in(Client(), WRONG)
    assert sign_in(Client(), RIGHT).status_code == 200


def test_tries_for_the_password_of_a_page_are_limited() -> None:
    page = _page()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="Sesam"
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    data = {"password": "falsch", "return_url": "/"}
    assert [Client().post(address, data).status_code for _ in range(11)][-2:] == [200, 429]
    refused = Client().post(address, data | {"password": "Sesam"})
    assert refused["Retry-After"]
    assert "Zu viele Versuche" in refused.content.decode()


def test_a_known_mailbox_and_an_unknown_one_get_the_same_answer_and_a_job(rita: User) -> None:
    answers = [
        Client().post("/konto/password/reset/", {"email": address})
        for address in ("rita@stadt.de", "niemand@stadt.de")
    ]
    assert [(a.status_code, a["Location"]) for a in answers] == [
        (302, "/konto/password/reset/done/")
    ] * 2
    jobs = ProcrastinateJob.objects.filter(task_name="wiki.tasks.mail_passwort")
    assert sorted(job.args["user_id"] for job in jobs) == [0, rita.pk]
    assert mail.outbox == []


def test_the_link_of_the_mail_sets_a_new_password(rita: User) -> None:
    mail_passwort(user_id=rita.pk)
    (message,) = mail.outbox
    link = re.search(r"http://testserver(\S+)", str(message.body))
    assert link
    client = Client()
    form = client.get(link[1], follow=True)
    new = "Ein ganz anderes Wort"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(Client(), RIGHT | {"password": new}).status_code == 302


def reset_link(user: User) -> str:
    mail_passwort(user_id=user.pk)
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert link
    return link[1]


def test_the_link_of_the_mail_works_once(rita: User) -> None:
    link, new = reset_link(rita), "Ein ganz anderes Wort"
    client = Client()
    form = client.get(link, follow=True)
    assert not form.context.get("token_fail")
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert Client().get(link, follow=True).context["token_fail"]


def test_the_link_of_the_mail_ends_after_an_hour(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = reset_link(rita)
    later = datetime.now() + timedelta(hours=1, seconds=5)
    monkeypatch.setattr(default_token_generator, "_now", lambda: later)
    assert Client().get(link, follow=True).context["token_fail"]


def told(user: User) -> list[str]:
    """What a mail is on its way about."""
    jobs = ProcrastinateJob.objects.filter(task_name="wiki.tasks.mail_kontoaenderung")
    return [job.args["was"] for job in jobs.order_by("id") if job.args["user_id"] == user.pk]


def test_a_new_password_and_a_factor_that_comes_or_goes_are_told(rita: User) -> None:
    form = Client().get(reset_link(rita), follow=True)
    client, new = form.client, "Ein ganz anderes Wort"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    request = HttpRequest()
    for signal in (authenticator_added, authenticator_removed, authenticator_reset):
        signal.send(type(rita), request=request, user=rita, authenticator=None)
    assert told(rita) == [PASSWORD_TOLD, FACTOR_ADDED, FACTOR_REMOVED, CODES_RENEWED]


def test_who_is_given_another_name_or_password_by_somebody_else_is_told(rita: User) -> None:
    """In the CMS or by a command: what counts is what is saved."""
    rita.username = "rita.neu"
    rita.set_password("Ein ganz anderes Wort")
    rita.save()
    assert told(rita) == [PASSWORD_TOLD, DETAILS["username"]]


def test_a_login_tells_nothing(rita: User, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert sign_in(Client(), RIGHT).status_code == 302
    assert User.objects.get(pk=rita.pk).password.startswith("scrypt")  # the same one, hashed anew
    assert told(rita) == []


def test_another_mailbox_is_told_at_the_old_and_the_new_one(rita: User) -> None:
    rita.email = "neu@stadt.de"
    rita.save()
    jobs = ProcrastinateJob.objects.filter(task_name="wiki.tasks.mail_kontoaenderung")
    assert "rita@stadt.de" not in str([job.args for job in jobs])
    for job in jobs:
        mail_kontoaenderung(**job.args)
    assert sorted(m.to[0] for m in mail.outbox) == ["neu@stadt.de", "rita@stadt.de"]
    assert all("E-Mail-Adresse wurde geändert" in m.body for m in mail.outbox)


def test_a_key_for_programs_is_told(rita: User) -> None:
    APIToken.create_token(user=rita, name="Fremd")
    assert told(rita) == [KEY_ADDED]


def test_nobody_gets_a_mail_for_an_account_that_does_not_exist() -> None:
    mail_passwort(user_id=0)
    assert mail.outbox == []


def test_somebody_is_told_of_a_change(rita: User) -> None:
    mail_kontoaenderung(user_id=rita.pk, was="Das Passwort wurde geändert.")
    assert "Das Passwort wurde geändert." in mail.outbox[0].body


@pytest.mark.parametrize("password", ["Sommer24", "Abcdefg8", "q1w2e3r4t5y6", "rita@stadt.de1"])
def test_weak_passwords_are_refused(rita: User, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, rita)


def test_a_long_password_needs_no_digits_or_signs() -> None:
    validate_password("lauter kleine buchstaben")


def test_nobody_makes_an_account() -> None:
    assert Client().get("/konto/signup/").status_code == 404


# Second factor


@pytest.fixture
def factor_needed(settings: Any) -> None:
    settings.ZWEITER_FAKTOR = True


def code_for(user: User, secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_redaktion_without_a_factor_is_led_to_set_one_up(rita: User, factor_needed: None) -> None:
    client = logged_in(rita)
    for address in ("/admin/", "/suche/?q=x"):
        assert client.get(address)["Location"] == "/konto/2fa/"
    assert client.get("/konto/2fa/").status_code == 200


def test_an_autor_needs_no_factor(factor_needed: None) -> None:
    client = logged_in(User.objects.create(username="anna"))
    assert client.get("/hilfe/").status_code == 404


def test_with_a_factor_the_password_alone_does_not_sign_in(rita: User, factor_needed: None) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(rita, secret)
    client = Client()
    assert sign_in(client, RIGHT)["Location"].startswith("/konto/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    client.post("/konto/2fa/authenticate/", {"code": code_for(rita, secret)})
    assert client.session["_auth_user_id"] == str(rita.pk)


def test_a_recovery_code_signs_in_once(rita: User, factor_needed: None) -> None:
    TOTP.activate(rita, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(rita).get_unused_codes()[0]
    clients = (Client(), Client())
    for client in clients:
        sign_in(client, RIGHT)
        client.post("/konto/2fa/authenticate/", {"code": code})
    assert ["_auth_user_id" in client.session for client in clients] == [True, False]


# Sessions


def test_who_does_nothing_is_logged_out(rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = logged_in(rita)
    client.get("/konto/2fa/")
    later = time.time() + 30 * 60 + 1  # ASVS 3.3.2
    monkeypatch.setattr("wiki.anmeldung.middleware.time.time", lambda: later)
    assert client.get("/konto/2fa/")["Location"].startswith("/konto/login/")


def test_an_open_editor_is_not_somebody_at_work(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = logged_in(rita)
    client.get("/konto/2fa/")
    now = time.time()
    for minutes in (10, 20, 31):
        monkeypatch.setattr("wiki.anmeldung.middleware.time.time", lambda m=minutes: now + m * 60)
        client.get("/admin/angemeldet/", headers={"x-requested-with": "XMLHttpRequest"})
    assert "_auth_user_id" not in client.session


def test_all_other_devices_are_logged_out(rita: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, RIGHT)
    here.post("/konto/sessions/")
    assert there.get("/konto/2fa/")["Location"].startswith("/konto/login/")


def test_pages_for_somebody_are_not_stored(rita: User) -> None:
    page = _page()
    assert logged_in(rita).get(page.url)["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get(page.url).get("Cache-Control", "")


# The log


def test_the_log_names_accounts_by_number_and_no_address(
    rita: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("wiki"), "propagate", True)
    sign_in(Client(), WRONG)
    sign_in(Client(), {"login": "geheim@stadt.de", "password": "x"})
    rita.groups.add(Group.objects.create(name="Leitung"))
    rita.is_superuser = True
    rita.save()
    text = "\n".join(r.getMessage() for r in caplog.records if r.name == "wiki.sicherheit")
    for said in (
        f"Anmeldung misslungen: Konto {rita.pk}, Netz 127.0.0.0/24",
        "Anmeldung misslungen: Konto -",
        f"Rolle bekommen: Konto {rita.pk}, Leitung",
        f"Administrator: Konto {rita.pk}, True",
    ):
        assert said in text
    assert "stadt.de" not in text
    assert "rita" not in text


def test_a_lost_factor_is_removed_by_the_operator(rita: User) -> None:
    TOTP.activate(rita, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    call_command("remove_factors", "rita", stdout=StringIO())
    assert told(rita) == [FACTOR_REMOVED]
    client = Client()
    sign_in(client, RIGHT)
    assert client.session["_auth_user_id"] == str(rita.pk)
