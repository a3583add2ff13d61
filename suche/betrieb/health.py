"""Is this wiki able to work? Each check looks at one thing and says it as a `CheckResult`.

Nothing here names pages or persons, and no error text of the database goes out (it may hold host
and user): the addresses of `health_urls` ask for no login.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min
from django.db.models.functions import Greatest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateWorker

from einbettung.exceptions import IndexMismatch
from einbettung.indexing.generation import active_generation, source_of
from einbettung.model.encoder import configured_source, path_of
from suche.exceptions import LexicalIndexUnavailable
from suche.rank.words.lexical import lexical_index
from wiki.exceptions import WikiError

from . import replica
from .sicherung.media import WORKSHOP

CONNECT_S = 2.0  # questions wait longer for a connection (settings); a probe must not
STATEMENT_MS = 3_000
HEARTBEAT_S = 60  # a worker reports every 10 s
MAX_WAIT = timedelta(minutes=10)
MAX_BEHIND = 1_000  # pages; the next question takes them in before it is answered
MIN_FREE_MB = 500
MAX_BACKUP_AGE = timedelta(hours=26)  # one a day, with two hours to spare

SETTLE = "Läuft keine mehr, bringt manage.py restore (ohne Datei) sie zu Ende."
CRITICAL = frozenset({"datenbank", "migrationen", "modell"})


@dataclass(frozen=True)
class CheckResult:
    """What one check found: `wert` as people read it, `hinweis` the way out (empty when ok)."""

    name: str
    ok: bool
    wert: str
    hinweis: str = ""


def check_all() -> list[CheckResult]:
    """All checks in order; those that need what has already failed are left out."""
    files = [check_disk(settings.VAR_DIR)]
    if settings.SICHERUNGEN:
        files.append(check_backups(Path(settings.SICHERUNGEN)))
    if (Path(settings.MEDIA_ROOT) / WORKSHOP).exists():
        files.append(CheckResult("wiederherstellung", False, "nicht zu Ende", SETTLE))
    database = check_database()
    if not database.ok:
        return [database, *files]
    try:
        with bounded_queries():
            return [database, *_check_content(), *files]
    except DatabaseError:
        return [_database_failed("antwortet nicht rechtzeitig"), *files]


def summarise(states: Sequence[CheckResult]) -> str:
    """Says the state of the wiki in one word: `bereit`, `eingeschränkt` or `nicht bereit`."""
    failed = {state.name for state in states if not state.ok}
    if failed & CRITICAL:
        return "nicht bereit"
    return "eingeschränkt" if failed else "bereit"


def check_database() -> CheckResult:
    """Checks that a connection can be had soon, from the pool from which the wiki's own questions
    get theirs."""
    try:
        pool = connection.pool  # type: ignore[attr-defined]
        if pool is None:  # an operator's own settings
            connection.ensure_connection()
        else:
            pool.open()
            pool.putconn(pool.getconn(timeout=CONNECT_S))
    except (DatabaseError, psycopg.Error, WikiError, OSError):
        return _database_failed("nicht erreichbar")
    return CheckResult("datenbank", True, "erreichbar")


def check_migrations() -> CheckResult:
    """Checks that every migration of this code has been applied."""
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    hint = "manage.py migrate ausführen." if missing else ""
    return CheckResult("migrationen", not missing, f"{len(missing)} ausstehend", hint)


def check_model() -> CheckResult:
    """This machine finds the model of the active generation; an empty index fits any."""
    try:
        active = active_generation()
        path_of(source_of(active) if active else configured_source())
    except IndexMismatch:
        hint = "EINBETTUNG_MODELL auf den Ordner dieses Modells stellen: manage.py change_model"
        return CheckResult("modell", False, "liegt hier nicht", hint)
    except (WikiError, OSError):
        return CheckResult(
            "modell", False, "nicht lesbar", "EINBETTUNG_MODELL und var/modelle prüfen."
        )
    return CheckResult("modell", True, f"Generation {active.pk}" if active else "noch kein Index")


def check_worker() -> CheckResult:
    """Checks that a worker has reported lately."""
    newest = ProcrastinateWorker.objects.aggregate(newest=Max("last_heartbeat"))["newest"]
    if newest is None:
        return _worker(False, "keiner gemeldet")
    seconds = max(0, int((timezone.now() - newest).total_seconds()))
    return _worker(seconds <= HEARTBEAT_S, f"vor {seconds} s gemeldet")


def check_queue() -> CheckResult:
    """No job waits longer than MAX_WAIT. It waits since it was enqueued, or since it was due."""
    waiting = ProcrastinateEvent.objects.filter(type="deferred", job__status="todo")
    due = waiting.annotate(since=Greatest("at", "job__scheduled_at")).filter(
        since__lte=timezone.now()
    )
    since = due.aggregate(oldest=Min("since"))["oldest"]
    if since is None:
        return CheckResult("warteschlange", True, "leer")
    waited = timezone.now() - since
    minutes = int(waited.total_seconds() // 60)
    ok = waited <= MAX_WAIT
    hint = "" if ok else "Hintergrundarbeit prüfen: manage.py procrastinate shell list_jobs"
    return CheckResult("warteschlange", ok, f"ältester Auftrag wartet {minutes} min", hint)


def check_lexical_index() -> CheckResult:
    """This machine's word index can be read and is not far behind the change log."""
    try:
        behind = lexical_index().behind()
    except LexicalIndexUnavailable:
        hint = "Platz und Schreibrechte von var/whoosh prüfen, dann den Ordner löschen."
        return CheckResult("wortindex", False, "nicht lesbar", hint)
    ok = behind <= MAX_BEHIND
    hint = "" if ok else "Holt die nächste Frage nach, oder: manage.py index_pages"
    return CheckResult("wortindex", ok, f"{behind} Seiten Rückstand", hint)


def check_replica() -> CheckResult:
    """Checks that the replica answers and holds all that the index holds. Only called when there is
    one."""
    hint = "DATABASE_REPLIKA_URL und den Server prüfen. Bis dahin antwortet die Datenbank selbst."
    try:
        behind = replica.changes_behind()
    except (DatabaseError, psycopg.Error):
        return CheckResult("replika", False, "nicht erreichbar", hint)
    ok = behind <= MAX_BEHIND
    return CheckResult("replika", ok, f"{behind} Änderungen Unterschied", "" if ok else hint)


def check_disk(folder: Path, min_free_mb: int = MIN_FREE_MB) -> CheckResult:
    """There is room where database, model and word index grow."""
    try:
        free = shutil.disk_usage(folder).free // 1_000_000
    except OSError:
        return CheckResult("platz", False, "nicht lesbar", "Den Ordner in WIKI_VAR prüfen.")
    ok = free >= min_free_mb
    hint = "" if ok else f"Auf der Platte von WIKI_VAR sind weniger als {min_free_mb} MB frei."
    return CheckResult("platz", ok, f"{free} MB frei", hint)


def check_backups(folder: Path) -> CheckResult:
    """Checks that the newest finished backup in `folder` is of the last day."""
    hint = "wiki-sicherung.service und den Ordner in WIKI_SICHERUNGEN prüfen."
    try:
        found = [path for end in ("tar", "tar.gpg") for path in folder.glob(f"wiki-*.{end}")]
        newest = max((path.stat().st_mtime for path in found), default=None)
    except OSError:
        return CheckResult("sicherung", False, "nicht lesbar", hint)
    if newest is None:
        return CheckResult("sicherung", False, "keine", hint)
    age = timedelta(seconds=max(0.0, timezone.now().timestamp() - newest))
    ok = age <= MAX_BACKUP_AGE
    hours = int(age.total_seconds() // 3600)
    return CheckResult("sicherung", ok, f"vor {hours} Stunden", "" if ok else hint)


def _check_content() -> list[CheckResult]:
    """Runs the checks that read tables; only the one of migrations when tables may be missing."""
    migrations = check_migrations()
    if not migrations.ok:
        return [migrations]
    states = [migrations, check_model(), check_worker(), check_queue(), check_lexical_index()]
    return [*states, check_replica()] if replica.configured() else states


@contextmanager
def bounded_queries() -> Iterator[None]:
    """Limits queries to STATEMENT_MS: a table that somebody has locked must not block the probe."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(STATEMENT_MS)])
        yield


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """(app, name) of all migrations on disk: they do not change while the process lives."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _database_failed(wert: str) -> CheckResult:
    hint = "DATABASE_URL und Datenbankserver prüfen: manage.py check --database default"
    return CheckResult("datenbank", False, wert, hint)


def _worker(ok: bool, wert: str) -> CheckResult:
    hint = "" if ok else "Hintergrundarbeit starten: manage.py procrastinate worker"
    return CheckResult("hintergrundarbeit", ok, wert, hint)
