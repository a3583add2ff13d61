"""Wagtail's mails wait for the worker: no editor waits for the mail server."""

import socket

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests.integration.rollen import form_data
from wiki.models import Projektverzeichnis
from wiki.platform import queued_mail

from .conftest import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_queue")]

TASK = "wiki.tasks.mail_of_the_cms"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _queued(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = "wiki.platform.queued_mail.QueuedMail"
    monkeypatch.setattr(queued_mail, "DELIVERING", LOCMEM)


def waiting() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=TASK, status="todo"))


def handed_in(client: Client, house: House) -> int:
    parent = Projektverzeichnis.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent])
    data = form_data(house.own.kommunen.get()) | {"action-submit": "1"}
    return client.post(address, data).status_code


def test_a_page_is_handed_in_while_nobody_knows_the_mail_server(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", lost)
    assert handed_in(house.client, house) == 302
    (job,) = waiting()
    with pytest.raises(OSError, match="not known"):  # the job is tried again
        app.tasks[TASK].func(**job.args)


def test_the_worker_sends_it_once(house: House) -> None:
    handed_in(house.client, house)
    (job,) = waiting()
    assert (mail.outbox, "stadt.example" in str(job.args)) == ([], False)
    for _ in range(2):
        app.tasks[TASK].func(**job.args)
    (letter,) = mail.outbox
    assert letter.to == ["rita@stadt.example"]
    assert "Ampel am Freibad" in f"{letter.subject} {letter.body}"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_our_own_mails_which_a_job_sends_go_out_at_once() -> None:
    assert EmailMessage("Erinnerung", "Text", to=["amt@stadt.example"]).send() == 1
    assert (len(mail.outbox), waiting()) == (1, [])
