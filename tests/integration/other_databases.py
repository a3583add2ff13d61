"""Databases beside that of the tests: clones of it, and a second server that wants a password."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection, connections
from django.db.utils import load_backend

from tests.acceptance.operation import free_port
from wiki.platform.embedded_postgres.configured import configured_server
from wiki.platform.embedded_postgres.server import UNPRIVILEGED_UID, EmbeddedPostgres
from wiki.settings.database import database_settings

PASSWORD = "geh:eim/ä@"  # what an address must not stumble over


def embedded_url(database: str) -> str:
    """A database of the server that the tests use."""
    socket = configured_server().socket_folder
    return f"postgresql://postgres@/{quote(database)}?{urlencode({'host': str(socket)})}"


@contextmanager
def second_connection() -> Iterator[psycopg.Connection]:
    """A session of its own in the test's database, as another process would have it."""
    described = connection.settings_dict
    with psycopg.connect(
        host=described["HOST"],
        port=described["PORT"] or None,
        user=described["USER"],
        password=described["PASSWORD"] or None,
        dbname=described["NAME"],
    ) as other:
        yield other


@contextmanager
def cloned(template: str, name: str) -> Iterator[str]:
    """The address of a copy of the database `template`, to which nobody may be connected."""
    with psycopg.connect(embedded_url("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        try:
            yield embedded_url(name)
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextmanager
def clone_of_the_test_database(suffix: str) -> Iterator[str]:
    """The address of a copy of it, as it is after the migrations. Before a test has begun."""
    own = str(connection.settings_dict["NAME"])
    assert own.startswith("test_")
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with cloned(own, f"{own}_{suffix}") as url:
        yield url


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Django's default database is another one for a while."""
    before = connections["default"]
    described = connections.configure_settings({"default": database_settings(url)})["default"]
    del described["OPTIONS"]["pool"]  # pools go by alias: this one would be that of the tests
    other = load_backend(described["ENGINE"]).DatabaseWrapper(described, "default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = before


class ForeignServer(EmbeddedPostgres):
    """A PostgreSQL as a town hall has it: on the network, with a password, not ours to rule."""

    port: int

    def start_with_password(self) -> None:
        object.__setattr__(self, "port", free_port())
        self.base.mkdir(parents=True, exist_ok=True)
        self.ensure_running()
        with psycopg.connect(host=str(self.socket_folder), user="postgres", dbname="wiki") as own:
            own.execute(f"CREATE ROLE anna LOGIN PASSWORD '{PASSWORD}'".encode())
            own.execute("ALTER DATABASE wiki OWNER TO anna")
        self.stop()
        (self.data / "pg_hba.conf").write_text(
            "local all postgres trust\nlocal replication postgres trust\n"
            "host all all 127.0.0.1/32 scram-sha-256\n"
        )
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write("fsync = off\n")
        self.start()

    def start_copy(self, folder: Path) -> "ForeignServer":
        """A streaming replica of this server."""
        copy = ForeignServer(folder / "kopie")
        object.__setattr__(copy, "port", free_port())
        for part in (copy.base, copy.socket_folder):
            part.mkdir(parents=True)
            if os.getuid() == 0:
                os.chown(part, UNPRIVILEGED_UID, UNPRIVILEGED_UID)
        self._run(
            *("pg_basebackup", "-h", str(self.socket_folder), "-p", str(self.port)),
            *("-U", "postgres", "-D", str(copy.data), "-R", "-X", "stream", "-c", "fast"),
        )
        copy.start()
        return copy

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port}"
        self._run(
            *("pg_ctl", "start", "-w", "-D", str(self.data), "-l", str(self.log), "-o"),
            f"{options} -c unix_socket_directories='{self.socket_folder}'",
        )

    def end(self) -> None:
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-w")

    @property
    def url(self) -> str:
        return f"postgresql://anna:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/wiki"

    def owner(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Past all rights, by the socket."""
        return psycopg.connect(
            host=str(self.socket_folder),
            port=self.port,
            user="postgres",
            dbname="wiki",
            autocommit=True,
        )


@contextmanager
def foreign_server(folder: Path) -> Iterator[ForeignServer]:
    server = ForeignServer(folder / "fremd")
    server.start_with_password()
    try:
        yield server
    finally:
        server.end()
