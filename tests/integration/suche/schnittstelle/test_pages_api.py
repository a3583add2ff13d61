"""`/api/v3/`: all kinds of pages as Wagtail's own API says them."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import APIToken

from suche.schnittstelle.models import Berechtigung
from wiki.models import Projektseite, Startseite, Textseite

pytestmark = pytest.mark.django_db


def get(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    answer = client.get(f"/api/v3/{path}", query)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content) if answer.content else None


def test_a_project_is_told_with_its_facts(client: Client, bienen: Projektseite) -> None:
    said = get(client, f"pages/{bienen.pk}/")
    assert said["title"] == bienen.title
    assert said["meta"]["type"] == "wiki.Projektseite"
    assert said["meta"]["html_url"] == "http://testserver/projekte/bienen/"
    assert said["meta"]["detail_url"] == f"http://testserver/api/v3/pages/{bienen.pk}/"
    assert said["kurzfassung"] == bienen.kurzfassung
    assert said["kommunen"][0]["ags"] == "07211000"
    assert said["kommunen"][0]["meta"]["type"] == "wiki.Kommune"
    assert "kontakt_postfach" not in said


def test_every_kind_of_page_is_listed_and_told(client: Client, bienen: Projektseite) -> None:
    said = get(client, "pages/")
    kinds = {one["meta"]["type"] for one in said["items"]}
    assert {"wiki.Startseite", "wiki.Projektverzeichnis", "wiki.Projektseite"} <= kinds
    assert said["count"] == len(said["items"])
    told = [get(client, f"pages/{one['id']}/") for one in said["items"]]
    assert {one["meta"]["type"] for one in told} == kinds
    of_home = next(one for one in told if one["meta"]["type"] == "wiki.Startseite")
    assert "beispielfragen" in of_home


def test_kinds_and_pages_above_are_filters(client: Client, bienen: Projektseite) -> None:
    above = bienen.get_parent().pk
    for query in ({"type": "wiki.Projektseite"}, {"child_of": above}):
        found = get(client, "pages/", **query)["items"]
        assert {one["meta"]["type"] for one in found} == {"wiki.Projektseite"}
    get(client, "pages/", 422, type="auth.User")


def test_a_list_is_empty_behind_its_end_and_nowhere_breaks(
    client: Client, bienen: Projektseite
) -> None:
    behind = client.get("/api/v3/pages/", {"offset": "2147483647"})
    assert (behind.status_code, behind.json()["items"]) == (200, [])
    assert client.get("/api/v3/pages/", {"offset": 2**63}).status_code == 422


def test_a_page_is_found_by_its_address(client: Client, bienen: Projektseite) -> None:
    answer = client.get("/api/v3/pages/find/", {"html_path": "/projekte/bienen/"})
    assert (answer.status_code, answer["Location"]) == (302, f"/api/v3/pages/{bienen.pk}/")
    assert get(client, "pages/find/", 404, html_path="/projekte/gibt-es-nicht/")["status"] == 404
    get(client, "pages/find/", 422, html_path="/projekte/\x00/")
    assert get(client, "gibt/es/nicht/", 404)["status"] == 404
    assert client.get("/api/v3/pages")["Location"] == "/api/v3/pages/"


def test_neither_drafts_nor_what_is_above_is_told(client: Client, bienen: Projektseite) -> None:
    bienen.title = "Geheimer Entwurf"
    bienen.save_revision()
    said = client.get(f"/api/v3/pages/{bienen.pk}/", {"version": "draft"}).content.decode()
    assert "Geheimer" not in said
    assert "parent" not in said
    assert "alias_of" not in said


def test_links_to_hidden_pages_are_words(client: Client, bienen: Projektseite) -> None:
    link = f'<a linktype="page" id="{bienen.pk}">Bienen</a>'
    text = Textseite(title="Über", slug="ueber", text=f"<p>{link}</p>")
    page = Startseite.objects.get().add_child(instance=text)
    told = [f"pages/{page.pk}/", f"pages/{page.pk}/?rich_text_format=html"]
    assert [get(client, path)["text"] for path in told] == [f"<p>{link}</p>"] * 2
    bienen.unpublish()
    assert [get(client, path)["text"] for path in told] == ["<p>Bienen</p>"] * 2


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed(client: Client, bienen: Projektseite, method: str) -> None:
    _, token = APIToken.create_token(user=User.objects.create_superuser("root"), name="x")
    for path in ("pages/", f"pages/{bienen.pk}/"):
        ask = getattr(client, method)
        answer = ask(f"/api/v3/{path}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 405
    assert Projektseite.objects.filter(pk=bienen.pk).exists()


def test_who_has_the_answer_is_told_so(client: Client, bienen: Projektseite) -> None:
    tag = client.get("/api/v3/pages/")["ETag"]
    assert client.get("/api/v3/pages/", headers={"If-None-Match": tag}).status_code == 304


def test_a_token_needs_the_bereich_of_reading(client: Client, bienen: Projektseite) -> None:
    token, key = APIToken.create_token(user=User.objects.create_user("anna"), name="x")
    Berechtigung.objects.create(token=token, bereiche=["suchen"])
    answer = client.get("/api/v3/pages/", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 403
