"""No address of the wiki is forgotten by the tests in tests/integration/visibility."""

from django.http import HttpResponse
from django.urls import include, path

from tests.integration.visibility.routes import (
    SENDERS,
    SHOWS_NO_PAGE,
    addresses_in,
    names_of,
    senders,
    unknown_routes,
    visited,
)
from wiki.urls import urlpatterns


def test_every_address_is_visited_or_said_to_show_no_page() -> None:
    """What is missing here: a SURFACE in tests/integration/visibility/test_*.py that visits it."""
    assert unknown_routes(urlpatterns) == []


def test_an_address_that_nobody_knows_is_found() -> None:
    def view(_: object) -> HttpResponse:
        return HttpResponse()

    new = [path("neu/", view, name="neu"), path("ohne-namen/<int:pk>/", view)]
    assert unknown_routes([path("", include(new))]) == ["neu", "ohne-namen/<int:pk>/"]


def test_reasons_are_given_for_addresses_that_exist() -> None:
    assert set(SHOWS_NO_PAGE) - set(names_of(urlpatterns)) == set()


def test_what_is_visited_needs_no_reason() -> None:
    assert set(SHOWS_NO_PAGE) & visited() == set()


def test_every_place_that_sends_mail_is_known() -> None:
    """What is missing here: a test in tests/integration/visibility that looks at the mail."""
    assert senders() == set(SENDERS)


def test_addresses_are_read_with_what_is_filled_in() -> None:
    source = 'f"/a/{pk}.docx", "/b/{}/feed/", "/c/{animal}/?q=1", "d/"'
    assert addresses_in(source) == {"/a/1.docx", "/b/1/feed/", "/c/1/"}
