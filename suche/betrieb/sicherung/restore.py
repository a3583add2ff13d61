"""One file -> the wiki. Until the last moment the old one is whole, and stays if anything fails."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Error
from django.core.checks.registry import registry
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from wiki.platform.locks import Lock, only_one

from .archive import check_contents, check_whole, read_header, unpack
from .backup import Started
from .exceptions import ArchiveInvalid, RestoreRefused, reason_of
from .media import WORKSHOP, Workshop
from .postgres import bears, replace_database
from .schema import ArchiveHeader

ROOM = 1.1  # what unpacking needs, as a multiple of the archive's content
WIKI_TABLES = {"django_migrations", "wagtailcore_page"}
CONTENT_SQL = """
    SELECT EXISTS (SELECT FROM wagtailcore_revision) OR EXISTS (SELECT FROM auth_user)
"""
# Older than ours: our own pool may have opened a second one beside it.
OTHERS_SQL = """
    SELECT count(*) FROM pg_stat_activity AS other, pg_stat_activity AS own
    WHERE own.pid = pg_backend_pid() AND other.datname = own.datname
      AND other.backend_start < own.backend_start - interval '1 second'
"""
ARRIVED = (
    "Eine abgebrochene Wiederherstellung hatte die Datenbank schon ersetzt: Es gilt die Sicherung."
)
GIVEN_BACK = "Eine abgebrochene Wiederherstellung ist zurückgenommen: Es gilt das alte Wiki."
Tell = Callable[[str], object]


def examine(path: Path, started: Started) -> ArchiveHeader:
    """Raises ArchiveInvalid unless the archive is whole, harmless and fit for this version of the
    code."""
    with _as_refusal():
        header = read_header(path)
        check_whole(path, started(path.stat().st_size))
        check_contents(path)
    unknown = set(header.migrationen) - _known_migrations()
    if unknown:
        raise ArchiveInvalid(
            "Sie stammt von einer neueren Fassung des Wikis: Die Migration "
            f"{min(unknown)} ist hier nicht bekannt. Bitte zuerst das Wiki aktualisieren."
        )
    return header


def restore_backup(path: Path, *, force: bool, started: Started, tell: Tell) -> None:
    """Put an examined archive in place of the wiki. RestoreRefused: nothing has been changed."""
    workshop = Workshop(Path(settings.MEDIA_ROOT))
    _check_database()
    with _only_run():
        if not force:
            _refuse_content(workshop.root)
        settle(workshop)
        with _unpacked(path, workshop, started):
            tell("Datenbank einspielen ...")
            replace_database(
                *(workshop.dump, workshop.token),
                before_commit=workshop.swap,
                progress=started(0),
            )
            workshop.forget_old()
    _forget_what_was()


def settle(workshop: Workshop) -> bool:
    """Ends what a run has left that was broken off, and returns whether its transaction was
    committed: then the new files stay, else the old ones come back."""
    if not workshop.folder.exists():
        return False
    arrived = bears(workshop.token)
    if arrived:
        _forget_words()
        workshop.forget_old()
    else:
        workshop.give_back()
        workshop.close()
    return arrived


def settle_what_is_left() -> str:
    """Ends a restore that was killed, and says in German how; empty without one. RestoreRefused
    while one is running."""
    workshop = Workshop(Path(settings.MEDIA_ROOT))
    if not workshop.folder.exists():
        return ""
    with _only_run(), _as_refusal():
        return ARRIVED if settle(workshop) else GIVEN_BACK


def other_connections() -> int:
    """How many others are connected to the wiki's database, as far as we may see them."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS_SQL)
        return int(cursor.fetchone()[0])


def _known_migrations() -> set[str]:
    """Returns the migrations of this code, and those that it has put together into one."""
    disk = MigrationLoader(None).disk_migrations
    replaced = {name for migration in disk.values() for name in migration.replaces}
    return {f"{app}.{name}" for app, name in {*disk, *replaced}}


def _check_database() -> None:
    """Raises RestoreRefused with what `manage.py check` says of the server, or when somebody
    else's data lie in the database."""
    found = registry.run_checks(tags=["database"], databases=["default"])
    problems = [p for p in found if isinstance(p, Error) and (p.id or "").startswith("wiki.")]
    if problems:
        raise RestoreRefused(f"{problems[0].msg} {problems[0].hint or ''}".strip())
    tables = set(connection.introspection.table_names())
    if tables and not tables >= WIKI_TABLES:
        raise RestoreRefused("In der Datenbank liegt etwas anderes als ein Wiki.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        if cursor.fetchone()[0] != "public":
            raise RestoreRefused("Das Wiki muss im Schema public liegen.")


def _refuse_content(media: Path) -> None:
    """Raises RestoreRefused when the wiki holds pages or files; one that has only been migrated
    counts as empty."""
    filled = media.is_dir() and any(entry.name != WORKSHOP for entry in media.iterdir())
    if set(connection.introspection.table_names()) >= WIKI_TABLES:
        with connection.cursor() as cursor:
            cursor.execute(CONTENT_SQL)
            filled = filled or cursor.fetchone()[0]
    if filled:
        raise RestoreRefused("Das Wiki ist nicht leer. Ersetzen mit --force.")


@contextmanager
def _unpacked(path: Path, workshop: Workshop, started: Started) -> Iterator[None]:
    """The archive's files in the workshop; however we leave, the workshop is gone and the media
    folder holds the files that belong to the database. When that cannot be asked, or nothing be
    moved, `settle_what_is_left` does so later."""
    try:
        with _as_refusal():
            size = check_contents(path)
            workshop.open()
            _refuse_without_room(workshop.root, size)
            unpack(path, workshop.new, started(size))
            yield
    finally:
        with suppress(OSError, DatabaseError, RestoreRefused):
            settle(workshop)


def _refuse_without_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size * ROOM:
        raise RestoreRefused(
            f"In {folder} sind {free // 1_000_000} MB frei, "
            f"gebraucht werden {int(size * ROOM) // 1_000_000} MB."
        )


def _only_run() -> AbstractContextManager[None]:
    return only_one(Lock.RESTORE, RestoreRefused("Eine andere Wiederherstellung läuft gerade."))


def _forget_what_was() -> None:
    """Deletes what was derived from the old database: this machine's word index, cached ids."""
    connection.close()
    ContentType.objects.clear_cache()
    _forget_words()


def _forget_words() -> None:
    for entry in Path(settings.WHOOSH_DIR).glob("*"):
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink(missing_ok=True)


@contextmanager
def _as_refusal() -> Iterator[None]:
    """Turns missing room, rights and files into one German line."""
    try:
        yield
    except OSError as error:
        raise RestoreRefused(reason_of(error)) from error
