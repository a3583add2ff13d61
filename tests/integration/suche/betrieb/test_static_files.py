"""Static files are collected for the server once, and again when one has changed."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from suche.betrieb.static_files import MANIFEST, collect_if_changed


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """The one style sheet there is."""
    (tmp_path / "quelle").mkdir()
    file = tmp_path / "quelle" / "wiki.css"
    file.write_text("p { color: black }")
    settings.STATICFILES_DIRS = [file.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT, settings.VAR_DIR = tmp_path / "static", tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "wiki.platform.static_files.storage.KeptAddresses"}
    }
    return file


def test_what_has_not_changed_is_collected_once(source: Path) -> None:
    assert (collect_if_changed(), collect_if_changed()) == (True, False)


def test_a_file_that_has_changed_is_collected_again(source: Path) -> None:
    collect_if_changed()
    source.write_text("p { color: white }")
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 1))
    assert collect_if_changed()
    assert "white" in (source.parents[1] / "static" / "wiki.css").read_text()


def test_files_that_were_removed_are_collected_again(source: Path) -> None:
    collect_if_changed()
    (source.parents[1] / "static" / MANIFEST).unlink()
    assert collect_if_changed()
