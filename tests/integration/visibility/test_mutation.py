"""A test that cannot fail is no test: without the one rule every surface shows what is hidden, and
every other test of this folder fails."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import Q
from wagtail.models import PageViewRestriction

from suche.answer import similar
from wiki.markt import home
from wiki.platform.table_cache import KeptValue
from wiki.visibility import pages

from .private_pages import INTERNAL, Visitor, World, visit
from .surfaces import Surface

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]

# What shows only the first few, with how many.
SHORTENED = ((home, "NEUESTE"), (home, "FRAGEN"), (similar, "SIMILAR_PROJECTS"))
# Tests that this one does not run, each with the reason.
SEEN_TO_FAIL_ELSEWHERE = {
    "test_mutation": "this one",
    "test_admin": "the same, with roles instead of visitors, at its end",
    "test_time": "compares with the question before, and not with a list",
    "test_reports: test_state_of_the_wiki_names_no_page": "shows numbers, and asks for no page",
    "test_api: test_facts_of_other_pages_name_readable_ones": "facts are drawn from no other page",
    "test_exports: test_indexed_text_of_public_pages_names_no_private_page": "neither are texts",
    "test_feeds_and_mails: test_hooks_name_no_private_page_beside_a_public_one": "nor what is told",
}


def modules() -> list[ModuleType]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("test_*.py"))
    kept = [name for name in names if name not in SEEN_TO_FAIL_ELSEWHERE]
    return [importlib.import_module(f"{__package__}.{name}") for name in kept]


def short(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


SURFACES: dict[str, Surface] = {
    f"{short(module)}: {name}": surface
    for module in modules()
    for name, surface in getattr(module, "SURFACES", {}).items()
}


@dataclass(frozen=True)
class Case:
    """A test of this folder, with what it is parametrized with."""

    test: Callable[..., None]
    given: dict[str, Any]

    def run(self, **fixtures: Any) -> None:
        asked = inspect.signature(self.test).parameters
        have = {name: value for name, value in fixtures.items() if name in asked}
        self.test(**have, **self.given)


def others() -> Iterator[tuple[str, Case]]:
    """All tests of this folder but those of SURFACES."""
    for module in modules():
        for name, test in inspect.getmembers(module, inspect.isfunction):
            named = f"{short(module)}: {name}"
            if not name.startswith("test_") or test.__module__ != module.__name__:
                continue
            for number, given in enumerate(filter(_is_up_to_the_rule, _given(test)), 1):
                if "surface" not in given and named not in SEEN_TO_FAIL_ELSEWHERE:
                    yield f"{named} {number}", Case(test, given)


def _is_up_to_the_rule(given: dict[str, Any]) -> bool:
    """Whether the kind of page, if one is named, is one that a restriction hides."""
    return given.get("kind", "password") in {*INTERNAL, "password"}


def _given(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for values in product(*(mark.args[1] for mark in marks)):
        yield {mark.args[0]: value for mark, value in zip(marks, values, strict=True)}


OTHERS = dict(others())


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


@pytest.fixture
def impostor(lawless: World) -> Visitor:
    """Somebody who may do everything, under the name of who may see nothing: for what asks for a
    role as well."""
    return replace(visit("superuser", lawless), name="anonymous")


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_without_the_rule_the_surface_shows_what_is_hidden(
    surface: Surface, lawless: World, without_rule: None
) -> None:
    assert surface(visit("anonymous", lawless), lawless) != set()


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_without_the_rule_every_other_test_fails(
    case: Case,
    impostor: Visitor,
    lawless: World,
    without_rule: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(AssertionError):
        case.run(visitor=impostor, world=lawless, monkeypatch=monkeypatch)


def test_every_exception_is_one() -> None:
    named = {short(module) for module in modules()}
    for name in SEEN_TO_FAIL_ELSEWHERE:
        module, _, test = name.partition(": ")
        assert not test or hasattr(importlib.import_module(f"{__package__}.{module}"), test)
        assert test or module not in named
