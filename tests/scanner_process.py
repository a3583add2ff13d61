"""Runs the little scanner of `tests.clamd` as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scanner_running() -> Iterator[str]:
    """Its address, while it runs."""
    command = [sys.executable, "-m", "tests.clamd"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"tcp://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()
