"""Machines die, disks fill up, databases go away: the index ends where it would have ended anyway,
and while it happens nobody is shown what they may not read.

Real processes, a PostgreSQL of its own, a small real model (`tests.small_models`); what the
processes do stands in `fault_processes`, how much of it in `fault_sizes`. After each fault an audit
must be clean without a full rebuild.
"""

import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import distribution
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection

from tests.integration.fault_sizes import KILLS, PAGES, ROUNDS
from tests.small_models import small_model
from wiki.platform.embedded_postgres.configured import configured_server
from wiki.platform.embedded_postgres.server import EmbeddedPostgres
from wiki.platform.locks import Lock

pytestmark = pytest.mark.django_db  # else a run of this file alone has no test database to copy

TIMEOUT_S = 300
BASE = "grundstand"
DEFAULT_SEED = 264
BINARIES = Path(
    str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin"))
)
HOLD_A_PAGE = f"SELECT pg_advisory_xact_lock({Lock.PAGE}, min(page_ptr_id)) FROM wiki_projektseite"
CAP_SYS_ADMIN = 1 << 21
CONTEXT = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL that may be stopped, with the tables of the test database."""
    with tempfile.TemporaryDirectory(prefix="wiki-fehler-") as folder:
        Path(folder).chmod(0o755)  # the server runs as another user
        server = EmbeddedPostgres(Path(folder) / "postgres")
        server.ensure_running()
        try:
            _execute(server, "postgres", f"CREATE DATABASE {BASE}")
            _copy_tables(server)
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="module")
def processes(server: EmbeddedPostgres) -> Iterator[None]:
    """The fork server: Django and the model loaded, on that PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="wiki-fehler-modell-") as folder:
        query = urlencode({"host": str(server.socket_folder)})
        environment = {
            "DATABASE_URL": f"postgresql://postgres@/{BASE}?{query}",
            "EINBETTUNG_MODELL": str(small_model(32)),
            "OMP_NUM_THREADS": "1",
        }
        with pytest.MonkeyPatch.context() as patched:
            for name, value in environment.items():
                patched.setenv(name, value)
            CONTEXT.set_forkserver_preload(["tests.integration.fault_processes"])
            _call("prepare", BASE, Path(folder))
        yield


class Wiki:
    """One test's wiki: database and folder; processes are called by the name of what they do."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.allow_refusals = False

    def call(self, name: str, *arguments: Any) -> Any:
        return _call(name, self.database, self.folder, *arguments)

    @contextmanager
    def running(self, name: str, *arguments: Any) -> Iterator[ForkServerProcess]:
        """Killed at the end, as in a power cut."""
        process, _ = _start(name, self.database, self.folder, *arguments)
        try:
            yield process
        finally:
            process.kill()
            process.join()

    def wait_for_jobs(self) -> None:
        """Until a worker that is running has done all there is."""
        assert _wait(lambda: self.call("open_jobs") == 0, pause=0.5), "jobs are left"


@pytest.fixture
def seed() -> int:
    """The same in every run, so that a failure is of the change; `make test-faults` draws others.
    Printed with a failure."""
    seed = int(os.environ.get("WIKI_SEED", DEFAULT_SEED))
    print(f"WIKI_SEED={seed}")
    return seed


@pytest.fixture
def wiki(processes: None, server: EmbeddedPostgres, seed: int, tmp_path: Path) -> Iterator[Wiki]:
    """Indexed projects. Somebody asks throughout: no answer may hold what is private, or be an
    error. In the end the audit finds nothing."""
    database = f"fall_{random.SystemRandom().randrange(10**9)}"
    _execute(server, "postgres", f"CREATE DATABASE {database} TEMPLATE {BASE}")
    wiki = Wiki(database, tmp_path)
    wiki.call("ask", "Rathaus")  # builds the word index
    stop = CONTEXT.Event()
    process, answer = _start("ask_throughout", database, tmp_path, stop, seed)
    try:
        yield wiki
        stop.set()
        seen = _answer(process, answer)
        assert seen["problems"] == []
        assert seen["answered"] > 3
        assert wiki.allow_refusals or not seen["refused"]
        assert wiki.call("compare") == {}
    finally:
        process.kill()
        _execute(server, "postgres", f"DROP DATABASE {database} WITH (FORCE)")


def test_worker_killed_at_random_points_of_a_reindex(wiki: Wiki, seed: int) -> None:
    chance = random.Random(seed)
    wiki.call("forget_index")
    wiki.call("enqueue_reindex")
    for _ in range(KILLS):
        with wiki.running("work"):
            time.sleep(chance.uniform(0.1, 1.2))
    with wiki.running("work"):
        wiki.wait_for_jobs()
    assert len(wiki.call("indexed_titles")) == PAGES


def test_reindex_killed_at_random_points(wiki: Wiki, seed: int) -> None:
    chance = random.Random(seed)
    wiki.call("forget_index")
    for _ in range(KILLS):
        with wiki.running("mend"):
            time.sleep(chance.uniform(0.1, 0.6))
    assert wiki.call("mend")["fehler"] == []
    assert len(wiki.call("indexed_titles")) == PAGES


def test_postgres_stopped_and_started_under_load(wiki: Wiki, server: EmbeddedPostgres) -> None:
    wiki.allow_refusals = True
    wiki.call("forget_index")
    wiki.call("enqueue_reindex")
    with wiki.running("work"):
        for _ in range(2):
            time.sleep(1)
            server.stop()
            time.sleep(0.5)
            server.ensure_running()
        wiki.wait_for_jobs()
    assert len(wiki.call("indexed_titles")) == PAGES


def test_word_index_deleted_and_damaged_while_searching(wiki: Wiki) -> None:
    for harm in (_delete, _shorten, _empty, _litter):
        harm(wiki.folder / "whoosh")
        time.sleep(0.3)
        assert wiki.call("ask", "kennwort7")[:1] == ["Vorhaben kennwort7 marke7x"], harm.__name__


def test_word_index_read_only_while_searching(wiki: Wiki) -> None:
    with _small_disk(wiki.folder / "whoosh", megabytes=16) as disk:
        wiki.call("ask", "Rathaus")
        _mount("-o", "remount,ro", str(disk))
        _publish(wiki, "marke7x", "Umbenannt tausendschön")
        assert wiki.call("ask", "kennwort8")[:1] == ["Vorhaben kennwort8 marke8x"]
        _mount("-o", "remount,rw", str(disk))
        assert _wait(lambda: wiki.call("ask", "tausendschön")[:1] == ["Umbenannt tausendschön"])


def test_disk_full_while_searching(wiki: Wiki) -> None:
    with _small_disk(wiki.folder / "whoosh", megabytes=4) as disk:
        wiki.call("ask", "Rathaus")
        _fill_up(disk / "voll")
        _publish(wiki, "marke7x", "Umbenannt tausendschön")
        assert wiki.call("ask", "kennwort8")[:1] == ["Vorhaben kennwort8 marke8x"]
        (disk / "voll").unlink()
        assert _wait(lambda: wiki.call("ask", "tausendschön")[:1] == ["Umbenannt tausendschön"])


def test_two_full_reindexes_at_once(wiki: Wiki, server: EmbeddedPostgres) -> None:
    with _connect(server, wiki.database) as other, other.transaction():
        # Until one is refused the other gets no further than to the first page.
        other.execute(HOLD_A_PAGE.encode())
        both = [_start("mend", wiki.database, wiki.folder, True) for _ in range(2)]
        assert wait([answer for _, answer in both], TIMEOUT_S)
    reports = [report for running in both if (report := _answer(*running))]
    assert [report["repariert"] for report in reports] == [PAGES]


def test_page_edited_hidden_and_deleted_while_it_is_encoded(wiki: Wiki) -> None:
    for number, act in enumerate(("rename", "hide", "delete")):
        (wiki.folder / "begonnen").unlink(missing_ok=True)
        wiki.call("rename", f"marke{number}x", f"Erst marke{number}x")
        with wiki.running("work", 1.0):
            assert _wait((wiki.folder / "begonnen").exists, pause=0.02)
            title = [f"Dann marke{number}x"] if act == "rename" else []
            wiki.call(act, f"marke{number}x", *title)
            wiki.wait_for_jobs()
    titles = wiki.call("indexed_titles")
    assert [title for title in titles if f"marke{0}x" in title] == ["Dann marke0x"]
    assert not [title for title in titles if "marke1x" in title or "marke2x" in title]


def test_publish_events_in_a_burst(wiki: Wiki) -> None:
    with wiki.running("work"), wiki.running("work"):
        parts = [
            _start("ring_in_a_burst", wiki.database, wiki.folder, part, 4, ROUNDS)
            for part in range(4)
        ]
        for part in parts:
            _answer(*part)
        wiki.wait_for_jobs()
    titles = wiki.call("indexed_titles")
    assert len([title for title in titles if title.endswith(f"runde{ROUNDS - 1}")]) == PAGES


def test_model_that_breaks_on_one_page(wiki: Wiki) -> None:
    wiki.call("forget_index")
    report = wiki.call("mend_refusing", "marke7x")
    assert [entry["text"] for entry in report["fehler"]] == ["RuntimeError: unverdaulich"]
    assert report["repariert"] == PAGES - 1
    assert wiki.call("mend") == {"repariert": 1, "fehler": []}


def _publish(wiki: Wiki, word: str, title: str) -> None:
    wiki.call("rename", word, title)
    with wiki.running("work"):
        wiki.wait_for_jobs()


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _shorten(folder: Path) -> None:
    _harm(folder, lambda file: os.truncate(file, file.stat().st_size // 2))


def _empty(folder: Path) -> None:
    _harm(folder, lambda file: os.truncate(file, 0))


def _litter(folder: Path) -> None:
    _harm(folder, _overwrite_start)


def _harm(folder: Path, act: Callable[[Path], object]) -> None:
    """Every file of the index; it may be replaced while they are gone through."""
    for file in [file for file in folder.glob("v*/*") if file.is_file()]:
        with suppress(FileNotFoundError):
            act(file)


def _overwrite_start(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"\xff" * 512)


def _fill_up(file: Path) -> None:
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(b"\0" * 4096)


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own for the word index; what lay there is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    if not _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)):
        capable = int(Path("/proc/self/status").read_text().split("CapEff:")[1].split()[0], 16)
        message = "Hier darf niemand etwas einhängen (mount): kein kleines Laufwerk möglich."
        (pytest.fail if capable & CAP_SYS_ADMIN and os.environ.get("CI") else pytest.skip)(message)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> bool:
    if shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *arguments], capture_output=True).returncode == 0


def _start(
    name: str, database: str, folder: Path, *arguments: Any
) -> tuple[ForkServerProcess, Any]:
    receiving, sending = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(
        target=_run, args=(name, database, folder, sending, *arguments), daemon=True
    )
    process.start()
    sending.close()
    return process, receiving


def _run(name: str, database: str, folder: Path, answer: Any, *arguments: Any) -> None:
    """In the new process, where the module is loaded already; in ours it must not be."""
    from . import fault_processes

    place = fault_processes.Place(database, folder)
    fault_processes.run(getattr(fault_processes, name), place, answer, *arguments)


def _answer(process: ForkServerProcess, answer: Any) -> Any:
    assert answer.poll(TIMEOUT_S), "the process did not come to an end"
    try:
        result = answer.recv()
    except EOFError:
        pytest.fail("the process died; its reason stands above")
    process.join()
    return result


def _call(name: str, database: str, folder: Path, *arguments: Any) -> Any:
    return _answer(*_start(name, database, folder, *arguments))


def _wait(condition: Callable[[], bool], pause: float = 0.2) -> bool:
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause)
    return False


def _execute(server: EmbeddedPostgres, database: str, statement: str) -> None:
    with _connect(server, database) as opened:
        opened.execute(statement.encode())


def _connect(server: EmbeddedPostgres, database: str) -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(
        dbname=database, user="postgres", host=str(server.socket_folder), autocommit=True
    )


def _copy_tables(server: EmbeddedPostgres) -> None:
    """The migrated tables of the test database, without their rows but Django's own."""
    source = configured_server().socket_folder
    name = str(connection.settings_dict["NAME"])
    dump: list[str | Path] = [BINARIES / "pg_dump", "-h", source, "-U", "postgres", name]
    load: list[str | Path] = [
        BINARIES / "psql",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        server.socket_folder,
    ]
    sql = subprocess.run([*dump], check=True, capture_output=True).stdout
    subprocess.run([*load, "-U", "postgres", BASE], input=sql, check=True, capture_output=True)
