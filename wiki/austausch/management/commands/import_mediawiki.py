"""`manage.py import_mediawiki EXPORT.xml`: articles of a MediaWiki -> pages."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.command import add_import_arguments, digest_of, read_mapping, run_import
from wiki.austausch.mediawiki_source import open_dump
from wiki.austausch.models import Importlauf
from wiki.austausch.running import Auftrag
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Liest den XML-Export eines MediaWiki ein (auch .gz und .bz2). Was sich nicht übernehmen "
        "lässt, steht je Seite im Bericht."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        add_import_arguments(parser)
        parser.add_argument(
            "--mapping", type=Path, help="JSON-Datei: Parameter der Infobox -> Feld"
        )
        parser.add_argument(
            "--history",
            action="store_true",
            help="ältere Versionen mit ihrem Datum übernehmen, ohne Namen der Bearbeitenden",
        )
        parser.add_argument(
            "--accept-fuzzy",
            action="store_true",
            help="Vorschläge für ähnlich geschriebene Kommunen und Themen übernehmen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["datei"]
        try:
            source = open_dump(
                path,
                history=options["history"],
                felder=read_mapping(options["mapping"]),
                accept_fuzzy=options["accept_fuzzy"],
            )
        except WikiError as error:
            raise CommandError(str(error)) from error
        lauf = Importlauf(
            art="mediawiki",
            dateiname=path.name[-255:],
            pruefsumme=digest_of(path),
            optionen={"links": True, "weiterleitungen": source.weiterleitungen},
        )

        def order(lauf: Importlauf) -> Auftrag:
            return Auftrag(
                lauf,
                source.entwuerfe,
                source.about,
                source.hinweise(),
                rowwise=options["rowwise"],
                publish=options["publish"],
            )

        run_import(self, options, lauf, order, "Seite")
