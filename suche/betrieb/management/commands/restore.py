"""`manage.py restore`: one file -> the wiki."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from suche.betrieb.sicherung.restore import (
    examine,
    other_connections,
    restore_backup,
    settle_what_is_left,
)
from suche.betrieb.sicherung.schema import ArchiveHeader

from .backup import Steps

BUSY = (
    "Noch {} andere Verbindungen zur Datenbank. Webserver und Hintergrundarbeit sollten während "
    "der Wiederherstellung stehen; danach müssen sie neu starten."
)
NOTHING_LEFT = "Es ist nichts zu Ende zu bringen. Zum Einspielen die Sicherung nennen."
NO_INDEX = "Der Index ist nicht dabei. Damit die Suche etwas findet: manage.py index_pages"
NEW_START = "Alle müssen sich neu anmelden. Webserver und Hintergrundarbeit jetzt (neu) starten."


class Command(BaseCommand):
    help = (
        "Spielt eine Sicherung ein: prüft sie, ersetzt dann Datenbank, Bilder und Dokumente in "
        "einem Zug. Schlägt etwas fehl, bleibt das alte Wiki, wie es ist."
    )
    requires_system_checks: list[str] = []  # they look at what is going to be replaced

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            *("datei",),
            type=Path,
            nargs="?",
            help="ohne sie wird nur zu Ende gebracht, was eine abgebrochene hinterlassen hat",
        )
        parser.add_argument("--force", action="store_true", help="ein volles Wiki ersetzen")
        parser.add_argument("--index", action="store_true", help="danach den Index aufbauen")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["datei"] is None:
            self._settle()
            return
        path = options["datei"].absolute()
        with Steps("Prüfen", "Auspacken", "Einspielen") as steps:
            header = examine(path, steps.start)
            self.stdout.write(_summary(header))
            if others := other_connections():
                self.stderr.write(BUSY.format(others))
            restore_backup(
                path, force=options["force"], started=steps.start, tell=self.stdout.write
            )
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(self.style.SUCCESS("Das Wiki ist wiederhergestellt."))
        self.stdout.write(NEW_START)
        self._index(header, options["index"])

    def _settle(self) -> None:
        done = settle_what_is_left()
        if done:
            call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(done or NOTHING_LEFT)

    def _index(self, header: ArchiveHeader, wanted: bool) -> None:
        if wanted:
            call_command("index_pages")
        elif not header.mit_index:
            self.stdout.write(NO_INDEX)


def _summary(header: ArchiveHeader) -> str:
    index = "mit Index" if header.mit_index else "ohne Index"
    return (
        f"Sicherung vom {header.erstellt}, PostgreSQL {header.postgres}, "
        f"pgvector {header.pgvector}, {index}. Prüfsumme stimmt."
    )
