"""`serve` leaves no process behind, whatever its children do."""

import signal
import subprocess
import sys

import pytest
from django.core.management.base import CommandError

from suche.betrieb.management.commands import serve

DEAF_WITH_A_CHILD = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("ready", flush=True)
child.wait()
"""


def test_a_process_that_will_not_end_is_killed_with_its_children(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serve, "GRACE_S", 0.1)
    process = subprocess.Popen(
        [sys.executable, "-c", DEAF_WITH_A_CHILD], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"

    serve._stop([process])

    assert process.returncode == -signal.SIGKILL
    # The child held the pipe open: its end is the end of what is read.
    assert process.stdout.read() == b""
    process.stdout.close()


class StartedAgain(Exception):
    pass


def started_again() -> subprocess.Popen[bytes]:
    raise StartedAgain


def killed() -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], start_new_session=True)
    process.kill()
    process.wait()
    return process


def test_a_killed_web_server_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "SOON_S", 0.0)
    with pytest.raises(StartedAgain):
        serve._watch([killed(), killed()], (started_again, killed))


def test_a_web_server_that_ends_at_once_ends_it_all() -> None:
    with pytest.raises(CommandError, match="Webserver hat sich beendet"):
        serve._watch([killed(), killed()], (started_again, started_again))
