"""`manage.py undo_import 7`: takes an import back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.importing.running import only_run
from wiki.austausch.importing.undo import undo
from wiki.austausch.models import Importlauf
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Nimmt einen Import zurück: angelegte Seiten werden gelöscht, geänderte zurückgesetzt. Was "
        "seitdem jemand bearbeitet hat, bleibt stehen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("lauf", type=int, help="Nummer aus dem Bericht („lauf“)")

    def handle(self, *args: Any, **options: Any) -> None:
        lauf = Importlauf.objects.filter(pk=options["lauf"]).first()
        if lauf is None:
            raise CommandError(f"Den Import {options['lauf']} gibt es nicht.")
        try:
            with only_run():
                result = undo(lauf)
        except WikiError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Zurückgenommen: {result}")
        for text in result.stehen_gelassen:
            self.stdout.write(f"  {text}")
