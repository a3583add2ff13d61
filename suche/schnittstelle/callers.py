"""Who asks: a program with the token of an account, or anybody. And how often.

Tokens are Wagtail's: made in the CMS (*Einstellungen > API-Tokens*), shown once, kept as a digest.
They let a program read what their owner may read. A browser's session counts for nothing here, so
that no other site can ask in somebody's name.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.models import APIToken


class AnybodyOrToken(BearerTokenAuth):
    """Without the header the caller is anonymous; a token that is not valid is refused."""

    openapi_name = "Token"

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers:
            return super().__call__(request)
        request.user = AnonymousUser()
        return request.user


class AnonymousRate(SimpleRateThrottle):
    """So many requests from one address."""

    def __init__(self) -> None:
        super().__init__(settings.API_RATE_ANONYMOUS)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        if isinstance(token_of(request), APIToken):
            return None
        return f"api-adresse-{self.get_ident(request)}"


class TokenRate(SimpleRateThrottle):
    """So many requests with one token."""

    def __init__(self) -> None:
        super().__init__(settings.API_RATE_TOKEN)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        token = token_of(request)
        return f"api-token-{token.pk}" if isinstance(token, APIToken) else None


def token_of(request: HttpRequest) -> Any:
    return getattr(request, "auth", None)
