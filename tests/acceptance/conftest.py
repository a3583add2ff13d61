"""One loaded, indexed and served wiki for all acceptance tests of a process, copied from a template
that is kept (`template`)."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.template import EMPTY, LOADED, copy_template

from .operation import (
    READY,
    READY_TIMEOUT_S,
    Wiki,
    drop_database,
    free_port,
    stop_serve,
    wait_until,
)

CHROMIUM_MISSING = (
    "Für die Abnahme im Browser fehlt Chromium: sudo apt-get install chromium-headless-shell"
)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--accept-lang=de-DE",  # visitors are German unless a test says otherwise
]
DESK = 1280
PATIENCE_MS = 60_000  # what is waited for comes; only when depends on the machine
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session", autouse=True)
def _tidy_up_when_told_to_stop() -> None:
    """Whoever ends a run early (`timeout`, a CI) leaves no server and no database behind."""
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("Abgebrochen (SIGTERM).", returncode=1))


@pytest.fixture(scope="session")
def empty_wiki() -> Iterator[Wiki]:
    """Migrated, without content; other databases are cloned from it."""
    with tempfile.TemporaryDirectory(prefix="wiki-abnahme-leer-") as folder:
        wiki = Wiki(f"wiki_abnahme_leer_{os.getpid()}", Path(folder))
        copy_template(EMPTY, wiki)
        try:
            yield wiki
        finally:
            drop_database(wiki.database)


@pytest.fixture(scope="session")
def loaded_wiki() -> Iterator[Wiki]:
    """All fixtures, indexed, by the commands of `make run`; a copy for this process."""
    name = f"wiki_abnahme_{os.getpid()}"
    wiki = Wiki(name, Path(tempfile.gettempdir()) / name)
    copy_template(LOADED, wiki)
    try:
        yield wiki
    finally:
        wiki.end_shell()
        drop_database(wiki.database)
        shutil.rmtree(wiki.var, ignore_errors=True)


@pytest.fixture(scope="session")
def wiki(loaded_wiki: Wiki) -> Iterator[Wiki]:
    """The loaded wiki, served on a free port. SIGTERM must end every process of it."""
    port = free_port()
    log = loaded_wiki.var / "serve.log"
    serve = loaded_wiki.start("serve", "--port", str(port), log=log)
    leftovers: list[int] = []
    try:
        ready = wait_until(
            lambda: READY in log.read_text(errors="replace") or serve.poll() is not None,
            READY_TIMEOUT_S,
        )
        assert ready, log.read_text()
        assert serve.poll() is None, log.read_text()
        yield replace(loaded_wiki, address=f"http://127.0.0.1:{port}/")
    finally:
        leftovers = stop_serve(serve)
    assert not leftovers, f"serve left processes behind: {log.read_text()}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the machine that decides about a change must have it. The same one without
    the windows of a desktop, if it is there, needs half the computing."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
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
