"""`manage.py import_reports ORDNER`: reads case reports (DOCX, ODT, Markdown) as projects."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wiki.austausch.importing.command import add_import_arguments, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.read.reports.case_source import open_reports


class Command(BaseCommand):
    help = (
        "Liest Fallberichte ein (DOCX, ODT, Markdown; ein Ordner, ein ZIP oder eine Datei): erste "
        "Überschrift ist der Titel, Überschriften werden Abschnitte, „Feld: Wert“ wird der "
        "Steckbrief."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ordner", type=Path, help="Ordner, ZIP oder Datei")
        add_import_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["ordner"]
        run_import(
            self,
            options,
            Importlauf.Art.BERICHTE,
            lambda: open_reports(path, accept_fuzzy=options["accept_fuzzy"]),
        )
