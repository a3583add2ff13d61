"""The wiki that is backed up, and the foreign server that it is restored to."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.integration.other_databases import (
    ForeignServer,
    clone_of_the_test_database,
    cloned,
    connected_to,
    foreign_server,
)

from .world import World, fill, use


@pytest.fixture(scope="package")
def folder() -> Iterator[Path]:
    """Not pytest's tmp_path: as root the server runs as nobody, who must get through to it."""
    with tempfile.TemporaryDirectory(prefix="wiki-sicherung-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="package")
def server(folder: Path) -> Iterator[ForeignServer]:
    with foreign_server(folder) as server:
        yield server


@pytest.fixture(scope="package")
def original(
    folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Filled once; each test works on a copy."""
    with django_db_blocker.unblock(), clone_of_the_test_database("vorlage") as url:
        with connected_to(url), override_settings(MEDIA_ROOT=folder / "media"):
            fill()
        yield World(url, folder)


@pytest.fixture
def world(original: World, db: None, tmp_path: Path, settings: Settings) -> Iterator[World]:
    template = urlsplit(original.url).path.removeprefix("/")
    with cloned(template, f"{template}_kopie") as url, connected_to(url):
        use(settings, tmp_path / "a")
        shutil.copytree(original.folder / "media", settings.MEDIA_ROOT)
        yield World(url, tmp_path / "a")
