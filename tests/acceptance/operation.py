"""A wiki of its own, run the way staff run it: processes, a database, a folder for its files."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import psycopg
from django.conf import settings

from wiki.platform.embedded_postgres.configured import configured_server
from wiki.platform.embedded_postgres.server import EmbeddedPostgres

READY = "Das Wiki ist bereit"
READY_TIMEOUT_S = 180
COMMAND_TIMEOUT_S = 900
SECOND_SIGNAL_AFTER_S = 0.3
STOP_TIMEOUT_S = 90
READING_MS = 3_500  # nobody fills in a form sooner, and forms count on it
HIT = re.compile(r'<article class="wiki-treffer">.*?<h2.*?href="([^"]+)"', re.DOTALL)

Environment = dict[str, str]
_shells: dict[str, "subprocess.Popen[str]"] = {}  # of each database that has one


@dataclass(frozen=True)
class Wiki:
    """What every process of this wiki is told. `address` is empty until it is served; `model` is a
    folder, empty for the bundled one."""

    database: str
    var: Path
    address: str = ""
    model: str = ""

    @property
    def environment(self) -> Environment:
        query = urlencode({"host": str(server().socket_folder)})
        return os.environ | {
            "DATABASE_URL": f"postgresql://postgres@/{quote(self.database)}?{query}",
            "DJANGO_SETTINGS_MODULE": "wiki.settings.dev",
            "EINBETTUNG_MODELL": self.model,
            "OMP_WAIT_POLICY": "PASSIVE",  # spinning threads: three times slower on a busy machine
            "WIKI_VAR": str(self.var),
        }

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` to its end; `environment` comes on top of the wiki's own."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
        )

    def manage_or_fail(self, *arguments: str) -> str:
        """The output of a command that has to work."""
        done = self.manage(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def shell(self, script: str) -> str:
        """What a script prints that is run inside the wiki, in a process that stays for the next
        one."""
        if self.database not in _shells:
            _shells[self.database] = subprocess.Popen(
                [sys.executable, "-m", "tests.acceptance.shell"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        process = _shells[self.database]
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(script) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or '{"error": "The shell is gone."}')
        assert "error" not in answer, answer["error"]
        return str(answer["printed"])

    def command(self, *arguments: str) -> str:
        """The output of a command, in the process of `shell`: Django and the model are there."""
        call = f"from django.core.management import call_command\ncall_command(*{arguments!r})"
        return self.shell(call)

    def end_shell(self) -> None:
        if process := _shells.pop(self.database, None):
            process.communicate()  # it ends with its input

    def start(self, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
        """`manage.py` in the background, in a process group of its own, its output in `log`."""
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the wiki's database as it is on disk, past all of our code."""
        with connect(self.database) as connection:
            return connection.execute(statement).fetchall()

    def get(self, path: str, **query: str) -> tuple[int, str]:
        """Status and text of an address, as a visitor without login gets it."""
        address = self.address + path.lstrip("/") + (f"?{urlencode(query)}" if query else "")
        try:
            with urlopen(address, timeout=60) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def ask(self, question: str) -> list[str]:
        """Slugs of the first result page, best first."""
        status, page = self.get("suche/", q=question)
        assert status == 200, page
        return [slug_of(address) for address in HIT.findall(page)]


def slug_of(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[-1]


def server() -> EmbeddedPostgres:
    """The embedded PostgreSQL of the tests, running."""
    embedded = configured_server()
    embedded.ensure_running()
    return embedded


def connect(database: str) -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(
        dbname=database, user="postgres", host=str(server().socket_folder), autocommit=True
    )


def create_database(name: str, template: str = "template1") -> None:
    """A database called `name`, also where a killed run has left one."""
    drop_database(name)
    with connect("postgres") as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())


def drop_database(name: str) -> None:
    with connect("postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def prepare_folder(var: Path) -> Path:
    """A folder for the files of a wiki. The converted model is shared with `make run`."""
    var.mkdir(parents=True, exist_ok=True)
    models = settings.VAR_DIR / "modelle"
    models.mkdir(parents=True, exist_ok=True)
    if not (var / "modelle").is_symlink():
        (var / "modelle").symlink_to(models)
    return var


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.2) -> bool:
    """Whether `condition` came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause)
    return condition()


def kill_group(process_group: int) -> bool:
    """End a process group at once; whether one of it was still alive. What has ended and waits for
    its parent is not alive."""
    alive = any(_is_alive_in(process_group, stat) for stat in Path("/proc").glob("[0-9]*/stat"))
    with suppress(ProcessLookupError):
        os.killpg(process_group, signal.SIGKILL)
    return alive


def _is_alive_in(process_group: int, stat: Path) -> bool:
    try:
        state, _parent, group = stat.read_text().rpartition(")")[2].split()[:3]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return int(group) == process_group and state != "Z"


def children_of(process: int) -> list[int]:
    """Direct children; `serve` gives each a process group of its own."""
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def stop_serve(serve: "subprocess.Popen[bytes]") -> list[int]:
    """SIGTERM, as a service manager does it, and once more, as the impatient do; returns the
    processes that had to be killed."""
    groups = [serve.pid, *children_of(serve.pid)]
    serve.terminate()
    time.sleep(SECOND_SIGNAL_AFTER_S)
    serve.terminate()
    try:
        serve.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        serve.kill()
        serve.wait()
    return [group for group in groups if kill_group(group)]
