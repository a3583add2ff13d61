"""The own Kommune: kept in a cookie, believed only when the wiki knows it."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from wiki.gemeinden.heimat import COOKIE
from wiki.models import Startseite

pytestmark = pytest.mark.django_db


@pytest.fixture
def trier(client: Client, tree: bool) -> Client:
    """A visitor of a wiki that knows Trier and has no pages."""
    KommuneFactory(name="Trier", slug="trier")
    client.raise_request_exception = False
    return client


def test_own_kommune_lives_in_the_cookie_only(trier: Client) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "trier", "weiter": "/suche/?q=Bienen"})
    assert response.headers["Location"] == "/suche/?q=Bienen"
    cookie = response.cookies[COOKIE]
    assert cookie.value == "trier"
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, 31_536_000)


def test_own_kommune_can_be_forgotten(trier: Client) -> None:
    trier.cookies[COOKIE] = "trier"
    response = trier.post("/suche/heimat/", {"kommune": ""})
    assert response.headers["Location"] == "/suche/"
    assert response.cookies[COOKIE].value == ""


@pytest.mark.parametrize("value", ["gibt-es-nicht", "' OR 1=1", "\\0", "x" * 3000, "<b>", "trier;"])
def test_forged_own_kommune_is_ignored_and_cleared(trier: Client, value: str) -> None:
    trier.cookies[COOKIE] = value
    response = trier.get("/suche/")
    assert response.status_code == 200
    assert response.context["heimat"] is None
    assert response.cookies[COOKIE].value == ""


def test_forged_choice_of_a_kommune_is_refused_in_german(trier: Client) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "gibt-es-nicht"})
    assert response.status_code == 400
    assert "Diese Kommune kennt das Wiki nicht." in response.content.decode()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("weiter", ["https://boese.example/", "//boese.example", "\\\\x", ""])
def test_way_back_leads_to_no_other_server(trier: Client, weiter: str) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "trier", "weiter": weiter})
    assert response.headers["Location"] == "/suche/"


@pytest.mark.parametrize(
    "address",
    ["/projekte/", "/projekte/portal/", "/thema/kita/", "/kommune/nah/", "/merkliste/?p=portal"],
)
def test_projects_stand_beside_the_own_kommune_wherever_they_are_shown(
    client: Client, start: Startseite, address: str
) -> None:
    facts: dict[str, Any] = {"land": "Hessen", "einwohner": 20_000, "lat": 50.0}
    KommuneFactory(name="Daheim", slug="daheim", lon=8.0, ags="06431001", **facts)
    near = KommuneFactory(name="Nah", slug="nah", lon=8.14, ags="06431002", **facts)
    thema = ThemaFactory(slug="kita")
    publish_projekt(title="Portal", slug="portal", kommunen=[near], themen=[thema])
    client.cookies[COOKIE] = "daheim"
    text = " ".join(client.get(address).content.decode().split())
    assert "20.000 Einwohner, ähnlich groß wie Daheim; 10 km entfernt, im selben Kreis" in text
