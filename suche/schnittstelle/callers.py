"""Who asks: a program with the token of an account, or anybody. For what, and how often.

Tokens are Wagtail's: made in the CMS (*Einstellungen > API-Tokens*), shown once, kept as a digest.
They let a program read what their owner may read, within the Bereiche that stand beside them. A
browser's session counts for nothing here, so that no other site can ask in somebody's name.
"""

from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.throttling import BaseThrottle, SimpleRateThrottle
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.models import APIToken

from suche.exceptions import ScopeMissing
from wiki.models.projektseite import heute

from .models import Bereich, berechtigung_of

OF_ASSISTANT = (
    "wiki.mcp"  # in the environment of a question that a tool asks; no header is called so
)
SECONDS_TO_WAIT = 60.0


class AnybodyOrToken(BearerTokenAuth):
    """Lets in callers without a token, as anonymous, and those with a valid token that is allowed
    this `bereich`. An invalid token is refused; one that lacks the bereich raises ScopeMissing. An
    address without a bereich refuses all tokens, so that a forgotten one opens nothing."""

    openapi_name = "Token"

    def __init__(self, bereich: Bereich | None = None) -> None:
        super().__init__()
        self.bereich = bereich

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers:
            return self._let_in(request, super().__call__(request))
        request.user = AnonymousUser()
        return request.user

    def _let_in(self, request: HttpRequest, token: Any) -> Any:
        if token is None:
            return None
        berechtigung = berechtigung_of(token)
        if berechtigung.has_expired(heute()):
            request.user = AnonymousUser()
            return None
        wanted = [self.bereich, Bereich.MCP] if OF_ASSISTANT in request.META else [self.bereich]
        for bereich in wanted:
            if bereich not in berechtigung.bereiche:
                request.user = AnonymousUser()
                raise ScopeMissing(f"Ihm fehlt der Bereich „{bereich or 'keiner'}“.")
        return token


class _Rate(BaseThrottle):
    """Counts with a throttle of its own for each request: one keeps what it counts in itself, and
    threads share it."""

    def wait(self) -> float:
        return SECONDS_TO_WAIT


class AnonymousRate(_Rate):
    """Limits the requests from one address, without a token."""

    def allow_request(self, request: HttpRequest) -> bool:
        if isinstance(token_of(request), APIToken):
            return True
        return _OfAddress(settings.API_RATE_ANONYMOUS).allow_request(request)


class TokenRate(_Rate):
    """Limits the requests with one token: to its own rate, else to the one that the operator has
    set."""

    def allow_request(self, request: HttpRequest) -> bool:
        token = token_of(request)
        if not isinstance(token, APIToken):
            return True
        own = berechtigung_of(token).je_minute
        rate = f"{own}/min" if own else settings.API_RATE_TOKEN
        return _OfToken(rate).allow_request(request)


class _OfAddress(SimpleRateThrottle):
    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-adresse-{sender_of(self.get_ident(request) or '')}"


class _OfToken(SimpleRateThrottle):
    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-token-{token_of(request).pk}"


def sender_of(address: str) -> str:
    """The address, or of IPv6 the network of one connection: whoever has it has 2**64 of them."""
    try:
        is_long = ip_address(address).version == 6
        return str(ip_network(f"{address}/64", strict=False)) if is_long else address
    except ValueError:  # a socket of this machine, an address inside it, what a proxy made up
        return address


def token_of(request: HttpRequest) -> Any:
    return getattr(request, "auth", None)
