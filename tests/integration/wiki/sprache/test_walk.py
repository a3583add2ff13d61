"""Every translated kind of page, as somebody with an English browser sees it: no German is left
outside of elements that say `lang="de"`."""

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.http import urlencode

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF
from wiki.sprache.pages import VIEWS

from .leftovers import german_left

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}
SUCHE = {
    "hits": {"q": "Bienenstöcke auf dem Rathausdach in Trier"},
    "costs": {"q": "Was kosten Bienenstöcke?"},
    "who": {"q": "Wer hat Bienenstöcke?"},
    "filtered": {"q": "Bienen", "status": "betrieb", "groesse": "5000-19999"},
    "no hit with filters": {"q": "Bienen", "status": "idee"},
    "nothing found": {"q": "xyzzy"},
    "wrong filter": {"q": "Bienen", "status": "nie"},
    "empty question": {"q": " "},
    "too long": {"q": "Biene " * 3_000},
    "no question": {},
}


@pytest.fixture
def wiki(index: IndexPages, client: Client) -> Client:
    """Two projects with all that is known of a project."""
    trier = KommuneFactory(name="Trier", slug="trier", einwohner=110_000, lat=49.76, lon=6.64)
    konz = KommuneFactory(name="Konz", slug="konz", einwohner=18_000, lat=49.70, lon=6.58)
    thema = ThemaFactory(name="Natur und Umwelt", slug="natur", beschreibung="Was hier lebt.")
    publish_projekt(
        *(BIENEN,),
        **{"title": "Bienenhaus Rathausdach", "kommunen": [trier], "themen": [thema]},
        **{"status_jahr": 2025, "kosten_einmalig": 12_500, "kosten_laufend": 300},
        **{"nachnutzungswege": ["open_source"], "personalaufwand": "Eine Stelle"},
        slug="bienen",
    )
    publish_projekt(
        BIENEN, title="Bienenhaus Konz", kommunen=[konz], themen=[thema], status_jahr=2018
    )
    publish_projekt(FRIEDHOF, title="Friedhof", kommunen=[trier], slug="friedhof")
    index()
    client.raise_request_exception = False
    return client


def left_on(client: Client, address: str, typed: str = "") -> list[str]:
    """What the visitor has `typed` stays as it is."""
    page = client.get(address, headers=ENGLISH).content.decode()
    assert '<html lang="en">' in page
    return german_left(page.replace(escape(typed), "") if typed else page)


@pytest.mark.parametrize("query", SUCHE.values(), ids=SUCHE)
def test_result_page(wiki: Client, query: dict[str, str]) -> None:
    assert left_on(wiki, f"/suche/?{urlencode(query)}", query.get("q", "").strip()) == []


def test_every_translated_view_is_walked() -> None:
    assert {"suche"} == VIEWS


def test_a_german_word_is_seen() -> None:
    page = (
        '<html lang="en"><p title="Kosten">One <b lang="de">Kosten</b></p><p>Die Kosten</p></html>'
    )
    assert german_left(page) == ["Kosten", "Die Kosten"]
