"""`manage.py import_reports ORDNER`: reads case reports (DOCX, Markdown) as projects."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wiki.austausch.importing.command import add_import_arguments, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.read.reports.case_source import open_folder


class Command(BaseCommand):
    help = (
        "Liest einen Ordner mit Fallberichten ein (DOCX, Markdown): erste Überschrift ist der "
        "Titel, Überschriften werden Abschnitte, „Feld: Wert“ wird der Steckbrief."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ordner", type=Path)
        add_import_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["ordner"]
        run_import(
            self,
            options,
            Importlauf.Art.BERICHTE,
            lambda: open_folder(folder, accept_fuzzy=options["accept_fuzzy"]),
        )
