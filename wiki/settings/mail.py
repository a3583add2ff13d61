"""Django's settings for outgoing mail, from the environment."""

from collections.abc import Mapping
from typing import Any

from wiki.exceptions import MailSettingsInvalid

ENCRYPTION = {"aus": (False, False), "starttls": (True, False), "tls": (False, True)}
USUAL = {"465": "tls", "587": "starttls"}  # what a port is for
TIMEOUT_S = 20  # a mail server that does not answer must not hold up the worker


def mail_settings(environment: Mapping[str, str], host: str) -> dict[str, Any]:
    """`WIKI_MAIL_*` -> EMAIL_*; without any, a mail server on this machine. `host`: the wiki's
    own name, for the sender. MailSettingsInvalid says which variable is wrong."""
    given = {
        name: environment.get(f"WIKI_MAIL_{name}", "").strip()
        for name in ("SERVER", "PORT", "TLS", "NUTZER", "PASSWORT", "ABSENDER")
    }
    port = given["PORT"] or "25"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise MailSettingsInvalid("WIKI_MAIL_PORT ist keine Portnummer.")
    encryption = given["TLS"].lower() or USUAL.get(port, "aus")
    if encryption not in ENCRYPTION:
        raise MailSettingsInvalid("WIKI_MAIL_TLS muss starttls, tls oder aus sein.")
    if bool(given["NUTZER"]) != bool(given["PASSWORT"]):
        raise MailSettingsInvalid("WIKI_MAIL_NUTZER und WIKI_MAIL_PASSWORT gehören zusammen.")
    sender = given["ABSENDER"] or f"wiki@{host}"
    if "@" not in sender or "\n" in sender:
        raise MailSettingsInvalid("WIKI_MAIL_ABSENDER ist keine E-Mail-Adresse.")
    starttls, tls = ENCRYPTION[encryption]
    return {
        "EMAIL_HOST": given["SERVER"] or "localhost",
        "EMAIL_PORT": int(port),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
        "EMAIL_HOST_USER": given["NUTZER"],
        "EMAIL_HOST_PASSWORD": given["PASSWORT"],
        "EMAIL_TIMEOUT": TIMEOUT_S,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
