"""The switch between the languages, what is translated, and what stays German."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import publish_projekt
from wiki.models import Startseite
from wiki.sprache.choosing import COOKIE

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def text(client: Client, address: str) -> str:
    return client.get(address, headers=ENGLISH).content.decode()


@pytest.fixture
def wiki(start: Startseite, client: Client) -> Client:
    publish_projekt(title="Bienen A", slug="bienen")
    return client


def test_the_switch_is_kept_and_leads_back(wiki: Client) -> None:
    response = wiki.post("/sprache/", {"sprache": "en", "weiter": "/suche/?q=Bienen"})
    assert (response.status_code, response["Location"]) == (303, "/suche/?q=Bienen")
    cookie = wiki.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert '<html lang="en">' in wiki.get("/gibt-es-nicht/").content.decode()


def test_the_switch_offers_the_other_language(wiki: Client) -> None:
    assert 'value="de" lang="de">Deutsch' in text(wiki, "/gibt-es-nicht/")
    assert 'value="en" lang="en">English' in wiki.get("/gibt-es-nicht/").content.decode()


@pytest.mark.parametrize("weiter", ["https://example.org/", "//example.org", "javascript:x"])
def test_the_switch_leads_to_no_other_site(wiki: Client, weiter: str) -> None:
    response = wiki.post("/sprache/", {"sprache": "en", "weiter": weiter})
    assert response["Location"] == "/"


def test_no_other_site_and_no_other_language_chooses(wiki: Client) -> None:
    origin = {"Origin": "https://example.org"}
    foreign = wiki.post("/sprache/", {"sprache": "en"}, headers=origin)
    unknown = wiki.post("/sprache/", {"sprache": "fr"})
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert COOKIE not in wiki.cookies


@pytest.mark.parametrize("address", ["/merkliste/aendern/", "/sprache/", "/suche/klick/"])
def test_whoever_opens_the_address_of_a_form_is_told_what_it_is(wiki: Client, address: str) -> None:
    answer = wiki.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to read here" in answer.content.decode()
    assert not wiki.get(address, headers={"Accept": "application/json"}).content


def test_reading_sets_no_cookie(wiki: Client) -> None:
    wiki.get("/", headers=ENGLISH)
    assert not wiki.cookies


def test_caches_are_told_that_pages_differ(wiki: Client) -> None:
    for address in ("/", "/projekte/bienen/", "/suche/?q=Bienen", "/gibt-es-nicht/"):
        varies = {name.strip() for name in wiki.get(address)["Vary"].split(",")}
        assert {"Accept-Language", "Cookie"} <= varies, address


@pytest.mark.parametrize("address", ["/markt/feed/", "/robots.txt", "/projekte/bienen/index.md"])
def test_what_machines_read_is_german(wiki: Client, address: str) -> None:
    german, english = wiki.get(address), wiki.get(address, headers=ENGLISH)
    assert german.content == english.content
    assert "Accept-Language" not in german.get("Vary", "")


def test_the_cms_and_accounts_are_german(wiki: Client) -> None:
    page = text(wiki, "/konto/login/")
    assert '<html lang="de">' in page
    assert "Anmelden" in page


def test_a_page_that_is_not_translated_says_so_in_english(wiki: Client) -> None:
    page = text(wiki, "/noch-aktuell/x/")
    assert '<html lang="de">' in page
    assert 'lang="en">This page is available in German only.' in page
    assert "available in German only" not in wiki.get("/noch-aktuell/x/").content.decode()


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded; charset=latin-1", "multipart/form-data"]
)
def test_a_form_that_cannot_be_read_gets_a_page(start: Startseite, content_type: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    for address in ("/suche/heimat/", "/hilfreich/0/"):  # the second looks at no form at first
        response = client.post(address, b"a=b", content_type=content_type)
        assert response.status_code == 400, address
        assert "Diese Anfrage lässt sich nicht lesen" in response.content.decode()


def test_a_host_that_nobody_knows_gets_a_page(wiki: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["wiki.example"]
    response = wiki.get("/", headers={"Host": "evil.example"} | ENGLISH)
    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()
