"""Fixtures of the integration tier: a small wiki in the real database and by the real model."""

import os
from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from wagtail.models import Collection, Locale, Page

from einbettung.indexing.index import Report, all_page_ids, index_pages
from einbettung.model.active_model import model_signature
from einbettung.model.encoder import Encoder
from einbettung.models import Projektion
from einbettung.vectors.projection import ensure_projection
from suche.rank.words.lexical import LexicalIndex
from tests.factories import create_tree
from wiki.models import Startseite

# As `manage.py serve` does: two threads on a busy two-core machine make the model ten times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")

IndexPages = Callable[..., Report]


@pytest.fixture(scope="session")
def projektion(
    encoder: Encoder, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Projektion:
    """The model's projection, fitted once (about 10 s) and left in the test database."""
    with django_db_blocker.unblock():
        ensure_projection(encoder.signature, encoder)
        return Projektion.objects.get(pk=encoder.signature)


@pytest.fixture
def start(db: None, projektion: Projektion) -> Startseite:
    """An empty wiki: home and the two index pages that tests publish below."""
    ensure_ground()
    projektion.save()
    return create_tree()


@pytest.fixture
def committed_start(transactional_db: None, projektion: Projektion) -> Startseite:
    """The empty wiki, committed: for tests with several connections."""
    ensure_ground()
    projektion.save()
    return create_tree()


@pytest.fixture
def index(start: Startseite, wortindex: LexicalIndex, encoder: Encoder) -> IndexPages:
    """`index()` brings all pages into the index, `index(ids)` some; returns the Report."""

    def run(page_ids: Iterable[int] | None = None, *, force: bool = False) -> Report:
        ids = list(all_page_ids() if page_ids is None else page_ids)
        return index_pages(ids, model_signature(), lambda: encoder, force=force)

    return run


@pytest.fixture
def empty_queue(db: None) -> None:
    """Without the jobs and workers that tests with real commits have left."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def ensure_ground() -> None:
    """Rows that a test with `transactional_db` takes away when it empties the tables."""
    Locale.objects.get_or_create(language_code="de")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
