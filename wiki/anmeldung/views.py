"""Addresses of Wagtail that sign people in lead to the one way to sign in, or are limited."""

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from wagtail.documents.views.serve import authenticate_with_password as document_password
from wagtail.views import authenticate_with_password as page_password

from wiki.sprache.choosing import speak


def to_login(request: HttpRequest) -> HttpResponse:
    """Wagtail's two pages to log in."""
    target = request.GET.get("next", "")
    query = f"?{urlencode({'next': target})}" if target else ""
    return redirect(f"/konto/login/{query}")


def to_reset(request: HttpRequest, **_: Any) -> HttpResponse:
    """Wagtail's pages for a forgotten password."""
    return redirect("account_reset_password")


def closed(request: HttpRequest, **_: Any) -> HttpResponse:
    """Pages of allauth that this wiki does not offer."""
    raise Http404


def password_of_page(request: HttpRequest, **ids: int) -> HttpResponse:
    """The password of a page: tries are counted for the sender and for the password."""
    key = f"page:{ids['page_view_restriction_id']}"
    return _limited(request, key) or page_password(request, **ids)


def password_of_documents(request: HttpRequest, **ids: int) -> HttpResponse:
    """The password of a collection of documents, counted alike."""
    key = f"collection:{ids['restriction_id']}"
    return _limited(request, key) or document_password(request, **ids)


def _limited(request: HttpRequest, key: str) -> HttpResponse | None:
    if ratelimit.consume(request, action="page_password", key=key):
        return None
    return too_many(request)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for who tries too often; allauth asks for it too (`handler429`)."""
    speak(request)
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response
