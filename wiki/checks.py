"""Misconfiguration fails in `manage.py check`, with the way out in its hint."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections
from django.db.utils import OperationalError

from wiki.exceptions import first_line

MIN_POSTGRES = 150000
MIN_PGVECTOR = (0, 8)


@register(Tags.database)
def check_postgres(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """PostgreSQL >= 15 with pgvector >= 0.8, reachable."""
    if "default" not in (databases or []):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT default_version, installed_version FROM pg_available_extensions "
                "WHERE name = 'vector'"
            )
            vector = cursor.fetchone()
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            superuser = cursor.fetchone()[0]
            version = connections["default"].pg_version  # type: ignore[attr-defined]
    except OperationalError as error:
        return [
            Error(
                f"Die Datenbank ist nicht erreichbar: {first_line(error)}",
                hint="DATABASE_URL prüfen; ohne sie startet die mitgelieferte Datenbank.",
                id="wiki.E001",
            )
        ]
    return _version_errors(version, vector, superuser)


def _version_errors(
    version: int, vector: tuple[str, str | None] | None, superuser: bool
) -> list[CheckMessage]:
    if version < MIN_POSTGRES:
        return [Error("PostgreSQL 15 oder neuer wird gebraucht.", id="wiki.E002")]
    if vector is None:
        return [
            Error(
                "Auf dem Datenbankserver fehlt die Erweiterung pgvector (ab 0.8).",
                hint="Paket pgvector auf dem Server installieren, danach in der Datenbank: "
                "CREATE EXTENSION vector;",
                id="wiki.E003",
            )
        ]
    return _extension_errors(*vector, superuser)


def _extension_errors(available: str, installed: str | None, superuser: bool) -> list[CheckMessage]:
    if tuple(int(part) for part in (installed or available).split(".")[:2]) < MIN_PGVECTOR:
        return [
            Error(
                f"pgvector {installed or available} ist zu alt, 0.8 wird gebraucht.",
                hint="Erweiterung auf dem Server erneuern: ALTER EXTENSION vector UPDATE;",
                id="wiki.E004",
            )
        ]
    if installed is None and not superuser:
        return [
            Error(
                "Die Erweiterung vector ist in dieser Datenbank nicht angelegt.",
                hint="Als Datenbank-Administrator: CREATE EXTENSION vector;",
                id="wiki.E005",
            )
        ]
    return []


@register(Tags.files)
def check_frontend_assets(**_: Any) -> list[CheckMessage]:
    """KERN UX comes from npm; `make setup` fetches it."""
    if (settings.KERN_DIST / "kern.min.css").exists():
        return []
    return [
        Error(
            "Die Gestaltung (KERN UX) ist nicht installiert.",
            hint="make setup ausführen.",
            id="wiki.E006",
        )
    ]


@register(Tags.security, deploy=True)
def check_operator(**_: Any) -> list[CheckMessage]:
    """Names what only the operator can say and the law asks for: imprint, privacy,
    accessibility."""
    from wiki.models.betreiber import operator_gaps  # the models are loaded after this module

    try:
        gaps = operator_gaps()
    except DatabaseError:  # check_postgres and the migrations say why
        return []
    if not gaps:
        return []
    return [
        Error(
            f"Angaben des Betreibers fehlen: {', '.join(gaps)}.",
            hint="In der Redaktion unter Einstellungen › Betreiber eintragen; auf den genannten "
            "Seiten ersetzen, was in eckigen Klammern steht.",
            id="wiki.E007",
        )
    ]
