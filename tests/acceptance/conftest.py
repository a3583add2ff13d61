"""One loaded, indexed and served wiki for all acceptance tests of a process.

Loading and indexing take minutes: the processes of one run (pytest -n) do it once and copy the
outcome. With WIKI_ABNAHME_BEHALTEN=1 database and files stay, and the next run (in one process)
only brings them up to date; WIKI_TEST_SUFFIX keeps apart runs that go on at once.
"""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .operation import (
    READY,
    READY_TIMEOUT_S,
    Wiki,
    connect,
    create_database,
    drop_database,
    free_port,
    prepare_folder,
    stop_serve,
    wait_until,
)

CHROMIUM_MISSING = "Für die Abnahme im Browser fehlt Chromium: sudo apt-get install chromium"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
DESK = 1280
KEEP = os.environ.get("WIKI_ABNAHME_BEHALTEN") == "1"
KEPT = f"behalten{os.environ.get('WIKI_TEST_SUFFIX', '')}"
DISTRIBUTED = "PYTEST_XDIST_WORKER" in os.environ
RUN = os.getppid() if DISTRIBUTED else os.getpid()  # of all processes of one run the same


@pytest.fixture(scope="session", autouse=True)
def _tidy_up_when_told_to_stop() -> None:
    """Whoever ends a run early (`timeout`, a CI) leaves no server and no database behind."""
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("Abgebrochen (SIGTERM).", returncode=1))


@pytest.fixture(scope="session")
def empty_wiki() -> Iterator[Wiki]:
    """Migrated, without content; other databases are cloned from it."""
    with tempfile.TemporaryDirectory(prefix="wiki-abnahme-leer-") as folder:
        wiki = Wiki(f"wiki_abnahme_leer_{os.getpid()}", prepare_folder(Path(folder)))
        create_database(wiki.database)
        try:
            wiki.manage_or_fail("migrate", "--verbosity", "0")
            yield wiki
        finally:
            drop_database(wiki.database)


def _wiki_called(name: str) -> Wiki:
    return Wiki(f"wiki_abnahme_{name}", Path(tempfile.gettempdir()) / f"wiki-abnahme-{name}")


def _remove(wiki: Wiki) -> None:
    drop_database(wiki.database)
    shutil.rmtree(wiki.var, ignore_errors=True)


@pytest.fixture(scope="session")
def loaded_wiki(request: pytest.FixtureRequest) -> Iterator[Wiki]:
    """All fixtures, indexed, by the commands of `make run`."""
    if KEEP:
        wiki = _wiki_called(KEPT)
        if not _exists(wiki.database):
            create_database(wiki.database, request.getfixturevalue("empty_wiki").database)
        _fill(wiki)
        yield wiki
        return
    wiki = _wiki_called(str(os.getpid()))
    with _only_one_process():
        template = _wiki_called(f"vorlage_{RUN}")
        if not _exists(template.database):
            create_database(template.database, request.getfixturevalue("empty_wiki").database)
            _fill(template)
        create_database(wiki.database, template.database)
        shutil.copytree(template.var, wiki.var, symlinks=True)
    try:
        yield wiki
    finally:
        _remove(wiki)


def _fill(wiki: Wiki) -> None:
    prepare_folder(wiki.var)
    for command in ("migrate", "load_wiki", "load_suche", "rebuild_index"):
        wiki.manage_or_fail(command, "--verbosity", "0")


@contextmanager
def _only_one_process() -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"wiki-abnahme-{RUN}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pytest_sessionfinish() -> None:
    """The process that began the run takes the template away."""
    template = _wiki_called(f"vorlage_{os.getpid()}")
    if not DISTRIBUTED and template.var.exists():
        _remove(template)
        (Path(tempfile.gettempdir()) / f"wiki-abnahme-{os.getpid()}.lock").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def wiki(loaded_wiki: Wiki) -> Iterator[Wiki]:
    """The loaded wiki, served on a free port. SIGTERM must end every process of it."""
    port = free_port()
    log = loaded_wiki.var / "serve.log"
    serve = loaded_wiki.start("serve", "--port", str(port), log=log)
    leftovers: list[int] = []
    try:
        ready = wait_until(
            lambda: READY in log.read_text() or serve.poll() is not None, READY_TIMEOUT_S
        )
        assert ready, log.read_text()
        assert serve.poll() is None, log.read_text()
        yield replace(loaded_wiki, address=f"http://127.0.0.1:{port}/")
    finally:
        leftovers = stop_serve(serve)
    assert not leftovers, f"serve left processes behind: {log.read_text()}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the machine that decides about a change must have it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(CHROMIUM_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    """A fresh visitor; addresses are relative to the wiki."""
    context = browser.new_context(
        base_url=wiki.address, viewport={"width": DESK, "height": 800}, locale="de-DE"
    )
    yield context.new_page()
    context.close()


def _exists(database: str) -> bool:
    with connect("postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return found.fetchone() is not None
