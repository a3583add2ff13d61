"""Feeds, calendars and linked data are what their formats ask for."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.validators import (
    faults_of_calendar,
    faults_of_feed,
    faults_of_linked_data,
)
from wiki.models import Projektquelle, Veranstaltung, Veranstaltungsverzeichnis

pytestmark = pytest.mark.django_db
PAGES = ("/", "/projekte/bienen/", "/veranstaltungen/treffen/", "/kommune/trier/")


@pytest.fixture(scope="module", autouse=True)
def _pages(kept: KeepRows, tree: bool) -> None:
    """Two projects and a meeting, with signs that formats have to escape."""
    with kept():
        more: dict[str, Any] = {
            "kommunen": [KommuneFactory(name="Trier", slug="trier", ags="07211000")],
            "themen": [ThemaFactory(name="Grün & Wald", slug="gruen")],
            "kurzfassung": 'Ein „Satz“; mit <b>, & und "ß".',
        }
        quelle = Projektquelle(bezeichnung="Bericht", url="https://example.org/b")
        publish_projekt(title="Bienen, <Wespen> & Co.", slug="bienen", quellen=[quelle], **more)
        publish_projekt(title="Pegel", slug="pegel", **more)
        meeting = Veranstaltung(title="Ein Treffen; mit Kaffee, Tee und " + "langem Titel " * 8)
        meeting.slug, meeting.datum, meeting.ort = "treffen", date(2026, 3, 1), "Mainz"
        meeting.kurzfassung = "Austausch; mit\nKaffee, Tee & <b>."
        Veranstaltungsverzeichnis.objects.get().add_child(instance=meeting)
        meeting.save_revision().publish()


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return bytes(answer.content)


def linked_data(client: Client, address: str) -> list[str]:
    html = content(client, address).decode()
    return re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)


@pytest.mark.parametrize("of", ["/markt", "/thema/gruen", "/kommune/trier"])
def test_feeds_are_valid(client: Client, of: str) -> None:
    feed = content(client, f"{of}/feed/")
    assert feed.count(b"<entry") == 2
    assert faults_of_feed(feed) == []


@pytest.mark.parametrize("of", ["", "treffen/"])
def test_calendars_are_valid(client: Client, of: str) -> None:
    calendar = content(client, f"/veranstaltungen/{of}kalender.ics")
    assert b"BEGIN:VEVENT" in calendar
    assert faults_of_calendar(calendar) == []


@pytest.mark.parametrize("address", PAGES)
def test_linked_data_say_what_schema_org_knows(client: Client, address: str) -> None:
    told = linked_data(client, address)
    assert told
    assert [fault for text in told for fault in faults_of_linked_data(text)] == []


def test_broken_feeds_are_found(client: Client) -> None:
    feed = content(client, "/markt/feed/")
    for old, new in (
        (rb"<updated>[^<]*</updated>", b""),
        (rb"<id>[^<]*</id>", b"<id>urn:x:1</id>"),
        (rb"\+\d\d:\d\d</updated>", b"</updated>"),
        (rb"<author>.*?</author>", b""),
        (rb'href="[^"]*"', b'href="/relativ/"'),
    ):
        assert faults_of_feed(re.sub(old, new, feed, flags=re.S)), old


def test_broken_calendars_are_found(client: Client) -> None:
    calendar = content(client, "/veranstaltungen/kalender.ics")
    for old, new in (
        (rb"DTSTAMP[^\r]*\r\n", b""),
        (rb"PRODID[^\r]*\r\n", b""),
        (rb"\r\n (?=\S)", b""),
        (rb"\r\n", b"\n"),
        (rb"DTEND;VALUE=DATE:\d*", b"DTEND;VALUE=DATE:20260301"),
    ):
        assert faults_of_calendar(re.sub(old, new, calendar)), old


def test_broken_linked_data_are_found(client: Client) -> None:
    [article, _] = linked_data(client, "/projekte/bienen/")
    for old, new in (
        ('"Article"', '"Artikel"'),
        ('"headline"', '"ueberschrift"'),
        ("https://schema.org", "https://example.org"),
        ('"http://testserver/projekte', '"/projekte'),
    ):
        assert faults_of_linked_data(article.replace(old, new)), old
