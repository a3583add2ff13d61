"""What language assistants are told at `/mcp/`: tools, the list of pages, and their texts."""

import json
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from wagtail.models import APIToken

from .private_pages import SUBJECTS, Visitor, World, named_in, subject
from .surfaces import Surface
from .test_api import readable

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def told(visitor: Visitor, method: str, **params: object) -> str:
    """Without the question, which the answer repeats."""
    headers = {"Accept": "application/json, text/event-stream"}
    if isinstance(visitor.user, User):
        _, token = APIToken.create_token(user=visitor.user, name="Assistent")
        headers["Authorization"] = f"Bearer {token}"
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    answer = Client().post("/mcp/", message, content_type="application/json", headers=headers)
    result = answer.json().get("result", {})
    structured = result.pop("structuredContent", None)
    said = {**structured, "frage": "", "gelesen": ""} if structured else result
    return json.dumps(said, ensure_ascii=False)


def by_tool(visitor: Visitor, tool: str, arguments: list[dict[str, object]]) -> set[str]:
    calls = (told(visitor, "tools/call", name=tool, arguments=one) for one in arguments)
    return named_in(" ".join(calls))


def questions() -> list[dict[str, object]]:
    return [{"frage": subject(kind)} for kind in SUBJECTS]


SURFACES: dict[str, Surface] = {
    "suche": lambda v, w: by_tool(v, "suche", questions()),
    "ansprechstellen": lambda v, w: by_tool(v, "ansprechstellen", questions()),
    "projekt": lambda v, w: by_tool(v, "projekt", [{"id": p.pk} for p in w.private.values()]),
    "list of pages": lambda v, w: named_in(told(v, "resources/list")),
    "texts of pages": lambda v, w: named_in(
        " ".join(told(v, "resources/read", uri=f"wiki://seiten/{p.pk}") for p in w.private.values())
    ),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_assistant_is_told_what_its_owner_may_read(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == readable(visitor)


def test_other_tools_name_readable_pages(visitor: Visitor, world: World) -> None:
    near: list[dict[str, object]] = [{"id": page.pk} for page in world.neighbours.values()]
    sketches: list[dict[str, object]] = [
        {"text": f"{subject(kind)}. Das plant unsere Stadt für das nächste Jahr. " * 3}
        for kind in SUBJECTS
    ]
    assert by_tool(visitor, "aehnliche", near) <= readable(visitor)
    assert by_tool(visitor, "vorhaben_pruefen", sketches) <= readable(visitor)
