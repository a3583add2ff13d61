"""What the database server spends on this connection: its CPU time is part of a question's cost."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

NANOSECONDS = 1e-9
LOCAL = {"localhost", "127.0.0.1", "::1"}


def server_clock() -> Callable[[], float]:
    """Returns a clock of the CPU seconds of this connection's process at the server; it stands at
    nan where that cannot be seen from here (another machine, not Linux)."""
    connection.ensure_connection()
    info = connection.connection.info
    file = Path(f"/proc/{info.backend_pid}/schedstat")
    if not (info.host.startswith("/") or info.host in LOCAL) or not file.exists():
        return lambda: math.nan
    return lambda: int(file.read_text().split()[0]) * NANOSECONDS


@contextmanager
def one_process_a_query() -> Iterator[None]:
    """Keeps the server from helpers in other processes, whose time the clock does not see."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET max_parallel_workers_per_gather")
