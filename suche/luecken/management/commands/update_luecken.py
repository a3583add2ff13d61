"""`manage.py update_luecken`: what the nightly job does, at once."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from suche.luecken.nightly import update_luecken
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Fasst Fragen ohne Antwort nach Bedeutung zusammen, schließt beantwortete Wissenslücken "
        "und löscht, was älter als 90 Tage ist."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Zahlen als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = update_luecken()
        except WikiError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            json.dumps(asdict(found))
            if options["json"]
            else f"{found.fragen} Fragen, {found.luecken} Wissenslücken offen, "
            f"{found.geschlossen} geschlossen, {found.geloescht} Einträge gelöscht."
        )
