"""`manage.py import_json wiki.json`: reads a JSON export into this wiki."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from wiki.austausch.importing.report import report_text
from wiki.austausch.snapshot.restoring import restore_snapshot
from wiki.austausch.snapshot.snapshot_file import read_snapshot
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Liest einen JSON-Export in ein leeres Wiki ein, oder ergänzt, was in einem Wiki fehlt. "
        "Was im Wiki anders ist, bleibt stehen. Abgebrochen, macht der nächste Aufruf weiter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument("--json", action="store_true", help="den Bericht als JSON ausgeben")
        parser.add_argument(
            "--force", action="store_true", help="auch überschreiben, was im Wiki anders ist"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_snapshot(options["datei"])
            with tqdm(total=2 * len(content["seiten"]), unit="Seite", disable=_quiet()) as bar:
                report = restore_snapshot(
                    content, force=options["force"], progress=bar.update
                ).as_json()
        except WikiError as error:
            raise CommandError(str(error)) from error
        as_json = json.dumps(report, ensure_ascii=False, indent=1)
        self.stdout.write(as_json if options["json"] else report_text(report, "Seite"))
        if report["fehler"]:
            raise CommandError(f"{len(report['fehler'])} Fehler; das Übrige ist importiert.")


def _quiet() -> bool | None:
    return None if sys.stderr.isatty() else True
