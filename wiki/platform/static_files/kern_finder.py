"""Brings KERN's stylesheet to the static files, cut down to what this project's pages use.

Templates and scripts are read when the files are collected, so a component that is used for the
first time is there without further ado.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from wiki.platform.static_files.kern_styles import trim, variables_in

SHEET = "kern.min.css"
STATIC_NAME = f"kern/{SHEET}"
NAME = re.compile(r"kern-[a-z0-9_-]+")
# Where a template writes `kern-alert--{{ art }}`, these follow.
KINDS = ("danger", "info", "success", "warning")
TEXTS = ("templates/**/*.html", "static/js/*.js", "wiki/**/*.py", "suche/**/*.py")


class KernFinder(BaseFinder):
    """Finds one file, `kern/kern.min.css`; none while npm has not fetched KERN."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        found = [str(file)] if path == STATIC_NAME and (file := used_sheet()) else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        if file := used_sheet():
            storage = FileSystemStorage(location=file.parent)
            storage.prefix = "kern"  # type: ignore[attr-defined]  # as collectstatic wants it
            yield SHEET, storage


def used_sheet() -> Path | None:
    """The file with what is used, made anew if it changed."""
    source = settings.KERN_DIST / SHEET
    if not source.exists():
        return None
    target: Path = settings.VAR_DIR / "kern" / SHEET
    text = trim(source.read_text(), used_names(), _used_variables())
    if not target.exists() or target.read_text() != text:
        _write(target, text)
    return target


def used_names() -> set[str]:
    """Classes of KERN that a template, script or form field names."""
    texts = (file.read_text() for glob in TEXTS for file in settings.BASE_DIR.glob(glob))
    names = {name for text in texts for name in NAME.findall(text)}
    return names | {name + kind for name in names if name.endswith("--") for kind in KINDS}


def _used_variables() -> set[str]:
    sheets = (settings.BASE_DIR / "static" / "css").rglob("*.css")
    return {name for sheet in sheets for name in variables_in(sheet.read_text())}


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}")
    part.write_text(text)
    part.replace(target)
