"""How often one sender may send a form that costs others something (a mail, a machine's time),
counted by all processes together."""

from hashlib import sha256

from allauth.core import ratelimit
from django.core.cache import caches
from django.http import HttpRequest

from wiki.exceptions import WikiError


class TooOften(WikiError):
    """Von Ihrer Adresse kam in kurzer Zeit schon viel. Bitte versuchen Sie es in einer Stunde
    wieder; Ihr Text steht noch im Formular."""


def count(request: HttpRequest, action: str) -> None:
    """Counts one try of this sender. Raises TooOften when it is one too many; the bounds stand in
    `wiki.settings.anmeldung`."""
    if not ratelimit.consume(request, action=action):
        raise TooOften


def is_reused(token: str, said: str, seconds: int) -> bool:
    """Whether a form's token was sent before with other words. The same words again are a second
    click, and no reuse."""
    key, words = f"allauth:form:{_hash(token)}", _hash(said)
    if caches["geteilt"].add(key, words, timeout=seconds):
        return False
    return bool(caches["geteilt"].get(key) != words)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
