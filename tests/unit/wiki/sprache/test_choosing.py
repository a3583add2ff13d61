"""Whose language a page is in."""

import pytest
from django.test import RequestFactory

from wiki.sprache.choosing import COOKIE, wanted_language


def wanted(accepted: str = "", chosen: str = "", path: str = "/") -> str:
    request = RequestFactory().get(path, headers={"Accept-Language": accepted})
    if chosen:
        request.COOKIES[COOKIE] = chosen
    return wanted_language(request)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "de"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.5,de;q=0.3", "en"),
        ("fr", "de"),
        ("*", "de"),
        ("de;q=0.2,en;q=0.8", "en"),
        ("en;q=zzz", "de"),
    ],
)
def test_the_browser_says_it_first(accepted: str, language: str) -> None:
    assert wanted(accepted) == language


def test_the_switch_counts_more_than_the_browser() -> None:
    assert (wanted("en", chosen="de"), wanted("de", chosen="en")) == ("de", "en")


def test_a_foreign_value_of_the_cookie_is_ignored() -> None:
    assert wanted("en", chosen="fr<script>") == "en"


@pytest.mark.parametrize("path", ["/admin/", "/konto/login/", "/einbetten/suche/"])
def test_cms_accounts_and_frames_are_german(path: str) -> None:
    assert wanted("en", chosen="en", path=path) == "de"
