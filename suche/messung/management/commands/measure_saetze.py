"""`manage.py measure_saetze`: which sentences does the check of the sentence answer let through?"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from suche.saetze.pair_measurement import BELEGT, Urteil, judge, passing, read_pairs
from suche.saetze.summary import checker
from suche.saetze.support import BOUNDS, Naehe
from wiki.exceptions import WikiError

PAARE = Path(settings.BASE_DIR) / "fixtures" / "saetze" / "paare.tsv"
ANY = Naehe(-1.0, -9.0, 0.0)


class Command(BaseCommand):
    help = "Misst, welche Sätze die Prüfung der Zusammenfassung durchlässt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--half", choices=["wahl", "probe"], default="wahl")
        parser.add_argument("--pairs", action="store_true", help="auch jedes Paar nennen")

    def handle(self, *args: Any, **options: Any) -> None:
        paare = [p for p in read_pairs(PAARE) if p.haelfte == options["half"]]
        try:
            texts = [text for p in paare for text in (p.satz, p.quelle.alles)]
            urteile = judge(paare, checker(texts))
        except WikiError as error:
            raise CommandError(str(error)) from error
        self._table(urteile)
        if options["pairs"]:
            for urteil in urteile:
                self.stdout.write(_line(urteil))

    def _table(self, urteile: list[Urteil]) -> None:
        kinds = dict.fromkeys([BELEGT, *(urteil.paar.art for urteil in urteile)])
        self.stdout.write("art            nur wörtlich  nur Nähe      beides")
        for art in kinds:
            found = (
                passing(urteile, art, ANY),
                passing(urteile, art, BOUNDS, literally=False),
                passing(urteile, art, BOUNDS),
            )
            self.stdout.write(f"{art:<15}" + "".join(f"{one:<14}" for one in found))


def _line(urteil: Urteil) -> str:
    near = urteil.naehe
    passed = "+" if urteil.passes(BOUNDS) else "-"
    figures = f"{near.cosine:.3f} {near.tokens:.3f} {near.words:.2f}"
    return f"{passed} {urteil.paar.art:<13} {figures} {urteil.fehlt:<10} {urteil.paar.satz}"
