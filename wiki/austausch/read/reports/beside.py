"""The files that lie beside a report, in its folder or its ZIP: pictures that it shows. Pure."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from wiki.austausch.read.pictures import PICTURE_MAX_BYTES

Beilagen = Callable[[str], bytes | None]  # as the report names it -> its bytes, if it is there


def nothing_beside(_: str) -> None:
    return None


def in_folder(root: Path, report: Path) -> Beilagen:
    """Finds files below `root` only, whatever a report writes, and follows no links out of it."""
    top = root.resolve()

    def find(name: str) -> bytes | None:
        for place in (report.parent / unquote(name), report.parent / name):
            try:
                path = place.resolve()
                if path.is_relative_to(top) and path.is_file():
                    size = path.stat().st_size
                    return path.read_bytes() if size <= PICTURE_MAX_BYTES else None
            except (OSError, ValueError):
                continue
        return None

    return find


def in_archive(archive: zipfile.ZipFile, report: str) -> Beilagen:
    """Finds members of the ZIP, by their path beside the report, else by their name if there is
    only one such."""

    def find(name: str) -> bytes | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(report), unquote(name)))
        entry = archive.NameToInfo.get(path) or _only_one(archive, PurePosixPath(path).name)
        if entry is None or entry.file_size > PICTURE_MAX_BYTES:
            return None
        try:
            with archive.open(entry) as member:
                return member.read(PICTURE_MAX_BYTES)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
            return None

    return find


def _only_one(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo | None:
    found = [m for m in archive.infolist() if PurePosixPath(m.filename).name == name]
    return found[0] if len(found) == 1 else None
