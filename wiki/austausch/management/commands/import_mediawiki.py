"""`manage.py import_mediawiki EXPORT.xml`: reads articles of a MediaWiki as projects."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wiki.austausch.importing.command import add_import_arguments, read_mapping, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.read.wikitext.mediawiki_source import open_dump


class Command(BaseCommand):
    help = (
        "Liest den XML-Export eines MediaWiki ein (auch .gz und .bz2). Was sich nicht übernehmen "
        "lässt, steht je Seite im Bericht."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument(
            "--history",
            action="store_true",
            help="ältere Versionen mit ihrem Datum übernehmen, ohne Namen der Bearbeitenden",
        )
        add_import_arguments(parser, "Parameter der Infobox")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["datei"]
        run_import(
            self,
            options,
            Importlauf.Art.MEDIAWIKI,
            lambda: open_dump(
                path,
                history=options["history"],
                felder=read_mapping(options["mapping"]),
                accept_fuzzy=options["accept_fuzzy"],
            ),
        )
