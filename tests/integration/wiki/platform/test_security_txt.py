"""`/.well-known/security.txt`: there when the operator has named somebody."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

PATH = "/.well-known/security.txt"
pytestmark = pytest.mark.django_db


def test_without_a_contact_there_is_no_such_page(client: Client) -> None:
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("sicherheit@stadt.de", "Contact: mailto:sicherheit@stadt.de"),
        ("https://stadt.de/melden", "Contact: https://stadt.de/melden"),
    ],
)
def test_the_contact_is_named(client: Client, settings: Settings, contact: str, line: str) -> None:
    settings.SICHERHEIT_KONTAKT = contact
    answer = client.get(PATH)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert line in answer.text.splitlines()


def test_it_expires_within_a_year(client: Client, settings: Settings) -> None:
    settings.SICHERHEIT_KONTAKT = "sicherheit@stadt.de"
    expires = client.get(PATH).text.split("Expires: ")[1].splitlines()[0]
    until = datetime.fromisoformat(expires) - timezone.now()
    assert timedelta(days=100) < until < timedelta(days=365)
