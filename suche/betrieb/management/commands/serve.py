"""`manage.py serve`: web server and worker together, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from einbettung.model.encoder import configured_source, path_of
from suche.betrieb.sicherung.restore import settle_what_is_left
from suche.betrieb.static_files import collect_if_changed
from suche.rank.words.lexical import lexical_index

READY_TIMEOUT_S = 120  # importing torch on a busy machine takes its time
GRACE_S = 10  # between asking a process to stop and killing it
SOON_S = 20.0  # a web server that ends sooner has a reason that the next one would have, too

Process = subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Startet Webserver und Hintergrundarbeit. Beenden mit Strg-C."

    def add_arguments(self, parser: CommandParser) -> None:
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.check(databases=["default"])
        if left := settle_what_is_left():
            self.stdout.write(self.style.WARNING(left))
        collect_if_changed()
        path_of(configured_source())  # converts the bundled model, if that has not happened yet
        lexical_index().catch_up()
        _refuse_if_taken(options["host"], options["port"])
        address = f"http://{_called(options['host'])}:{options['port']}/"
        signal.signal(signal.SIGTERM, _interrupt)
        # Links in mails lead to where it runs, unless the operator says what it is called.
        os.environ.setdefault("WIKI_ADRESSE", address.rstrip("/"))
        starts = (partial(_start_web, options["host"], options["port"]), _start_worker)
        web, *others = starts
        processes = [web()]
        try:
            _wait_until_ready(options["host"], options["port"], processes[0])
            processes += [start() for start in others]  # loading, they would hold it up
            self.stdout.write(self.style.SUCCESS(f"\nDas Wiki ist bereit: {address}\n"))
            self.stdout.write(f"Redaktion: {address}admin/ - Beenden mit Strg-C\n")
            self.stdout.flush()
            _watch(processes, starts)
        except KeyboardInterrupt:
            self.stdout.write("Wird beendet ...")
        finally:
            _hear_no_more()
            _stop(processes)


def add_address_arguments(parser: CommandParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")


def _called(host: str) -> str:
    """Returns a name by which this machine reaches a server that listens at `host`."""
    listens_everywhere = host in {"", "0.0.0.0", "::"}  # noqa: S104
    return "127.0.0.1" if listens_everywhere else host


def _start_web(host: str, port: int) -> Process:
    return _start(
        *("-m", "gunicorn", "wiki.wsgi", "--config", "python:suche.betrieb.prometheus.processes"),
        *("--bind", f"{host}:{port}"),
        warm=True,
    )


def _start_worker() -> Process:
    return _start("manage.py", "procrastinate", "worker", "--concurrency", "1")


def _start(*arguments: str, warm: bool = False) -> Process:
    # One thread a process: two on a busy two-core machine made a question ten times slower.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "WIKI_WARM": "1" if warm else ""}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        start_new_session=True,  # Ctrl-C reaches us alone; we stop them in order
    )


def _refuse_if_taken(host: str, port: int) -> None:
    """Refuses to start when another server answers at this address: we would take its answers for
    ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} ist schon belegt. Einen anderen Port wählen: PORT=8001 make run"
            ) from error


def _answers(host: str, port: int) -> bool:
    """Whether the web server answers at all; a redirect to https is an answer."""
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()


def _wait_until_ready(host: str, port: int, web: Process) -> None:
    end = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < end:
        if web.poll() is not None:
            raise CommandError("Der Webserver startet nicht; der Grund steht darüber.")
        if _answers(host, port):
            return
        time.sleep(0.2)
    raise CommandError("Der Webserver antwortet nicht.")


def _watch(processes: list[Process], starts: Sequence[Callable[[], Process]]) -> None:
    """Waits; whatever ends is started again."""
    begun = time.monotonic()
    while True:
        if processes[0].poll() is not None:
            if time.monotonic() - begun < SOON_S:
                raise CommandError("Der Webserver hat sich beendet.")
            begun = time.monotonic()
        for number, start in enumerate(starts):
            if processes[number].poll() is not None:
                _end_group(processes[number])
                processes[number] = start()
        time.sleep(1)


def _end_group(process: Process) -> None:
    """Ends the processes that a killed gunicorn leaves behind, which would hold its port for some
    seconds more."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _stop(processes: list[Process]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:  # a long job; it is done again after the next start
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _hear_no_more() -> None:
    """Ignores further signals while the processes are being stopped, so that a second Ctrl-C does
    not leave some of them behind."""
    for asking in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asking, signal.SIG_IGN)


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt
