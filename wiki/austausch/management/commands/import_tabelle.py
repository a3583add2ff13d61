"""`manage.py import_tabelle LISTE.xlsx`: a list of projects -> pages."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.command import add_import_arguments, digest_of, read_mapping, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.running import Auftrag
from wiki.austausch.table_source import open_table
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Liest eine Liste von Projekten (CSV, XLSX, ODS) ein. Ohne Fehler in allen Zeilen werden "
        "Entwürfe angelegt; sonst wird nur berichtet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        add_import_arguments(parser)
        parser.add_argument(
            "--mapping", type=Path, help="JSON-Datei: Überschrift -> Feld; wird gemerkt"
        )
        parser.add_argument("--sheet", default="", help="Name des Tabellenblatts")
        parser.add_argument(
            "--accept-fuzzy",
            action="store_true",
            help="Vorschläge für ähnlich geschriebene Kommunen und Themen übernehmen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["datei"]
        try:
            source = open_table(
                path,
                sheet=options["sheet"],
                mapping=read_mapping(options["mapping"]),
                accept_fuzzy=options["accept_fuzzy"],
            )
        except WikiError as error:
            raise CommandError(str(error)) from error
        lauf = Importlauf(art="tabelle", dateiname=path.name[-255:], pruefsumme=digest_of(path))

        def order(lauf: Importlauf) -> Auftrag:
            return Auftrag(
                lauf,
                source.entwuerfe,
                source.about,
                source.hinweise,
                rowwise=options["rowwise"],
                publish=options["publish"],
            )

        run_import(self, options, lauf, order, "Zeile")
