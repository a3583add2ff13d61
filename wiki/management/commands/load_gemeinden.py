"""`manage.py load_gemeinden DATEI --jahr 2025`: a newer Gemeindeverzeichnis."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.gemeinden.exceptions import GemeindedateiInvalid
from wiki.gemeinden.loading import load_file


class Command(BaseCommand):
    help = "Bringt das Gemeindeverzeichnis auf den Stand einer neueren Datei (CSV, auch .gz)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument("--jahr", type=int, required=True, help="Jahr der Einwohnerzahlen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = load_file(options["datei"], options["jahr"])
        except GemeindedateiInvalid as error:
            raise CommandError(str(error)) from error
        for name, count in outcome.items():
            self.stdout.write(f"{count:6} {name}")
        if not outcome:
            self.stdout.write("Nichts hat sich geändert.")
