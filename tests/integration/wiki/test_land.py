"""A project of which only the Land is known: the article names it, but a Land is no Kommune."""

import pytest
from django.test import Client

from tests.factories import KommuneFactory, publish_projekt
from wiki.models import Kommune, Projektseite, Startseite


@pytest.fixture
def projekt(start: Startseite) -> Projektseite:
    named = {"slug": "land", "name": "Land Rheinland-Pfalz", "lat": 49.9, "lon": 7.5}
    return publish_projekt(kommunen=[KommuneFactory(typ=Kommune.Typ.LAND, **named)])


def test_the_article_names_it_without_a_link(client: Client, projekt: Projektseite) -> None:
    text = client.get(projekt.url).content.decode()
    assert "Land Rheinland-Pfalz" in text
    assert "/kommune/land/" not in text


@pytest.mark.parametrize("address", ["/kommune/land/", "/kommune/land/feed/"])
def test_it_has_no_page(client: Client, projekt: Projektseite, address: str) -> None:
    assert client.get(address).status_code == 404


def test_it_is_neither_counted_nor_on_the_map(client: Client, projekt: Projektseite) -> None:
    home = client.get("/").context
    assert (home["anzahl_projekte"], home["anzahl_kommunen"], home["punkte"]) == (1, 0, [])
    markt = client.get("/projekte/", {"ansicht": "karte"}).context
    assert (markt["anzahl"], markt["punkte"], markt["laender"]) == (1, [], [])
