"""Ends sessions that nobody uses, asks for the second factor, and keeps personal pages out of
caches."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wiki.aufbewahrung.fristen import COOKIES
from wiki.models.mitarbeit import LEITUNG, REDAKTION

SEEN = "sitzung_gesehen"
TOKENS = frozenset({"signed_link", "marke", "key"})  # parts of addresses, as good as a login
COOKIE_NAMES = frozenset(cookie.name for cookie in COOKIES)
NOTED_EVERY_S = 60
# What an open editor asks by itself: that is not somebody at work.
BY_ITSELF = ("/admin/editing-sessions/", "/admin/angemeldet/")
WITHOUT_FACTOR = ("/konto/", "/static/", "/health/", "/metrics", "/admin/logout/", "/admin/jsi18n/")
NEEDED = "Für Ihre Rolle ist ein zweiter Faktor nötig. Bitte richten Sie ihn jetzt ein."


class SitzungMiddleware:
    """Logs out who has done nothing for a while; answers to who has a session are not stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            _end_or_note(request)
        response = self.get_response(request)
        if not request.path.startswith(("/media/", "/static/")):
            _keep_private(request, response)
        return response


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Keeps answers out of caches: one for a person who is known, or who has come by a link with a
    token, is stored nowhere; one that depends on a cookie is stored only in the browser it belongs
    to."""
    if _is_personal(request):
        response["Cache-Control"] = "private, no-store"
    elif _is_by_cookie(request, response):
        response.headers.setdefault("Cache-Control", "private, no-cache")


def _is_personal(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
        return True
    match = request.resolver_match
    return match is not None and not TOKENS.isdisjoint(match.kwargs)


def _is_by_cookie(request: HttpRequest, response: HttpResponse) -> bool:
    """Returns whether the answer depends on a cookie or sets one. An answer with a form gets the
    cookie of its token later, from an outer middleware, and counts as well."""
    gets_one = bool(response.cookies) or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return gets_one or not COOKIE_NAMES.isdisjoint(request.COOKIES)


def _end_or_note(request: HttpRequest) -> None:
    now = int(time.time())
    seen = request.session.get(SEEN, now)
    if now - seen > settings.SITZUNG_RUHE_S:
        logout(request)
        return
    is_due = SEEN not in request.session or now - seen >= NOTED_EVERY_S
    if is_due and not request.path.startswith(BY_ITSELF):
        request.session[SEEN] = now


class ZweiterFaktorMiddleware:
    """Leads those whose role needs a second factor to where they set one up; they see nothing else
    before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.ZWEITER_FAKTOR and _is_guarded(request) and lacks_factor(request):
            messages.warning(request, NEEDED)
            return redirect("mfa_index")
        return self.get_response(request)


def _is_guarded(request: HttpRequest) -> bool:
    """Whether somebody with a session asks for more than their own account."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and not request.path.startswith(WITHOUT_FACTOR)


def lacks_factor(request: HttpRequest) -> bool:
    """Whether the user needs a second factor and has none. Who came from the provider of the
    operator has been asked there."""
    user = request.user
    if not user.is_authenticated or not needs_factor(user) or is_mfa_enabled(user):
        return False
    records = get_authentication_records(request, user)
    return all(record.get("method") != "socialaccount" for record in records)


def needs_factor(user: Any) -> bool:
    if user.is_superuser:
        return True
    return bool(user.groups.filter(name__in=(REDAKTION, LEITUNG)).exists())
