"""What other programs are answered, with the token of an account or without one."""

import json
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from wagtail.models import APIToken, Page

from .private_pages import SUBJECTS, Visitor, World, named_in, subject
from .surfaces import Surface

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(visitor: Visitor, path: str, **query: str) -> str:
    """Tokens stand for accounts; whoever has typed a password into a page is nobody here."""
    answer = Client().get(path, query, headers=token_of(visitor))
    return answer.content.decode() if answer.status_code == 200 else ""


def token_of(visitor: Visitor) -> dict[str, str]:
    if not isinstance(visitor.user, User):
        return {}
    _, token = APIToken.create_token(user=visitor.user, name="Programm")
    return {"Authorization": f"Bearer {token}"}


def finds(visitor: Visitor, path: str) -> bool:
    headers = token_of(visitor)
    query = {"html_path": path}
    return Client().get("/api/v3/pages/find/", query, headers=headers).status_code == 302


def of_questions(visitor: Visitor, path: str) -> set[str]:
    """The question itself does not count as an answer."""
    said = (json.loads(ask(visitor, path, q=subject(kind)) or "{}") for kind in SUBJECTS)
    answers = ({**answer, "frage": ""} for answer in said)
    return named_in(json.dumps(list(answers), ensure_ascii=False))


def readable(visitor: Visitor) -> set[str]:
    return visitor.readable if isinstance(visitor.user, User) else set()


SURFACES: dict[str, Surface] = {
    "hits": lambda v, w: of_questions(v, "/api/v1/suche"),
    "offices": lambda v, w: of_questions(v, "/api/v1/ansprechstellen"),
    "projects": lambda v, w: named_in(
        " ".join(ask(v, f"/api/v1/projekte/{page.pk}") for page in w.private.values())
    ),
    "all projects": lambda v, w: named_in(ask(v, "/api/v1/projekte", anzahl="100")),
    "texts of pages": lambda v, w: named_in(
        " ".join(ask(v, f"/api/v1/seiten/{page.pk}") for page in w.private.values())
    ),
    "pages with their facts": lambda v, w: named_in(
        " ".join(ask(v, f"/api/v3/pages/{page.pk}/") for page in w.private.values())
    ),
    "all pages": lambda v, w: named_in(
        " ".join(ask(v, "/api/v3/pages/", offset=str(n)) for n in range(0, 100, 20))
    ),
    "page by its address": lambda v, w: {
        kind for kind, path in w.addresses.items() if finds(v, path)
    },
    "Kommunen": lambda v, w: kinds_of(ask(v, "/api/v1/kommunen", anzahl="100"), "Ort"),
}


def kinds_of(text: str, before: str) -> set[str]:
    """Places and Themen of private pages bear the kind in their name."""
    return {kind for kind in SUBJECTS if f"{before} {kind}" in text}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_program_is_told_what_its_owner_may_read(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == readable(visitor)


def test_similar_projects_are_readable_ones(visitor: Visitor, world: World) -> None:
    found = [
        ask(visitor, f"/api/v1/projekte/{page.pk}/aehnliche") for page in world.neighbours.values()
    ]
    assert all(found)
    assert named_in(" ".join(found)) <= readable(visitor)


def test_facts_of_other_pages_name_readable_ones(visitor: Visitor, world: World) -> None:
    pages: list[Page] = [*world.neighbours.values(), world.treffen]
    texts = [ask(visitor, f"/api/v3/pages/{page.pk}/") for page in pages]
    assert all(texts)
    assert named_in(" ".join(texts)) <= readable(visitor)


def test_texts_of_other_pages_name_readable_ones(visitor: Visitor, world: World) -> None:
    pages: list[Page] = [*world.neighbours.values(), world.treffen]
    texts = [ask(visitor, f"/api/v1/seiten/{page.pk}") for page in pages]
    assert all(texts)
    assert named_in(" ".join(texts)) <= readable(visitor)


def test_themen_are_those_of_readable_projects(visitor: Visitor, world: World) -> None:
    assert kinds_of(ask(visitor, "/api/v1/themen"), "Gebiet") == readable(visitor)


def test_other_wikis_get_what_everybody_may_read(visitor: Visitor, world: World) -> None:
    told = ask(visitor, "/api/v1/austausch", anzahl="100")
    assert json.loads(told)["projekte"]
    assert not named_in(told)


def test_a_checked_sketch_is_told_readable_projects(world: World) -> None:
    told = []
    for kind in SUBJECTS:
        sketch = {"text": f"{subject(kind)}. Das plant unsere Stadt für das nächste Jahr. " * 3}
        answer = Client().post("/api/v1/pruefen", sketch, content_type="application/json")
        told.append(answer.json() | {"gelesen": ""})
    assert any(said["aehnliche"] for said in told)
    assert not named_in(json.dumps(told, ensure_ascii=False))
