"""`/mcp/`: what language assistants are answered, and with whose rights."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import APIToken, PageViewRestriction

from suche.schnittstelle.mcp_server import server
from wiki.models import Projektseite

from .rpc import HEADERS, call, post, rpc

pytestmark = pytest.mark.django_db
QUESTION = "Bienenstöcke auf dem Rathausdach"


@pytest.fixture
def dora(bienen: Projektseite) -> str:
    """Her token. She may read what others may not."""
    PageViewRestriction.objects.create(page=bienen, restriction_type="login")
    _, token = APIToken.create_token(user=User.objects.create(username="dora"), name="Assistent")
    return f"Bearer {token}"


def reason(result: Any) -> str:
    assert result["isError"]
    return str(result["content"][0]["text"])


def test_tools_are_told_in_german_and_change_nothing(client: Client, db: None) -> None:
    tools = rpc(client, "tools/list")["tools"]
    assert [tool["name"] for tool in tools] == [
        *("suche", "projekt", "aehnliche", "ansprechstellen", "vorhaben_pruefen")
    ]
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    fields = [field for tool in tools for field in tool["inputSchema"]["properties"].values()]
    assert all(field["description"] for field in fields)


def test_a_question_gets_what_the_api_answers(client: Client, bienen: Projektseite) -> None:
    told = call(client, "suche", frage=QUESTION, status=["betrieb"], anzahl=2)
    query = {"q": QUESTION, "status": "betrieb", "anzahl": "2"}
    said = client.get("/api/v1/suche", query).json()
    assert told["structuredContent"] == json.loads(told["content"][0]["text"]) == said


def test_a_project_and_what_is_like_it(client: Client, bienen: Projektseite) -> None:
    assert call(client, "projekt", id=bienen.pk)["structuredContent"]["titel"] == bienen.title
    similar = call(client, "aehnliche", id=bienen.pk)["structuredContent"]["projekte"]
    assert bienen.pk not in [project["id"] for project in similar]


def test_whom_to_ask_and_a_sketch(client: Client, bienen: Projektseite) -> None:
    offices = call(client, "ansprechstellen", frage=QUESTION)["structuredContent"]["stellen"]
    assert "Trier" in offices[0]["kommunen"]
    sketch = "Wir möchten Bienenstöcke auf dem Rathausdach aufstellen. " * 4
    checked = call(client, "vorhaben_pruefen", text=sketch)["structuredContent"]
    assert checked["gelesen"].startswith("Wir möchten")


def test_a_token_has_the_rights_of_its_owner(
    client: Client, bienen: Projektseite, dora: str
) -> None:
    assert reason(call(client, "projekt", id=bienen.pk)) == "Das gibt es hier nicht."
    assert not call(client, "projekt", dora, id=bienen.pk)["isError"]


def test_a_browser_that_is_logged_in_is_nobody(
    client: Client, bienen: Projektseite, dora: str
) -> None:
    client.force_login(User.objects.get(username="dora"))
    assert call(client, "projekt", id=bienen.pk)["isError"]


def test_a_token_that_is_not_valid_is_refused(client: Client, db: None) -> None:
    assert post(client, "tools/list", "Bearer wagtail_x").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({}, "frage"),
        ({"frage": "Bienen", "statuss": ["betrieb"]}, "statuss"),
        ({"frage": "Bienen", "anzahl": 0}, "anzahl"),
        ({"frage": "Bienen", "status": ["gibtsnicht"]}, "Filter"),
        ({"frage": "x" * 5_000}, "Frage"),
    ],
)
def test_what_is_wrong_is_told_to_the_model(
    client: Client, bienen: Projektseite, arguments: Any, named: str
) -> None:
    assert named in reason(call(client, "suche", **arguments))


def test_what_is_too_large_is_refused_as_such(
    client: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(client, "tools/list", rest="a" * 3_000_000).status_code == 413
    arguments = {"text": "ü" * 600_000}  # handed on, it takes three times the bytes
    params = {"name": "vorhaben_pruefen", "arguments": arguments}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    body = json.dumps(message, ensure_ascii=False)
    answer = client.post("/mcp/", body, content_type="application/json", headers=HEADERS)
    assert "zu groß" in reason(answer.json()["result"])
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_limits_are_those_of_the_api(client: Client, bienen: Projektseite) -> None:
    for _ in range(60):
        client.get("/api/v1/themen")
    assert reason(call(client, "projekt", id=bienen.pk)) == "Zu viele Anfragen."


def test_pages_are_resources(
    client: Client, bienen: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PER_PAGE_MAX", 3)
    first = rpc(client, "resources/list")
    rest = rpc(client, "resources/list", cursor=first["nextCursor"])
    assert "nextCursor" not in rest
    addresses = [page["uri"] for page in first["resources"] + rest["resources"]]
    assert len(addresses) == 4
    [text] = rpc(client, "resources/read", uri=f"wiki://seiten/{bienen.pk}")["contents"]
    assert text["text"].startswith(f"# {bienen.title}")


@pytest.mark.parametrize(
    "address", ["wiki://seiten/0", "wiki://seiten/9999999", "file:///etc/passwd"]
)
def test_a_resource_that_does_not_exist_is_an_error(
    client: Client, bienen: Projektseite, address: str
) -> None:
    assert rpc(client, "resources/read", uri=address)["code"] == -32602


def test_a_tool_that_does_not_exist_is_an_error(client: Client, db: None) -> None:
    assert "gibt es nicht" in call(client, "loeschen")["message"]


def test_nothing_keeps_a_connection_open(client: Client, db: None) -> None:
    assert client.get("/mcp/", headers=HEADERS).status_code == 405
    assert client.delete("/mcp", headers=HEADERS).status_code == 405
    assert "error" in post(client, "resources/subscribe", uri="wiki://seiten/1").json()
    listen = "subscriptions/listen"
    envelope = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": listen, "params": {"_meta": envelope}}
    headers = HEADERS | {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": listen}
    answer = client.post("/mcp/", message, content_type="application/json", headers=headers)
    assert "error" in answer.json()


def test_pages_of_other_sites_may_not_ask(client: Client, db: None) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for origin, status in (("https://boese.example", 403), ("http://testserver", 200)):
        headers = HEADERS | {"Origin": origin}
        answer = client.post("/mcp/", message, content_type="application/json", headers=headers)
        assert answer.status_code == status
