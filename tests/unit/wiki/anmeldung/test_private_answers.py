"""What is somebody's own is stored nowhere but with them."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from wiki.anmeldung.middleware import SitzungMiddleware

NO_STORE, OWN = "private, no-store", "private, no-cache"


def cache_control(address: str, cookies: Any = None, **headers: str) -> str:
    request = RequestFactory(headers=headers).get(address)
    request.COOKIES = dict(cookies or {})
    request.resolver_match = resolve(address)
    request.user = AnonymousUser()
    return str(SitzungMiddleware(lambda _: HttpResponse())(request).get("Cache-Control", ""))


@pytest.mark.parametrize(
    "address",
    [
        "/suche/abo/bestaetigen/x/",
        "/suche/abo/verlaengern/x/",
        "/suche/abo/abmelden/x/",
        "/noch-aktuell/x/",
        "/angaben/x/",
        "/konto/password/reset/key/1-x/",
    ],
)
def test_pages_behind_a_token_are_not_stored(address: str) -> None:
    assert cache_control(address) == NO_STORE


def test_answers_to_a_session_or_a_key_are_not_stored() -> None:
    assert cache_control("/suche/", {"sessionid": "x"}) == NO_STORE
    assert cache_control("/api/v1/suche", Authorization="Bearer x") == NO_STORE


@pytest.mark.parametrize("name", ["heimat", "merkliste", "sprache", "csrftoken"])
def test_what_depends_on_a_cookie_stays_in_the_browser(name: str) -> None:
    assert cache_control("/suche/", {name: "x"}) == OWN


def test_what_sets_a_cookie_stays_in_the_browser() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        response.set_cookie("heimat", "trier")
        return response

    request = RequestFactory().get("/suche/")
    assert SitzungMiddleware(view)(request)["Cache-Control"] == OWN


def test_a_form_with_a_token_stays_in_the_browser() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
        return HttpResponse()

    assert SitzungMiddleware(view)(RequestFactory().get("/suche/frage/"))["Cache-Control"] == OWN


def test_other_pages_and_pictures_may_be_stored() -> None:
    assert cache_control("/suche/") == ""
    assert cache_control("/media/images/x.png", {"sessionid": "x"}) == ""
