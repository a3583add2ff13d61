"""Django's settings for outgoing mail, from the environment."""

from typing import Any

from wiki.exceptions import EnvironmentInvalid

from .environment import Environment

ENCRYPTION = {"aus": (False, False), "starttls": (True, False), "tls": (False, True)}
ENCRYPTION_BY_PORT = {465: "tls", 587: "starttls"}  # what a port is for
TIMEOUT_S = 20  # a mail server that does not answer must not hold up the worker


def mail_settings(environment: Environment, host: str) -> dict[str, Any]:
    """`WIKI_MAIL_*` -> EMAIL_*; without any, a mail server on this machine. `host`: the wiki's own
    name, for the sender."""
    if bool(environment.wiki_mail_nutzer) != bool(environment.wiki_mail_passwort):
        raise EnvironmentInvalid("WIKI_MAIL_NUTZER und WIKI_MAIL_PASSWORT gehören zusammen.")
    port = environment.wiki_mail_port
    starttls, tls = ENCRYPTION[environment.wiki_mail_tls or ENCRYPTION_BY_PORT.get(port, "aus")]
    sender = environment.wiki_mail_absender or f"wiki@{host}"
    return {
        "EMAIL_BACKEND": "wiki.platform.queued_mail.QueuedMail",
        "EMAIL_HOST": environment.wiki_mail_server,
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
        "EMAIL_HOST_USER": environment.wiki_mail_nutzer,
        "EMAIL_HOST_PASSWORD": environment.wiki_mail_passwort,
        "EMAIL_TIMEOUT": TIMEOUT_S,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
