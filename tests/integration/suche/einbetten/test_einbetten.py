"""Frames for pages of others, and who may show them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import PageViewRestriction

from suche.einbetten import views
from suche.rank.levels import GOOD
from suche.rank.words.lexical import LexicalIndex
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from wiki.models import Projektseite

pytestmark = pytest.mark.django_db
WIKI = "http://testserver"
FRAMES = ["/einbetten/suche/", "/einbetten/suche/?q=Bienen", "/einbetten/kommune/trier/"]


@pytest.fixture(scope="module")
def kept_bienen(kept: KeepRows, tree: bool, fake_model: Model) -> int:
    with kept():
        fake_model.projektion.save()
        trier = KommuneFactory(name="Trier", slug="trier")
        page = publish_projekt(title="Bienenstöcke", slug="bienen", kommunen=[trier])
        fake_model.index()
    return int(page.pk)


@pytest.fixture
def bienen(kept_bienen: int, wortindex: LexicalIndex) -> Projektseite:
    return Projektseite.objects.get(pk=kept_bienen)


def ancestors(client: Client, address: str) -> str:
    answer = client.get(address)
    assert "X-Frame-Options" not in answer
    [policy] = [p for p in answer["Content-Security-Policy"].split("; ") if "ancestors" in p]
    return policy


def embedded(client: Client, url: str, **query: str) -> Any:
    answer = client.get("/oembed/", {"url": url, **query})
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_a_question_is_answered_in_the_frame(client: Client, bienen: Projektseite) -> None:
    text = client.get("/einbetten/suche/", {"q": "Bienenstöcke"}).content.decode()
    assert '<a href="/projekte/bienen/">Bienenstöcke</a>' in text
    assert "/suche/?q=Bienenst%C3%B6cke" in text
    assert client.get("/einbetten/suche/", {"q": "x" * 5_000}).status_code == 400


def test_what_is_hardly_related_is_said_to_be_no_answer_in_the_frame(
    client: Client, bienen: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "WEAK", GOOD)
    text = client.get("/einbetten/suche/", {"q": "Bienenstöcke"}).content.decode()
    said, _, shown = text.partition("Genau dazu steht wohl noch nichts im Wiki.")
    assert "/projekte/bienen/" not in said
    assert "/projekte/bienen/" in shown


def test_a_corrected_question_is_said_in_the_frame(client: Client, bienen: Projektseite) -> None:
    text = client.get("/einbetten/suche/", {"q": "Bienenstökce"}).content.decode()
    assert "„Bienenstökce“ kommt im Wiki nicht vor. Gesucht wurde „Bienenstöcke“." in text


def test_projects_of_a_kommune_and_a_project_stand_in_frames(
    client: Client, bienen: Projektseite
) -> None:
    for address in ("/einbetten/kommune/trier/", f"/einbetten/projekt/{bienen.pk}/"):
        assert "Bienenstöcke" in client.get(address).content.decode()


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_sets_no_cookie_and_runs_no_script(
    client: Client, bienen: Projektseite, address: str
) -> None:
    answer = client.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert b"<script" not in answer.content


def test_nobody_is_known_in_a_frame(client: Client, bienen: Projektseite) -> None:
    """Else the site around it could show people what only they may read."""
    PageViewRestriction.objects.create(page=bienen, restriction_type="login")
    client.force_login(User.objects.create_superuser("root"))
    assert client.get(f"/einbetten/projekt/{bienen.pk}/").status_code == 404
    for address in FRAMES:
        assert "Bienenstöcke" not in client.get(address).content.decode()


def test_frames_are_for_the_sites_that_the_operator_names(
    client: Client, bienen: Projektseite, settings: Any
) -> None:
    assert ancestors(client, FRAMES[0]) == "frame-ancestors 'self'"
    settings.EINBETTEN = ("https://www.trier.example", "https://*.rlp.example")
    for address in FRAMES:
        assert ancestors(client, address) == (
            "frame-ancestors 'self' https://www.trier.example https://*.rlp.example"
        )


def test_other_pages_can_be_framed_by_nobody_else(
    client: Client, bienen: Projektseite, settings: Any
) -> None:
    settings.EINBETTEN = ("https://www.trier.example",)
    answer = client.get("/projekte/bienen/")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"].split("; ")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/kommune/trier/", "/einbetten/kommune/trier/"),
        ("/projekte/bienen/", "/einbetten/projekt/"),
        ("/suche/?q=Wer+hat+Bienen%3F", "/einbetten/suche/?q=Wer+hat+Bienen%3F"),
    ],
)
def test_content_systems_get_a_frame_for_an_address(
    client: Client, bienen: Projektseite, path: str, frame: str
) -> None:
    said = embedded(client, f"{WIKI}{path}", maxwidth="300", maxheight="100")
    assert (said["type"], said["width"], said["height"]) == ("rich", 300, 100)
    assert f'<iframe src="{WIKI}{frame}' in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://boese.example/",
        f"{WIKI}.boese.example/",
        f"{WIKI}/kommune/nirgends/",
        "http://[",
    ],
)
def test_other_addresses_have_none(client: Client, bienen: Projektseite, url: str) -> None:
    assert embedded(client, url) == 404


def test_a_title_cannot_leave_the_frame(client: Client, bienen: Projektseite) -> None:
    bienen.title = '"><script>'
    bienen.save_revision().publish()
    assert "<script>" not in embedded(client, f"{WIKI}/projekte/bienen/")["html"]


def test_pages_say_where_their_frame_is(client: Client, bienen: Projektseite) -> None:
    text = client.get("/projekte/bienen/").content.decode()
    assert f'href="{WIKI}/oembed/?url=http%3A%2F%2Ftestserver%2Fprojekte%2Fbienen%2F"' in text


def test_the_component_is_a_script_for_pages_of_others(client: Client) -> None:
    answer = client.get("/einbetten/komponente.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=86400" in answer["Cache-Control"]
    assert not answer.cookies
    assert b'"wissens-wiki"' in answer.content
