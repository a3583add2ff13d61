"""A test that cannot fail is no test: without the one rule every surface shows what is hidden."""

import importlib
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db.models import Q
from wagtail.models import PageViewRestriction

from suche.answer import answer
from wiki.markt import home
from wiki.platform.table_cache import KeptValue
from wiki.visibility import pages

from .private_pages import World, visit
from .surfaces import Surface

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]

MODULES = ("pages", "markt", "exports", "answers", "around_the_search", "machines", "api", "mcp")
SURFACES: dict[str, Surface] = {
    f"{module}: {name}": surface
    for module in MODULES
    for name, surface in importlib.import_module(f"{__package__}.test_{module}").SURFACES.items()
}
# What shows only the first few, with how many.
SHORTENED = ((home, "NEUESTE"), (home, "FRAGEN"), (answer, "SIMILAR_PROJECTS"))


@pytest.fixture
def without_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody fails a restriction, here or where Wagtail serves a page. Lists are whole, nobody has
    asked yet, and the statement for everybody is put together anew."""
    cache.clear()
    for place, name in SHORTENED:
        monkeypatch.setattr(place, name, 100)
    put_together = pages._anonymous_statement.__wrapped__
    monkeypatch.setattr(pages, "_anonymous_statement", put_together)
    monkeypatch.setattr(pages._public, "_kept", KeptValue(pages._Public))
    monkeypatch.setattr(pages, "failed_by", lambda request, restriction: Q(pk__in=()))
    monkeypatch.setattr(PageViewRestriction, "accept_request", lambda self, request: True)


@pytest.fixture(scope="module")
def lawless(world: World) -> World:
    """The world as nobody has seen it yet, for the tests of this module alone."""
    return replace(world, seen={}, results={})


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_without_the_rule_the_surface_shows_what_is_hidden(
    surface: Surface, lawless: World, without_rule: None
) -> None:
    assert surface(visit("anonymous", lawless), lawless) != set()
