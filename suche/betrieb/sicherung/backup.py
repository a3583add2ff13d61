"""The wiki -> one file."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .archive import write_archive
from .exceptions import BackupFailed, reason_of
from .media import media_files, total_bytes
from .postgres import dump_database, refuse_newer_server, server_versions
from .schema import ARCHIVE_FORMAT, ArchiveHeader, Progress

Started = Callable[[int], Progress]  # told the number of bytes to come; returns who counts them


@dataclass(frozen=True)
class Backup:
    """The figures of a written backup."""

    path: Path
    size: int
    files: int
    left_out: int  # links and the like among the media


def back_up(path: Path, *, with_index: bool, force: bool, started: Started) -> Backup:
    """Write an archive to `path`; it appears there when it is complete.

    BackupFailed when there is a file already (unless `force`), no room, no right to write, or the
    database cannot be read.
    """
    _refuse_place(path, force)
    refuse_newer_server()
    with _as_failure(path), _draft(path) as (draft, file), _nameless(path.parent) as dump:
        dump_database(dump, with_index=with_index)
        files, left_out = media_files(Path(settings.MEDIA_ROOT))
        progress = started(dump.seek(0, os.SEEK_END) + total_bytes(files))
        write_archive(file, _header(with_index), dump, files, progress)
        file.flush()
        os.fsync(file.fileno())
        _put_in_place(draft, path, force)
    return Backup(path, path.stat().st_size, len(files), left_out)


def applied_migrations() -> tuple[str, ...]:
    """Returns "app.name" of every migration that this database has been brought to."""
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def _header(with_index: bool) -> ArchiveHeader:
    postgres, pgvector = server_versions()
    created = timezone.now().isoformat(timespec="seconds")
    return ArchiveHeader(
        ARCHIVE_FORMAT, created, postgres, pgvector, applied_migrations(), with_index
    )


def _refuse_place(path: Path, force: bool) -> None:
    media = Path(settings.MEDIA_ROOT).resolve()
    if not path.parent.is_dir():
        raise BackupFailed(f"Den Ordner {path.parent} gibt es nicht.")
    if path.is_dir():
        raise BackupFailed(f"{path} ist ein Ordner; gebraucht wird ein Dateiname.")
    if path.exists() and not force:
        raise BackupFailed(f"{path} gibt es schon. Überschreiben mit --force.")
    if media == path.resolve().parent or media in path.resolve().parents:
        raise BackupFailed("Das Ziel liegt im Ordner der Medien und würde mitgesichert.")


@contextmanager
def _draft(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """The file under another name, readable for us alone: it holds private pages and the hashes
    of passwords. What a killed run has left is written over."""
    draft = path.with_name(f"{path.name}.unfertig")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupFailed("In diese Datei wird gerade schon gesichert.") from error
        try:
            os.truncate(draft, 0)
            yield draft, file
        finally:
            draft.unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path, force: bool) -> None:
    if force:
        draft.replace(path)
        return
    try:
        os.link(draft, path)  # unlike a rename it writes over nobody's file
    except FileExistsError as error:
        raise BackupFailed(f"{path} gibt es inzwischen. Überschreiben mit --force.") from error
    except OSError:  # a drive without links
        draft.rename(path)


def _nameless(folder: Path) -> AbstractContextManager[BinaryIO]:
    """Opens a file without a name for the dump: it goes with this process. It lies where the
    archive needs room anyway."""
    return tempfile.TemporaryFile(dir=folder)


@contextmanager
def _as_failure(path: Path) -> Iterator[None]:
    """Turns missing room and missing rights into one German line."""
    try:
        yield
    except OSError as error:
        raise BackupFailed(reason_of(error, path)) from error
