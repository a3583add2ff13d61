"""Fixtures of the integration tier: a small wiki in the real database.

What an encoder says matters to few tests: those are marked `real_model` and get the bundled one.
All others are answered by `tests.fakes.FakeEncoder`, in whose vectors words that share letters are
near each other.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from pytest_django import DjangoDbBlocker
from wagtail.models import Collection, Locale, Page, Site

from einbettung.indexing.index import Report, all_page_ids, index_pages
from einbettung.model import active_model
from einbettung.model import encoder as encoders
from einbettung.model.active_model import model_signature
from einbettung.model.encoder import TextEncoder, path_of, signature_of
from einbettung.models import Generation, Projektion
from einbettung.vectors.projection import fit_projection, sample_tokens
from suche.answer.answer import kept_answers
from suche.rank.words.lexical import LexicalIndex, lexical_index
from tests.factories import create_tree
from tests.fakes import FakeEncoder
from tests.integration.seiten import publish_four
from tests.remembered import RememberingEncoder
from tests.template import EMPTY, made
from wiki.models import Startseite
from wiki.redaktion.rollen.rollen import setup_roles

# As `manage.py serve` does: two threads on a busy two-core machine make the model ten times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")

IndexPages = Callable[..., Report]
KeepRows = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Model:
    """`source`: what EINBETTUNG_MODELL says; `projektion`: its axes, fitted, not in the database"""

    source: str
    encoder: TextEncoder
    projektion: Projektion

    def index(self) -> Report:
        """Brings all pages into the index."""
        return index_pages(all_page_ids(), self.encoder.signature, lambda: self.encoder)


def ensure_ground(**_: object) -> None:
    """Rows that migrations have put into the tables."""
    Locale.objects.get_or_create(language_code="de")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


# They come again whenever a test with `transactional_db` has emptied the tables.
post_migrate.connect(ensure_ground, sender=apps.get_app_config("wagtailcore"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of the tests is a copy of one that is migrated: 2 instead of 16 s a process."""
    if connection.settings_dict["ENGINE"] == "wiki.platform.embedded_postgres":
        connection.settings_dict["TEST"]["TEMPLATE"] = made(EMPTY).database


@pytest.fixture(scope="session")
def fake_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The FakeEncoder, with a folder that it seems to come from."""
    folder = tmp_path_factory.mktemp("modell") / "fake"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    encoder = FakeEncoder(signature=signature_of(str(folder)))
    return Model(str(folder), encoder, _fitted(encoder))


@pytest.fixture(scope="session")
def real_model() -> Model:
    """The bundled model; what it said in earlier runs it is not asked again."""
    encoder = RememberingEncoder()
    return Model("", encoder, _fitted(encoder))


def _fitted(encoder: TextEncoder) -> Projektion:
    return fit_projection(encoder.signature, sample_tokens(encoder), passages=0)


@pytest.fixture(scope="session", autouse=True)
def _no_model_by_default(fake_model: Model) -> Iterator[None]:
    """Fixtures that serve many tests are answered by the FakeEncoder, too."""
    with pytest.MonkeyPatch.context() as patched:
        answer_with(fake_model, patched)
        yield


@pytest.fixture(autouse=True)
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Model:
    """What answers in this test; what it loads or unloads is forgotten behind it."""
    marked = request.node.get_closest_marker("real_model")
    chosen: Model = request.getfixturevalue("real_model" if marked else "fake_model")
    answer_with(chosen, monkeypatch)
    return chosen


def answer_with(model: Model, patched: pytest.MonkeyPatch) -> None:
    """As if EINBETTUNG_MODELL named it and it were loaded."""
    patched.setattr(settings, "EINBETTUNG_MODELL", model.source)
    known = {(path_of(model.source), model.encoder.signature): model.encoder}
    patched.setattr(encoders, "_loaded", dict(encoders._loaded) | known)
    patched.setattr(active_model, "_process", active_model._Process())


@pytest.fixture(autouse=True)
def _asked_for_the_first_time() -> None:
    """Nothing is answered from memory that another test has asked, under other circumstances."""
    kept_answers.forget()


@pytest.fixture
def encoder(model: Model) -> TextEncoder:
    return model.encoder


@pytest.fixture
def projektion(model: Model) -> Projektion:
    """The model's axes; tests that empty the tables save them again."""
    return model.projektion


@pytest.fixture
def wortindex() -> LexicalIndex:
    """The real Whoosh index, empty; it fills itself from the change log of the test database."""
    index = lexical_index()
    index.drop()
    return index


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[KeepRows]:
    """Rows that are written in `with kept():` are there for all tests of the module, each of which
    changes them for itself alone. For modules whose tests only read, or roll back what they do."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
    try:
        yield django_db_blocker.unblock
    finally:
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def tree(request: pytest.FixtureRequest) -> bool:
    """Home and the two index pages that tests publish below, for all tests of the module. Not where
    some of them commit: returns whether they are there."""
    of_module = [item for item in request.session.items if item.path == request.path]
    if any("transactional_db" in getattr(item, "fixturenames", ()) for item in of_module):
        return False
    with request.getfixturevalue("kept")():
        create_tree()
    return True


@pytest.fixture(scope="module")
def kept_four(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """The four projects of `publish_four`, indexed, for all tests of the module."""
    with kept():
        fake_model.projektion.save()
        publish_four()
        fake_model.index()


@pytest.fixture(scope="module")
def roles(kept: KeepRows, tree: bool) -> None:
    """The roles of the CMS, for all tests of the module."""
    with kept():
        setup_roles()


@pytest.fixture
def start(tree: bool, db: None, projektion: Projektion) -> Startseite:
    """An empty wiki: home and the two index pages that tests publish below."""
    if not tree:
        return empty_wiki(projektion)
    Site.clear_site_root_paths_cache()
    projektion.save()
    return Startseite.objects.get()


@pytest.fixture
def committed_start(transactional_db: None, projektion: Projektion) -> Startseite:
    """The empty wiki, committed: for tests with several connections."""
    return empty_wiki(projektion)


@pytest.fixture
def index(start: Startseite, wortindex: LexicalIndex, encoder: TextEncoder) -> IndexPages:
    """`index()` brings all pages into the index, `index(ids)` some; returns the Report."""

    def run(page_ids: Iterable[int] | None = None, *, force: bool = False) -> Report:
        ids = list(all_page_ids() if page_ids is None else page_ids)
        return index_pages(ids, model_signature(), lambda: encoder, force=force)

    return run


@pytest.fixture
def kept_index(index: IndexPages, model: Model) -> None:
    """What the module has kept stands in the index of the model that answers in this test."""
    if model_signature() != model.encoder.signature:
        Generation.objects.all().delete()  # that of the FakeEncoder
        index()


@pytest.fixture
def empty_queue(db: None) -> None:
    """Without the jobs and workers that tests with real commits have left."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def empty_wiki(projektion: Projektion) -> Startseite:
    projektion.save()
    return create_tree()
