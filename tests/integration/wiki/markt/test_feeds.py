"""Feeds, and the page that says what they are."""

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import publish_projekt

from .conftest import Projekte

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_titles(answer: Any) -> list[str]:
    root = fromstring(answer.content)
    return [str(entry.findtext(f"{ATOM}title")) for entry in root.findall(f"{ATOM}entry")]


def test_feed_has_the_newest_first(client: Client, projekte: Projekte) -> None:
    addresses = ["/markt/feed/", "/thema/leben/feed/", "/kommune/mainz/feed/"]
    answers = [client.get(address) for address in addresses]
    assert [feed_titles(answer) for answer in answers] == [
        ["Chat", "Bau", "Ärzte"],
        ["Ärzte"],
        ["Ärzte"],
    ]
    assert all(a["Content-Type"].startswith("application/atom+xml") for a in answers)


def test_a_sign_that_xml_does_not_know_spoils_no_feed(client: Client, projekte: Projekte) -> None:
    publish_projekt(title="Ampel\vam\x01 Bad", kurzfassung="Eine\fAmpel.", slug="ampel")
    answer = client.get("/markt/feed/")
    assert feed_titles(answer)[0] == "Ampel am Bad"
    assert "Eine Ampel." in answer.content.decode()


def test_unchanged_feed_is_not_sent_again(client: Client, projekte: Projekte) -> None:
    etag = client.get("/markt/feed/")["ETag"]
    assert client.get("/markt/feed/", headers={"If-None-Match": etag}).status_code == 304
    publish_projekt(title="Neu", slug="neu")
    assert client.get("/markt/feed/", headers={"If-None-Match": etag}).status_code == 200


def test_pages_name_their_feed(client: Client, projekte: Projekte) -> None:
    for address in ("/thema/leben/", "/kommune/mainz/", "/projekte/"):
        feed = "/markt/feed/" if address == "/projekte/" else f"{address}feed/"
        page = client.get(address).content.decode()
        assert f'href="{feed}"' in page  # in the head, for programs
        told = "/markt/feeds/" if address == "/projekte/" else f"/markt/feeds/?adresse={feed}"
        assert f'href="{told}"' in page
        assert f"http://testserver{feed}" in client.get(told).content.decode()


def test_page_about_feeds_repeats_no_other_address(client: Client, projekte: Projekte) -> None:
    for address in ("https://boese.example/", "//boese.example/feed/", "/projekte/", "feed"):
        assert client.get("/markt/feeds/", {"adresse": address}).status_code == 404
    asked = client.get("/markt/feeds/", {"adresse": "/suche/feed/?q=Kita&land=Hessen"})
    assert "/suche/feed/?q=Kita&amp;land=Hessen" in asked.content.decode()


def test_entries_say_what_it_is_about_and_whose_it_is(client: Client, projekte: Projekte) -> None:
    feed = fromstring(client.get("/kommune/mainz/feed/").content)
    content = feed.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert content.startswith("<p>")
    assert "Kommune: Mainz" in content
    assert "creativecommons.org" in (feed.findtext(f"{ATOM}rights") or "")


def test_a_feed_is_the_same_under_another_host(
    client: Client, projekte: Projekte, settings: Settings
) -> None:
    hosts = ["a.example", "b.example"]
    settings.ALLOWED_HOSTS = [*hosts, "testserver"]
    ids = {
        fromstring(client.get("/markt/feed/", headers={"host": host}).content).findtext(f"{ATOM}id")
        for host in hosts
    }
    (one,) = ids
    assert str(one).startswith("urn:uuid:")
    assert one != fromstring(client.get("/kommune/mainz/feed/").content).findtext(f"{ATOM}id")
