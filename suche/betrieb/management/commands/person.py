"""`manage.py person`: what is kept of somebody, said or erased."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suche.betrieb.person.erasing import erase
from suche.betrieb.person.finding import SHORTEST, TOO_SHORT, all_of, find_person

ONLY_SHOWN = "Nichts davon ist geschehen; mit --ausfuehren wird es getan."


class Command(BaseCommand):
    help = "Auskunft über eine Person, oder ihre Daten löschen (Art. 15 und 17 DSGVO)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("was", choices=["auskunft", "loeschen"])
        parser.add_argument("wort", help="Postfach, Anmeldename oder Name in Texten")
        parser.add_argument("--ausfuehren", action="store_true", help="wirklich löschen")

    def handle(self, *, was: str, wort: str, ausfuehren: bool, **options: Any) -> None:
        if len(wort.strip()) < SHORTEST:
            raise CommandError(TOO_SHORT)
        person = find_person(wort.strip())
        if was == "auskunft":
            self.stdout.write(json.dumps(all_of(person), ensure_ascii=False, indent=1))
            return
        done = erase(person, really=ausfuehren)
        numbers = (done.eintraege, done.versionen, done.konten)
        self.stdout.write("Einträge: {}, ältere Versionen: {}, Konten: {}.".format(*numbers))
        for titel in done.seiten:
            self.stdout.write(f"Bitte selbst ändern, dort steht „{wort}“ noch: {titel}")
        if not ausfuehren:
            self.stdout.write(ONLY_SHOWN)
