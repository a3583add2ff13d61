"""`manage.py load_suche`: the synonyms the wiki begins with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from suche.loading import load_synonyme


class Command(BaseCommand):
    help = "Legt die Synonyme aus fixtures/synonyme.yaml an, jedes nur einmal."

    def add_arguments(self, parser: CommandParser) -> None:
        default = settings.BASE_DIR / "fixtures" / "synonyme.yaml"
        parser.add_argument("--file", type=Path, default=default)

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in sorted(load_synonyme(options["file"]).items()):
            self.stdout.write(f"{count:5} Synonyme {name}")
