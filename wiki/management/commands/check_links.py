"""`manage.py check_links`: which sources can still be reached. Needs the internet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from wiki.gueltigkeit.links import (
    AT_MOST,
    NoInternet,
    check_addresses,
    due_addresses,
    forget_unused,
    source_addresses,
)
from wiki.models import Linkpruefung


class Command(BaseCommand):
    help = "Prüft die Adressen der Quellen: Wer antwortet nicht mehr? Braucht das Internet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="auch die in dieser Woche geprüften")
        parser.add_argument(
            "--limit", type=int, default=AT_MOST, help="höchstens so viele Adressen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        forget_unused()
        chosen = sorted(source_addresses()) if options["all"] else due_addresses()
        chosen = chosen[: max(0, options["limit"])]
        with tqdm(total=len(chosen), desc="Quellen prüfen") as bar:
            try:
                count = check_addresses(chosen, progress=bar.update)
            except NoInternet as error:
                raise CommandError(str(error)) from error
        dead = Linkpruefung.objects.filter(erreichbar=False).order_by("url")
        self.stdout.write(f"{count:5} geprüft, {dead.count()} nicht erreichbar")
        for row in dead:
            self.stdout.write(f"{row.url}: {row.ergebnis}")
