"""Styles, scripts and pictures, collected for the web server."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MANIFEST = "staticfiles.json"  # Django's: which name each file was given


def collect_if_changed() -> bool:
    """Collects them into STATIC_ROOT unless that has been done with the same files: naming and
    compressing all anew takes as long as a third of the start. Returns whether it did."""
    state, mark = _state(), Path(settings.VAR_DIR) / "static.stand"
    there = (Path(settings.STATIC_ROOT) / MANIFEST).exists()
    if there and mark.exists() and mark.read_text() == state:
        return False
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state)
    return True


def _state() -> str:
    """A digest of all their names, sizes and times, and of how they are stored."""
    lines = [str(settings.STORAGES["staticfiles"]), str(settings.STATIC_ROOT), *_lines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _lines() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            yield f"{name} {found.st_size} {found.st_mtime_ns}"
