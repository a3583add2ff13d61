"""The database that the wiki brings along: started by whoever comes first, outliving everybody."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from wiki.platform.embedded_postgres.configured import configured_server
from wiki.platform.embedded_postgres.server import (
    LOG_KEPT_BYTES,
    PORT,
    EmbeddedPostgres,
    embedded_postgres,
    put_aside,
)

START = """
import sys
from pathlib import Path
from wiki.platform.embedded_postgres.server import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1])).ensure_running()
"""
DEADLINE_S = 120


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Not pytest's tmp_path: as root the server runs as nobody, who must get through to it."""
    with tempfile.TemporaryDirectory(prefix="wiki-pg-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server of our own. An earlier start was killed half way through initdb."""
    server = EmbeddedPostgres(folder / "postgres")
    half = server.base / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    server.ensure_running()
    yield server
    server.stop()


@pytest.fixture
def running(server: EmbeddedPostgres) -> EmbeddedPostgres:
    server.ensure_running()
    return server


def query(server: EmbeddedPostgres, sql: str, database: str = "wiki") -> Any:
    """The first column of the first row; None for a command without rows."""
    with psycopg.connect(
        host=str(server.socket_folder), port=PORT, user="postgres", dbname=database
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def kill(server: EmbeddedPostgres) -> int:
    """Kill the postmaster; returns its number once nobody answers any more."""
    number = postmaster(server)
    os.kill(number, signal.SIGKILL)
    wait_until(lambda: not server.answers())
    return number


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_starts_after_a_killed_initdb(running: EmbeddedPostgres) -> None:
    assert query(running, "SELECT current_database()") == "wiki"
    assert not (running.base / "data.new").exists()


def test_lower_knows_umlauts(running: EmbeddedPostgres) -> None:
    assert query(running, "SELECT lower('ÄÖÜẞ')") == "äöüß"


def test_pgvector_is_there(running: EmbeddedPostgres) -> None:
    assert query(running, "SELECT '[3,4]'::halfvec <-> '[0,0]'") == 5


def test_pgvector_is_there_in_new_databases(running: EmbeddedPostgres) -> None:
    with psycopg.connect(
        host=str(running.socket_folder), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE probe")
    assert query(running, "SELECT '[3,4]'::vector <-> '[0,0]'", "probe") == 5


def test_the_log_repeats_no_words_of_a_statement(running: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.Error):
        query(running, "SELECT 1 / 0, 'Geheime Frage'")
    said = running.log.read_text()
    assert "division by zero" in said
    assert "Geheim" not in said


def test_a_row_that_breaks_a_rule_is_not_repeated(running: EmbeddedPostgres) -> None:
    twice = (
        "CREATE TABLE frage (wort text UNIQUE); INSERT INTO frage VALUES ('Personal'), ('Personal')"
    )
    with pytest.raises(psycopg.errors.UniqueViolation):
        query(running, twice)
    said = running.log.read_text()
    assert "frage_wort_key" in said
    assert "Personal" not in said


def test_listens_on_no_network_address(running: EmbeddedPostgres) -> None:
    assert query(running, "SHOW listen_addresses") == ""


def test_files_are_closed_to_others(running: EmbeddedPostgres) -> None:
    assert running.data.stat().st_mode & 0o077 == 0
    assert running.socket_folder.stat().st_mode & 0o077 == 0


def test_running_server_is_left_alone(running: EmbeddedPostgres) -> None:
    before = postmaster(running)
    running.ensure_running()
    assert postmaster(running) == before


def test_data_survives_a_killed_server(running: EmbeddedPostgres) -> None:
    query(running, "CREATE TABLE IF NOT EXISTS merke AS SELECT 'noch da' AS was")
    killed = kill(running)
    wait_until(lambda: not Path(f"/proc/{killed}").exists())
    running.ensure_running()
    assert postmaster(running) != killed
    assert query(running, "SELECT was FROM merke") == "noch da"


def test_starts_again_before_the_killed_server_is_buried(running: EmbeddedPostgres) -> None:
    """In a container whose first process reaps late (or never), the dead one stays a zombie."""
    killed = kill(running)
    try:
        running.ensure_running()
        assert query(running, "SELECT 1") == 1
    finally:
        wait_until(lambda: not Path(f"/proc/{killed}").exists())


def test_starts_again_while_a_worker_of_the_killed_server_still_ends(
    running: EmbeddedPostgres,
) -> None:
    """On a busy machine a worker notices late and holds the shared memory until it does."""
    worker = query(running, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
    os.kill(worker, signal.SIGSTOP)
    kill(running)
    late = threading.Timer(1.5, os.kill, [worker, signal.SIGCONT])
    late.start()
    try:
        running.ensure_running()
        assert query(running, "SELECT 1") == 1
    finally:
        late.join()


def test_stop_ends_the_server_and_says_whether_it_ran(running: EmbeddedPostgres) -> None:
    assert (running.stop(), running.stop()) == (True, False)
    assert not running.answers()
    assert not (running.data / "postmaster.pid").exists()


def test_starts_again_after_a_stop(running: EmbeddedPostgres) -> None:
    query(running, "CREATE TABLE IF NOT EXISTS bleibt AS SELECT 1 AS zahl")
    running.stop()
    running.ensure_running()
    assert query(running, "SELECT zahl FROM bleibt") == 1


def test_server_outlives_who_started_it(running: EmbeddedPostgres) -> None:
    running.stop()
    subprocess.run([sys.executable, "-c", START, str(running.base)], check=True, timeout=90)
    assert query(running, "SELECT 1") == 1


def test_two_first_starts_at_once_get_one_server(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "zwei")
    command = [sys.executable, "-c", START, str(server.base)]
    try:
        starting = [subprocess.Popen(command) for _ in range(2)]
        assert [process.wait(timeout=120) for process in starting] == [0, 0]
        assert query(server, "SELECT current_database()") == "wiki"
        assert _servers_of(server) == [postmaster(server)]
    finally:
        server.stop()


def test_long_path_puts_the_socket_elsewhere(folder: Path) -> None:
    server = EmbeddedPostgres(folder / ("tief" * 30) / "postgres")
    socket = server.socket_folder / f".s.PGSQL.{PORT}"
    assert len(bytes(socket)) <= 107
    assert folder not in socket.parents


def test_two_long_paths_have_different_sockets(folder: Path) -> None:
    one, two = (EmbeddedPostgres(folder / ("tief" * 30) / name) for name in ("eins", "zwei"))
    assert one.socket_folder != two.socket_folder


@pytest.mark.skipif(os.getuid() != 0, reason="only root's server runs as somebody else")
def test_behind_a_private_folder_root_puts_its_server_elsewhere(tmp_path: Path) -> None:
    assert tmp_path.stat().st_mode & 0o001 == 0
    assert tmp_path not in embedded_postgres(tmp_path).base.parents


@pytest.mark.django_db
def test_the_tests_have_a_server_of_their_own_that_clears_up_behind_nobody() -> None:
    own, of_make_run = configured_server(), embedded_postgres(settings.VAR_DIR)
    assert {own.base, own.socket_folder}.isdisjoint({of_make_run.base, of_make_run.socket_folder})
    assert connection.settings_dict["HOST"] == str(own.socket_folder)
    for setting in ("autovacuum", "fsync"):
        assert query(own, f"SHOW {setting}", "postgres") == "off"


def _servers_of(server: EmbeddedPostgres) -> list[int]:
    """Postmasters (not their children) that serve this data folder, by their command lines."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"-D" in words and bytes(server.data) in words:
            found.append(int(process.parent.name))
    return found


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path)
    server.log.write_bytes(b"x" * (LOG_KEPT_BYTES + 1))
    put_aside(server.log)
    assert [file.name for file in tmp_path.iterdir()] == ["postgresql.log.1"]
