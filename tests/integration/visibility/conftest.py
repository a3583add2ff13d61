"""The wiki with private pages, and the visitors who look at it."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from suche.rank.words.lexical import lexical_index
from tests.integration.conftest import Model, answer_with

from .private_pages import READABLE, Visitor, World, build_world, tear_down_world, visit


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, real_model: Model
) -> Iterator[World]:
    """Built once for this folder, committed, and taken away again."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        answer_with(real_model, patched)
        real_model.projektion.save()
        tear_down_world()
        lexical_index().drop()
        try:
            yield build_world(real_model.encoder)
        finally:
            tear_down_world()


@pytest.fixture(params=READABLE)
def visitor(request: pytest.FixtureRequest, db: None, world: World) -> Visitor:
    return visit(request.param, world)
