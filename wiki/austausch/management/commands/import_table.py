"""`manage.py import_table LISTE.xlsx`: reads a list of projects."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wiki.austausch.importing.command import add_import_arguments, read_mapping, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.read.tables.table_source import open_table


class Command(BaseCommand):
    help = (
        "Liest eine Liste von Projekten (CSV, XLSX, ODS) ein. Ohne Fehler in allen Zeilen werden "
        "Entwürfe angelegt; sonst wird nur berichtet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument("--sheet", default="", help="Name des Tabellenblatts")
        add_import_arguments(parser, "Überschrift")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["datei"]
        run_import(
            self,
            options,
            Importlauf.Art.TABELLE,
            lambda: open_table(
                path,
                sheet=options["sheet"],
                mapping=read_mapping(options["mapping"]),
                accept_fuzzy=options["accept_fuzzy"],
            ),
        )
