"""Settings of gunicorn (`gunicorn -c python:suche.betrieb.prometheus.processes wiki.wsgi`).

How the wiki wants to be served, and a folder in which its processes count together: emptied at
every start, because the files of processes that are gone count along.
"""

import ctypes
import logging
import os
import re
import resource
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

worker_class = "wiki.platform.slow_clients.worker.PatientWorker"  # gunicorn's threads, and a door
workers = 1  # each further one holds the language model once more: 0.4 GB
threads = 32  # the wiki answers 8 at a time (wiki.platform.admission), the others wait or refuse
timeout = 120
graceful_timeout = 5
limit_request_line = 0  # long questions are refused by our own page, in German
control_socket_disable = True
loglevel = "warning"

OPEN_FILES = 4096
M_ARENA_MAX, ARENAS = -8, 2  # of malloc.h

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
METRIC_TYPES = ("counter", "histogram")
FILE_BYTES = 1 << 20


def on_starting(server: Any) -> None:
    """gunicorn calls this before it begins any process."""
    share_memory_between_threads()
    allow_many_connections()
    make_folder_for_figures(server)


def share_memory_between_threads() -> None:
    """Limits the memory pools of the C library (glibc) to a few that all threads share. By default
    each thread keeps one of its own, which took 150 MB more after sixteen searchers at once."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, ARENAS)


def allow_many_connections() -> None:
    """Raises the limit of open files: each connection is one, and so is each long request that is
    still arriving. The usual limit is 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, OPEN_FILES)), hard))


def make_folder_for_figures(server: Any) -> None:
    """Makes an empty folder for this server's figures, named after its address, before any process
    counts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.production")
    name = re.sub(r"[^\w.]+", "-", "-".join(map(str, server.cfg.bind)))
    folder = Path(settings.VAR_DIR) / "messwerte" / name
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.environ[VARIABLE] = str(folder)
    except OSError as error:
        logger.warning("Messwerte nur je Prozess: %s", error)


def post_fork(server: Any, worker: Any) -> None:
    """Takes the room for the process's figures in advance: on a full disk, writing into a file
    that only seems to have its size would end the process."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return
    paths = [Path(folder) / f"{kind}_{os.getpid()}.db" for kind in METRIC_TYPES]
    try:
        for path in paths:
            with path.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, FILE_BYTES)
    except OSError as error:
        logger.warning("Messwerte nur je Prozess: %s", error)
        for path in paths:
            path.unlink(missing_ok=True)
        del os.environ[VARIABLE]
