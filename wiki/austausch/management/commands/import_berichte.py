"""`manage.py import_berichte ORDNER`: case reports (DOCX, Markdown) -> pages."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.case_source import open_folder
from wiki.austausch.command import add_import_arguments, digest_of, run_import
from wiki.austausch.models import Importlauf
from wiki.austausch.running import Auftrag
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Liest einen Ordner mit Fallberichten ein (DOCX, Markdown): erste Überschrift ist der "
        "Titel, Überschriften werden Abschnitte, „Feld: Wert“ wird der Steckbrief."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ordner", type=Path)
        add_import_arguments(parser)
        parser.add_argument(
            "--accept-fuzzy",
            action="store_true",
            help="Vorschläge für ähnlich geschriebene Kommunen und Themen übernehmen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["ordner"]
        try:
            source = open_folder(folder, accept_fuzzy=options["accept_fuzzy"])
        except WikiError as error:
            raise CommandError(str(error)) from error
        digests = "".join(digest_of(path) for path in source.files)
        lauf = Importlauf(
            art="berichte",
            dateiname=folder.name[-255:] or str(folder)[-255:],
            pruefsumme=hashlib.sha256(digests.encode()).hexdigest(),
        )

        def order(lauf: Importlauf) -> Auftrag:
            return Auftrag(
                lauf,
                source.entwuerfe,
                source.about,
                rowwise=options["rowwise"],
                publish=options["publish"],
            )

        run_import(self, options, lauf, order, "Datei")
