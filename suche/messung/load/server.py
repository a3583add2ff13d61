"""A server of its own for measuring, on a free port, ended afterwards."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from suche.exceptions import MeasuringFailed

from .searchers import ask

READY_S = 180
WEB = "gunicorn"


@dataclass(frozen=True)
class Server:
    """Where it listens, and the process that started it (0: somebody else's)."""

    address: str
    process: int = 0

    def megabytes(self) -> float:
        """Memory of the web processes together; 0 where that cannot be seen."""
        return sum(_share(pid) for pid in self._web())

    def cpu_seconds(self) -> float:
        """CPU of the web processes so far: it says what a question costs however busy the machine
        is."""
        return sum(_cpu(pid) for pid in self._web())

    def _web(self) -> list[int]:
        return [pid for pid in _below(self.process) if WEB in _command(pid)]


@contextmanager
def own_server() -> Iterator[Server]:
    """Serves as `make run` does; MeasuringFailed when it does not answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DJANGO_ALLOWED_HOSTS": "127.0.0.1"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a line for everybody who is turned away
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_S
    while ask(address, "Kommune").status != 200:
        if process.poll() is not None or time.monotonic() > end:
            raise MeasuringFailed(f"{address} antwortet nicht.")
        time.sleep(0.5)


def _below(process: int) -> Iterator[int]:
    """The process and all that it has started (Linux)."""
    children = Path(f"/proc/{process}/task/{process}/children")
    if not process or not children.exists():
        return
    yield process
    for child in children.read_text().split():
        yield from _below(int(child))


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")


def _share(process: int) -> float:
    """MB of the process; what several share is divided among them."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _cpu(process: int) -> float:
    """Seconds of all its threads, in user and system mode."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
