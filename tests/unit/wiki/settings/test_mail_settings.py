"""wiki.settings.mail: WIKI_MAIL_* becomes Django's settings."""

from typing import Any

import pytest

from wiki.exceptions import EnvironmentInvalid
from wiki.settings.environment import read
from wiki.settings.mail import mail_settings


def settings(**given: str) -> dict[str, Any]:
    environment = read({f"WIKI_MAIL_{key}": value for key, value in given.items()})
    return mail_settings(environment, "wiki.de")


def test_without_anything_the_machine_s_own_server_is_used() -> None:
    found = settings()
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("localhost", 25)
    assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "wiki@wiki.de"
    assert not found["EMAIL_USE_TLS"]
    assert not found["EMAIL_USE_SSL"]


def test_everything_can_be_given() -> None:
    found = settings(
        SERVER="mail.stadt.de",
        PORT="2525",
        TLS="StartTLS",
        NUTZER="wiki",
        PASSWORT="g:e@h",
        ABSENDER="Wiki <wiki@stadt.de>",
    )
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.stadt.de", 2525)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("wiki", "g:e@h")
    assert found["EMAIL_USE_TLS"]
    assert found["DEFAULT_FROM_EMAIL"] == "Wiki <wiki@stadt.de>"


@pytest.mark.parametrize(("port", "tls"), [("25", (0, 0)), ("587", (1, 0)), ("465", (0, 1))])
def test_encryption_follows_the_port(port: str, tls: tuple[int, int]) -> None:
    found = settings(PORT=port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == tls


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "smtp"}, "WIKI_MAIL_PORT"),
        ({"PORT": "0"}, "WIKI_MAIL_PORT"),
        ({"PORT": "65536"}, "WIKI_MAIL_PORT"),
        ({"TLS": "ja"}, "WIKI_MAIL_TLS"),
        ({"NUTZER": "wiki"}, "WIKI_MAIL_PASSWORT"),
        ({"PASSWORT": "geheim"}, "WIKI_MAIL_NUTZER"),
        ({"ABSENDER": "Wiki"}, "WIKI_MAIL_ABSENDER"),
    ],
)
def test_what_is_wrong_is_named_without_the_password(given: dict[str, str], named: str) -> None:
    with pytest.raises(EnvironmentInvalid, match=named) as refused:
        settings(**given)
    assert "geheim" not in str(refused.value)
