"""`manage.py export_wiki --format json -o wiki.json`: writes an export."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.export.exporting import EXPORT_FORMATS, export
from wiki.visibility import anonymous_request


class Command(BaseCommand):
    help = (
        "Gibt das Wiki aus: json vollständig, csv und xlsx die Projekte als Liste, mediawiki die "
        "Projekte als Wiki-Artikel. Ohne --alle nur, was Besucher ohne Anmeldung lesen dürfen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=EXPORT_FORMATS, required=True)
        parser.add_argument("-o", "--output", type=Path, required=True)
        parser.add_argument(
            "--alle", action="store_true", help="auch Entwürfe und geschützte Seiten"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["output"]
        try:
            count = export(
                options["format"], path, None if options["alle"] else anonymous_request()
            )
        except OSError as error:
            raise CommandError(f"{path} lässt sich nicht schreiben: {error.strerror}.") from error
        self.stdout.write(f"{count} Seiten nach {path} geschrieben.")
