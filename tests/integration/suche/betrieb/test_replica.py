"""A real streaming replica: it answers when it is up to date, and nobody notices when it is not."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from einbettung.events.change_log import log_changes
from einbettung.models import Chunk, Dokument, Generation
from suche.betrieb import replica
from suche.betrieb.health import check_replica
from suche.models import Netzwerkfrage
from suche.rank import meaning
from tests.factories import create_tree, publish_projekt
from tests.integration.other_databases import (
    ForeignServer,
    clone_of_the_test_database,
    connected_to,
    foreign_server,
)
from wiki.settings.database import replica_settings
from wiki.visibility import anonymous_request, visible_ids

pytestmark = pytest.mark.real_model  # other processes load what the settings name

PATIENCE_S = 120
VECTOR = np.eye(1, 384, dtype=np.float32)[0]


@pytest.fixture(scope="module")
def primary(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[ForeignServer, Path]]:
    """A server with a wiki of one page, and a folder for more."""
    with tempfile.TemporaryDirectory(prefix="wiki-replika-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with foreign_server(folder) as server, django_db_blocker.unblock():
            with override_settings(MEDIA_ROOT=folder / "media", WHOOSH_DIR=folder / "whoosh"):
                with clone_of_the_test_database("replika") as url, connected_to(url):
                    call_command("backup", folder / "a.tar")
                with connected_to(server.url):
                    call_command("restore", folder / "a.tar")
                    create_tree()
                    index(publish_projekt("Bienen"))
            yield server, folder


def index(page: Page) -> None:
    """As the worker would, with a vector that needs no model."""
    row = Dokument.objects.create(pk=page.pk, titel=page.title)
    Chunk.objects.create(
        dokument=row, nummer=0, text="Bienen", modell="m", vektor=VECTOR, token_vektoren=b""
    )
    log_changes([page.pk])


@pytest.fixture(scope="module")
def copy(primary: tuple[ForeignServer, Path]) -> Iterator[ForeignServer]:
    server, folder = primary
    copy = server.start_copy(folder)
    yield copy
    copy.end()


@pytest.fixture
def replica_server(
    primary: tuple[ForeignServer, Path], copy: ForeignServer, django_db_blocker: DjangoDbBlocker
) -> Iterator[ForeignServer]:
    """The wiki on the primary, with the replica in its settings. Without `db`, which would take
    connections to any other database for a mistake."""
    with django_db_blocker.unblock(), connected_to(primary[0].url), replica_at(copy.url):
        yield copy


@contextmanager
def replica_at(url: str) -> Iterator[None]:
    """DATABASE_REPLIKA_URL for a while."""
    asked = {"default": {}, replica.ALIAS: replica_settings(url)}
    before = connections.settings.get(replica.ALIAS)
    _set_replica(connections.configure_settings(asked)[replica.ALIAS])
    try:
        yield
    finally:
        _set_replica(before)


def _set_replica(described: dict[str, Any] | None) -> None:
    if replica.ALIAS in connections.settings:
        connections[replica.ALIAS].close()
        connections[replica.ALIAS].close_pool()  # type: ignore[attr-defined]
        del connections[replica.ALIAS]
        del connections.settings[replica.ALIAS]
    if described is not None:
        connections.settings[replica.ALIAS] = described
    replica._Rest.until = 0.0


def answered_by_replica() -> bool:
    def ask(database: object) -> bool:
        with database.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT pg_is_in_recovery()")
            return bool(cursor.fetchone()[0])

    return replica.read(ask)


def soon(reached: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while not (done := reached()) and time.monotonic() < end:
        time.sleep(0.02)
    return done


def found() -> list[int]:
    allowed = visible_ids(anonymous_request())
    return [hit.page_id for hit in meaning.search(VECTOR, "m", allowed, 10)]


def test_replica_answers_when_it_is_up_to_date(replica_server: ForeignServer) -> None:
    assert soon(answered_by_replica)
    assert found() == list(Dokument.objects.values_list("pk", flat=True))
    assert check_replica().wert == "0 Änderungen Unterschied"


def test_replica_that_is_behind_is_not_asked(replica_server: ForeignServer) -> None:
    """A page that has just been indexed is found, whatever the replica knows."""
    assert soon(answered_by_replica)
    page = publish_projekt("Noch mehr Bienen")
    with replica_server.owner() as owner:
        owner.execute("SELECT pg_wal_replay_pause()")
        index(page)
        assert not answered_by_replica()
        assert page.pk in found()
        assert check_replica().wert == "1 Änderungen Unterschied"
        owner.execute("SELECT pg_wal_replay_resume()")
    assert soon(answered_by_replica)


def test_replica_without_the_generation_that_answers_is_not_asked(
    replica_server: ForeignServer,
) -> None:
    """Another generation is built and switched to without a change of any page."""
    assert soon(answered_by_replica)
    with replica_server.owner() as owner:
        owner.execute("SELECT pg_wal_replay_pause()")
        row = Dokument.objects.all()[0]
        Chunk.objects.create(dokument=row, nummer=0, modell="m2", vektor=VECTOR, token_vektoren=b"")
        Generation.objects.create(modell="m2", zustand=Generation.Zustand.AKTIV)
        hits = meaning.search(VECTOR, "m2", visible_ids(anonymous_request()), 10)
        assert [hit.page_id for hit in hits] == [row.pk]
        assert check_replica().wert == "1 Änderungen Unterschied"
        owner.execute("SELECT pg_wal_replay_resume()")
    assert soon(answered_by_replica)


def test_hidden_page_is_gone_at_once(replica_server: ForeignServer) -> None:
    """Hiding changes no index row: the replica counts as up to date, and yet shows nothing."""
    page = publish_projekt("Bienen im Park")
    index(page)
    assert soon(answered_by_replica)
    with replica_server.owner() as owner:
        owner.execute("SELECT pg_wal_replay_pause()")
        assert page.pk in found()
        page.unpublish()
        assert answered_by_replica()
        assert page.pk not in found()
        owner.execute("SELECT pg_wal_replay_resume()")


def test_replica_takes_no_writes(replica_server: ForeignServer) -> None:
    assert soon(answered_by_replica)
    with pytest.raises(Exception, match="read-only"):
        Netzwerkfrage.objects.using(replica.ALIAS).create(text="Bienen?")


def test_another_database_is_no_replica(replica_server: ForeignServer) -> None:
    """Numbers of changes may be alike by chance."""
    primary = connection.settings_dict
    url = f"postgresql://{primary['USER']}@{primary['HOST']}:{primary['PORT']}/{primary['NAME']}"
    with replica_at(f"{url}?password={quote(primary['PASSWORD'])}"):
        assert replica.read(lambda database: database) is connection
        assert check_replica().wert == "nicht erreichbar"


def test_primary_answers_when_the_replica_is_down(
    replica_server: ForeignServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replica, "REST_S", float(PATIENCE_S))
    assert soon(answered_by_replica)
    replica_server.end()
    try:
        assert not answered_by_replica()
        assert found() != []
        assert caplog.text.count("Die Replik antwortet nicht") == 1  # then it is not even asked
        assert check_replica().wert == "nicht erreichbar"
    finally:
        replica_server.start()


@pytest.mark.django_db  # also makes the test database that the others are cloned from
def test_without_a_replica_nobody_asks_for_it() -> None:
    assert not replica.configured()
    assert replica.read(lambda database: database) is connection
