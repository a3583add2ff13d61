"""A change of the model while others ask, build or die: threads and processes of their own."""

import os
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from procrastinate.contrib.django import app

from einbettung.exceptions import NoWorker
from einbettung.indexing.audit import audit
from einbettung.indexing.generation import activate, begin
from einbettung.indexing.sharing import enqueue_missing, open_jobs, share_encoding
from einbettung.model import encoder as encoders
from einbettung.model.active_model import get_active_model
from einbettung.models import Chunk, Fassung, Generation
from suche.messung.model_change import fill, switch_to
from tests.integration.einbettung.indexing.generations import (
    BIG,
    SMALL,
    Pages,
    Seen,
    active,
    answer,
    comes_true,
)
from wiki.platform.locks import Lock

pytestmark = pytest.mark.real_model  # two models that disagree


def test_process_goes_on_with_the_old_model_until_the_new_one_is_loaded(
    committed: Pages, small_folder: Path
) -> None:
    old = get_active_model().signature
    new = begin(str(small_folder))
    fill(new)
    encoders._loaded.pop((str(small_folder), new.modell))
    activate(new)
    assert get_active_model().signature == old
    assert comes_true(lambda: get_active_model().signature == new.modell)
    assert {signature for _, signature in encoders._loaded} == {new.modell}


def test_questions_never_meet_a_mixture_while_generations_are_switched(
    committed: Pages, small_folder: Path
) -> None:
    new, old = begin(str(small_folder)), active()
    with _searching() as seen:
        fill(new)
        for generation in (new, old, new):
            switch_to(Generation.objects.get(pk=generation.pk))
            assert comes_true(partial(_last_was_answered_by, seen, generation)), seen[-1:]
    assert {(signature, dimension) for signature, dimension, _, _ in seen} == {
        (old.modell, BIG),
        (new.modell, SMALL),
    }
    assert {(first, notices) for _, _, first, notices in seen} == {("Friedhof von oben", ())}


def test_build_that_was_killed_goes_on(committed: Pages, small_folder: Path) -> None:
    """It stands at the last page, which somebody else works on; then it is killed with -9."""
    last = max(page.pk for page in committed.values())
    with _other_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [Lock.PAGE, last])
        process = _build_in_a_process(small_folder)
        there = Fassung.objects.filter(dokument__lt=last).exclude(modell=active().modell)
        reached = comes_true(lambda: there.count() == 3)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert reached
    assert comes_true(lambda: not _is_locked(Lock.GENERATION))
    generation = begin(str(small_folder))
    built = fill(generation)
    assert Generation.objects.count() == 2
    assert (
        0 < built.encoded == Chunk.objects.filter(modell=generation.modell, dokument=last).count()
    )
    assert list(audit(generation.modell)) == []


def test_workers_share_a_generation(
    committed: Pages, empty_queue: None, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("einbettung.indexing.sharing.PAGES_AT_ONCE", 2)
    generation = begin(str(small_folder))
    assert (enqueue_missing(generation), enqueue_missing(generation)) == (2, 0)
    with pytest.raises(NoWorker):
        share_encoding(generation, lambda _: None)
    _work_off_the_queue()
    assert open_jobs(generation) == 0
    assert list(audit(generation.modell)) == []
    assert fill(generation).encoded == 0


def _last_was_answered_by(seen: list[Seen], generation: Generation) -> bool:
    return bool(seen) and seen[-1][0] == generation.modell


class _searching:
    """Somebody who asks one question after the other, in a thread with a connection of its own."""

    def __enter__(self) -> list[Seen]:
        self.seen: list[Seen] = []
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self.seen

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self.error:
            raise self.error

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                ergebnis = answer("Friedhof von oben")
                ranking, (first, *_) = ergebnis.ranking, ergebnis[:10]
                assert ranking.vector is not None
                assert first.passage
                self.seen.append(
                    (ranking.signature, len(ranking.vector), first.seite.title, ranking.notices)
                )
        except Exception as error:
            self.error = error
        finally:
            connection.close()


def _other_connection() -> "psycopg.Connection[tuple[Any, ...]]":
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "pool"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)


def _is_locked(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid "
            "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s",
            [key],
        )
        return cursor.fetchone() != (0,)


BUILD = """
import django; django.setup()
from suche.messung import model_change
model_change.PAGES_AT_ONCE = 1
from django.core.management import call_command
call_command("change_model", "build", "--model", {folder!r})
"""


def _build_in_a_process(folder: Path) -> "subprocess.Popen[bytes]":
    """`change_model build` in the test database, a page at a time."""
    socket, name = connection.settings_dict["HOST"], connection.settings_dict["NAME"]
    parameters = connection.get_connection_params()
    address = f"postgresql://postgres@/{name}?host={parameters.get('host', socket)}"
    return subprocess.Popen(
        [sys.executable, "-c", BUILD.format(folder=str(folder))],
        cwd=django_settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "wiki.settings.test"},
        stdout=subprocess.DEVNULL,
    )


def _work_off_the_queue() -> None:
    """A worker that ends when nothing is left to do."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["index"], wait=False, install_signal_handlers=False, listen_notify=False
        )
