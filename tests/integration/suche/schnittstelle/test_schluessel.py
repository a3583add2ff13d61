"""Tokens: what they are for, how often, until when, and how an administrator says so."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import APIToken

from suche.schnittstelle.models import Berechtigung, Bereich, berechtigung_of
from wiki.models import Projektseite

from .rpc import call, post

pytestmark = pytest.mark.django_db
SKETCH = {"text": "Wir möchten Bienenstöcke auf dem Rathausdach aufstellen. " * 4}
ADDRESSES = {
    Bereich.LESEN: ["projekte", "projekte/{}", "seiten/{}", "kommunen", "themen", "austausch"],
    Bereich.SUCHEN: ["suche?q=Bienen", "ansprechstellen?q=Bienen", "projekte/{}/aehnliche"],
    Bereich.PRUEFEN: ["pruefen"],
}
EVERY = [(bereich, path) for bereich, paths in ADDRESSES.items() for path in paths]
DENIED = "urn:wissens-wiki:fehler:bereich"


def bearer(*bereiche: Bereich, **more: Any) -> str:
    user, _ = User.objects.get_or_create(username="dora")
    token, text = APIToken.create_token(user=user, name="Programm")
    Berechtigung.objects.create(token=token, bereiche=list(bereiche), **more)
    return f"Bearer {text}"


def ask(client: Client, path: str, token: str) -> Any:
    headers = {"Authorization": token}
    if path == "pruefen":
        return client.post(
            "/api/v1/pruefen", SKETCH, content_type="application/json", headers=headers
        )
    return client.get(f"/api/v1/{path}", headers=headers)


@pytest.mark.parametrize(("bereich", "path"), EVERY)
def test_an_address_wants_its_bereich(
    client: Client, bienen: Projektseite, bereich: Bereich, path: str
) -> None:
    others = [other for other in Bereich if other != bereich]
    refused = ask(client, path.format(bienen.pk), bearer(*others))
    assert (refused.status_code, refused.json()["type"]) == (403, DENIED)
    assert f"„{bereich}“" in refused.json()["detail"]
    assert ask(client, path.format(bienen.pk), bearer(bereich)).status_code == 200


def test_assistants_want_mcp_beside_what_a_tool_asks(client: Client, bienen: Projektseite) -> None:
    without = bearer(Bereich.LESEN, Bereich.SUCHEN, Bereich.PRUEFEN)
    assert post(client, "tools/list", without).status_code == 403
    reading = bearer(Bereich.MCP, Bereich.LESEN)
    assert not call(client, "projekt", reading, id=bienen.pk)["isError"]
    told = call(client, "suche", reading, frage="Bienen")
    assert told["isError"]
    assert "„suchen“" in told["content"][0]["text"]


def test_a_token_of_the_command_line_may_ask_for_everything(
    client: Client, bienen: Projektseite
) -> None:
    _, token = APIToken.create_token(user=User.objects.create(username="emil"), name="x")
    assert ask(client, "pruefen", f"Bearer {token}").status_code == 200


def test_a_token_has_a_limit_of_its_own(client: Client, bienen: Projektseite) -> None:
    few, many = bearer(Bereich.LESEN, je_minute=2), bearer(Bereich.LESEN)
    answers = [ask(client, "themen", few) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert ask(client, "themen", many).status_code == 200


def test_a_token_ends_after_its_last_day(client: Client, bienen: Projektseite) -> None:
    today = date.today()
    ended = bearer(Bereich.LESEN, gueltig_bis=today - timedelta(days=1))
    assert ask(client, "themen", ended).status_code == 401
    assert ask(client, "themen", bearer(Bereich.LESEN, gueltig_bis=today)).status_code == 200


def test_an_administrator_says_what_a_token_is_for(admin_client: Client, db: None) -> None:
    user = User.objects.get(username="admin")
    new = {"name": "Tabelle", "user": user.pk, "bereiche": ["lesen"], "je_minute": "30"}
    html = admin_client.post("/admin/api-tokens/new/", new).content.decode()
    token = APIToken.objects.get(name="Tabelle")
    assert token.prefix in html
    said = berechtigung_of(token)
    assert (said.bereiche, said.je_minute, said.gueltig_bis) == (["lesen"], 30, None)
    changed = {"name": "Tabelle", "bereiche": ["suchen", "mcp"], "gueltig_bis": "2030-01-31"}
    admin_client.post(f"/admin/api-tokens/edit/{token.pk}/", changed)
    said = Berechtigung.objects.get(pk=token.pk)
    assert (said.bereiche, said.gueltig_bis) == (["suchen", "mcp"], date(2030, 1, 31))


def test_a_token_for_nothing_is_not_made(admin_client: Client, db: None) -> None:
    new = {"name": "Tabelle", "user": User.objects.get().pk, "bereiche": [], "je_minute": "0"}
    html = admin_client.post("/admin/api-tokens/new/", new).content.decode()
    assert not APIToken.objects.exists()
    assert html.count("error-message") >= 2


def test_the_list_and_the_form_say_what_a_token_is_for(admin_client: Client, db: None) -> None:
    bearer(Bereich.PRUEFEN, Bereich.MCP)
    listed = admin_client.get("/admin/api-tokens/").content.decode()
    assert "pruefen, mcp" in listed
    pk = APIToken.objects.get().pk
    form = admin_client.get(f"/admin/api-tokens/edit/{pk}/").content.decode()
    ticked = [line for line in form.split("<input") if "checked" in line and "bereiche" in line]
    assert len(ticked) == 2
