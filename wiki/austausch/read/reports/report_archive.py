"""A ZIP of case reports: its members, and one after the other as a file. Pure."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from wiki.austausch.exceptions import FileUnreadable

from .beside import Beilagen, in_archive
from .case_files import REPORT_MAX_BYTES, REPORTS_MAX, is_report

ENCRYPTED = 0x1
UTF8_NAME = 0x800


def is_archive(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".zip"


def report_members(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns (names of the reports, names of other files). Raises FileUnreadable for what is no
    ZIP, and for one without reports."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileUnreadable("Sie ist beschädigt oder kein ZIP.") from error
    names = [m.filename for m in members if "__MACOSX" not in m.filename.split("/")]
    reports = tuple(sorted(name for name in names if is_report(PurePosixPath(name).name)))
    if not reports:
        raise FileUnreadable("Im ZIP liegen keine DOCX-, ODT- oder Markdown-Dateien.")
    if len(reports) > REPORTS_MAX:
        raise FileUnreadable(f"Im ZIP liegen mehr als {REPORTS_MAX} Dateien.")
    return reports, tuple(name for name in names if name not in reports)


def unpacked(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, Path | None, Beilagen]]:
    """Yields (name as people wrote it, the file; None for one that cannot be unpacked, what lies
    beside it). A file is there until the next one is asked for."""
    with (
        tempfile.TemporaryDirectory(prefix="wiki-berichte-") as folder,
        zipfile.ZipFile(path) as archive,
    ):
        for name in names:
            target = Path(folder) / f"bericht{PurePosixPath(name).suffix.lower()}"
            entry = archive.getinfo(name)
            yield readable_name(entry), _unpack(archive, entry, target), in_archive(archive, name)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Path | None:
    if entry.file_size > REPORT_MAX_BYTES or entry.flag_bits & ENCRYPTED:
        return None
    try:
        with archive.open(entry) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return None
    return target


def readable_name(entry: zipfile.ZipInfo) -> str:
    """Reads umlauts of archives that do not say how they are written: as UTF-8 (macOS), else as
    Windows does."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        written = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("cp850", "replace")
