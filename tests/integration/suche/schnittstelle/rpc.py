"""Messages of the Model Context Protocol, posted as programs post them."""

from typing import Any

from django.test import Client

PROTOCOL = "2025-06-18"
HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": PROTOCOL}


def post(client: Client, method: str, by: str = "", **params: Any) -> Any:
    """The HTTP answer. `by`: the header Authorization, if any."""
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = HEADERS | ({"Authorization": by} if by else {})
    return client.post("/mcp/", message, content_type="application/json", headers=headers)


def rpc(client: Client, method: str, by: str = "", **params: Any) -> Any:
    """The result, or the error."""
    answer = post(client, method, by, **params)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    return said.get("result", said.get("error"))


def call(client: Client, name: str, by: str = "", **arguments: Any) -> Any:
    return rpc(client, "tools/call", by, name=name, arguments=arguments)
