"""The database in an archive: out by `pg_dump`, in by `pg_restore` and `psql` as one transaction.

The programs come from the package of the embedded server and serve any PostgreSQL that is not
newer. What they need to connect travels in the environment: arguments can be read by everybody.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import connection
from procrastinate.contrib.django import models as queue
from psycopg import pq

from einbettung.models import Generation, Indexbericht, Projektion
from wiki.platform.embedded_postgres.server import client_program

from .exceptions import BackupFailed, RestoreRefused
from .schema import Progress

CLIENT_MAJOR = 18  # of embedded-postgres, pinned in pyproject.toml
LOCK_WAIT = "20s"
COPY_BYTES = 1 << 20
# Of the index, what does not come from the pages alone. Named by exception, so that a table which
# is added later is taken for what most of them are: derived.
KEPT_TABLES = (Generation, Projektion, Indexbericht)
DERIVED = [
    model._meta.db_table
    for model in apps.get_app_config("einbettung").get_models()
    if model not in KEPT_TABLES
] + ["verbund_fremdpassage"]  # of cases of other wikis, which are kept: most of what they take
# Work that was waiting somewhere else, and who was logged in there: neither must come back.
PASSING = [
    "django_session",
    *(
        model._meta.db_table
        for model in (
            queue.ProcrastinateJob,
            queue.ProcrastinateEvent,
            queue.ProcrastinatePeriodicDefer,
            queue.ProcrastinateWorker,
        )
    ),
]

# Ours and nobody else's: what an extension has brought along stays (without superuser rights
# it could not be made again).
EMPTY_SQL = """
BEGIN;
SET LOCAL lock_timeout = '{wait}';
SET LOCAL client_min_messages = 'warning';
DO $$
DECLARE item record;
BEGIN
    FOR item IN
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                            WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, relname AS name
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        ORDER BY relkind = 'S'
    LOOP
        EXECUTE format('DROP %s IF EXISTS public.%I CASCADE', item.kind, item.name);
    END LOOP;
    FOR item IN
        SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', item.name);
    END LOOP;
    FOR item IN
        SELECT typname AS name FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
        WHERE typnamespace = 'public'::regnamespace
          AND (typtype IN ('e', 'd') OR typtype = 'c' AND relkind = 'c')
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')
    LOOP
        EXECUTE format('DROP TYPE IF EXISTS public.%I CASCADE', item.name);
    END LOOP;
END $$;
CREATE EXTENSION IF NOT EXISTS vector;
"""
ARRIVED = "wiki-eingespielt"
BEARER = "public.django_migrations"  # whose comment is the token of the restore that was committed
BORNE_SQL = f"SELECT obj_description(to_regclass('{BEARER}'), 'pg_class')"
ENDING_SQL = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE application_name = 'wiki-sicherung' AND datname = current_database()
          AND backend_xid IS NOT NULL
    )
"""
ENDING_S = 20  # as long as it waits for a lock
# Settings of newer servers in the head of a dump; an older server would refuse them.
NEWER_SETTINGS = (b"SET transaction_timeout",)
HEAD_ENDS = b"CREATE "
# The schema itself is there already, and belongs to the server's administrator.
SCHEMA_ENTRIES = (" SCHEMA - public ", " COMMENT - SCHEMA public ")


def server_versions() -> tuple[str, str]:
    """Returns the versions of PostgreSQL and of pgvector in the wiki's database."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        found = cursor.fetchone()
    return server, found[0] if found else ""


def refuse_newer_server() -> None:
    """Raises BackupFailed when the server is newer than `pg_dump`, which could not read it."""
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]
    if major > CLIENT_MAJOR:
        raise BackupFailed(
            f"Der Datenbankserver (PostgreSQL {major}) ist neuer als das mitgelieferte pg_dump "
            f"({CLIENT_MAJOR}). Bitte mit dem pg_dump des Servers sichern."
        )


def dump_database(target: IO[bytes], *, with_index: bool) -> None:
    """Writes the wiki's tables into `target`, as one consistent state; others go on writing."""
    left_out = PASSING if with_index else PASSING + DERIVED
    _run(
        *("pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges"),
        *(f"--exclude-table-data=public.{table}" for table in left_out),
        output=target,
    )


def replace_database(
    dump: Path, token: str, *, before_commit: Callable[[], None], progress: Progress
) -> None:
    """Everything in the database gives way to the dump, in one transaction. Afterwards `bears` the
    `token`.

    `before_commit` is called when all is in and nothing decided; when it raises, or anything else
    does, or this process dies, the database is as it was. RestoreRefused says why.
    """
    with tempfile.TemporaryFile() as complaints, _psql(complaints) as psql:
        try:
            _feed(psql, dump, token, progress)
            arrived = _last_line(psql.stdout) == ARRIVED
            if arrived:
                before_commit()
                psql.stdin.write(b"COMMIT;\n")  # type: ignore[union-attr]
            psql.stdin.close()  # type: ignore[union-attr]
            done = psql.wait() == 0 and arrived
        except BrokenPipeError:
            done = False
            psql.wait()
        if not done:
            raise RestoreRefused(f"Die Datenbank nimmt die Sicherung nicht an: {_told(complaints)}")


def bears(token: str) -> bool:
    """Whether the restore with this token was committed. Waits for one whose process has ended
    before its transaction; raises RestoreRefused when that takes too long."""
    until = time.monotonic() + ENDING_S
    while _said(ENDING_SQL):
        if time.monotonic() > until:
            raise RestoreRefused("In der Datenbank arbeitet noch eine Wiederherstellung.")
        time.sleep(0.1)
    return bool(token) and _said(BORNE_SQL) == token


def _said(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _feed(psql: "subprocess.Popen[bytes]", dump: Path, token: str, progress: Progress) -> None:
    """Hands psql all statements but the last: without COMMIT it takes everything back when it
    ends."""
    into: IO[bytes] = psql.stdin  # type: ignore[assignment]
    into.write(b"\\o /dev/null\n" + EMPTY_SQL.replace("{wait}", LOCK_WAIT).encode())
    contents = dump.with_suffix(".inhalt")
    contents.write_text(_contents(dump))
    command = ["--no-owner", "--no-privileges", "--file=-", f"--use-list={contents}", str(dump)]
    with subprocess.Popen(
        [client_program("pg_restore"), *command],
        stdout=subprocess.PIPE,
        env=_environment(),
    ) as restore:
        source: IO[bytes] = restore.stdout  # type: ignore[assignment]
        for line in source:
            if not line.startswith(NEWER_SETTINGS):
                into.write(line)
            if line.startswith(HEAD_ENDS):
                break
        while data := source.read(COPY_BYTES):
            into.write(data)
            progress(len(data))
    if restore.returncode != 0:
        raise RestoreRefused("Der Datenbankauszug in der Sicherung ist nicht lesbar.")
    into.write(f"\nCOMMENT ON TABLE {BEARER} IS '{token}';\n".encode())
    into.write(f"\\o\nSELECT '{ARRIVED}';\n".encode())
    into.flush()


def _contents(dump: Path) -> str:
    """Lists what the dump holds, without the schema."""
    with tempfile.TemporaryFile() as output:
        _run("pg_restore", "--list", str(dump), output=output)
        output.seek(0)
        lines = output.read().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not any(entry in line for entry in SCHEMA_ENTRIES))


@contextmanager
def _psql(complaints: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    """Starts a `psql` that ends at the first error. It is killed, and its work undone, when the
    block is left early."""
    options = ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    process = subprocess.Popen(
        [client_program("psql"), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=_environment(),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):  # what is still in it concerns nobody any more
                pipe.close()  # type: ignore[union-attr]


def _last_line(output: IO[bytes] | None) -> str:
    """Waits until psql has done what it was told, or has ended."""
    return output.readline().decode().strip() if output else ""


def _told(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if "ERROR:" in line or "FATAL:" in line] or lines
    return errors[0][:500] if errors else "psql endete vorzeitig."


def _run(program: str, *arguments: str, output: IO[bytes]) -> None:
    done = subprocess.run(
        [client_program(program), *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["unbekannt"]
        raise BackupFailed(f"{program}: {reason[0][:500]}")


def _environment() -> dict[str, str]:
    """Describes Django's own connection in libpq's variables; options that have none are left
    out."""
    given: dict[str, Any] = connection.get_connection_params()
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar
    }
    own = {names[key]: str(value) for key, value in given.items() if key in names and value}
    return os.environ | own | {"PGAPPNAME": "wiki-sicherung", "PGTZ": "UTC", "LC_ALL": "C.UTF-8"}
