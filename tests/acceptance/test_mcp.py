"""Language assistants at the served wiki, with the client of the protocol's own SDK."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from django.conf import settings
from mcp import Client, StdioServerParameters

from .operation import Wiki

QUESTION = "Wer hat eine digitale Kita-Anmeldung?"


def of_http(wiki: Wiki) -> str:
    return f"{wiki.address}mcp"


def of_stdio(wiki: Wiki) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "mcp"],
        cwd=settings.BASE_DIR,
        env=dict(wiki.environment),
    )


async def _talk(server: Any, mode: str) -> tuple[Any, Any, Any, Any]:
    """A question, the first hit as a project and as a page, and a project that does not exist."""
    async with Client(server, mode=mode, read_timeout_seconds=120) as client:
        assert [tool.name for tool in (await client.list_tools()).tools]
        found = await client.call_tool("suche", {"frage": QUESTION, "anzahl": 3})
        number = found.structured_content["treffer"][0]["id"]
        project = await client.call_tool("projekt", {"id": number})
        page = await client.read_resource(f"wiki://seiten/{number}")
        nothing = await client.call_tool("projekt", {"id": 2**31 - 1})
        return found, project, page, nothing


@pytest.mark.parametrize(
    ("address", "mode"), [(of_http, "auto"), (of_http, "legacy"), (of_stdio, "legacy")]
)
def test_assistant_asks_and_reads(wiki: Wiki, address: Any, mode: str) -> None:
    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        talked = thread.submit(anyio.run, _talk, address(wiki), mode)
        found, project, page, nothing = talked.result()
    first = found.structured_content["treffer"][0]
    assert len(found.structured_content["treffer"]) == 3
    assert project.structured_content["titel"] == first["titel"]
    assert page.contents[0].text.startswith("# ")
    assert nothing.is_error
    assert nothing.content[0].text == "Das gibt es hier nicht."
