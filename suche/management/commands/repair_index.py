"""`manage.py repair_index`: audit, repair of what differs, clean-up; the nightly job calls it."""

import json
import sys
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from einbettung.indexing.index import indexable_pages
from einbettung.indexing.repair import repair_index
from einbettung.indexing.report_words import CLEANED, WORDS_OF_BEFUND
from einbettung.models import Indexbericht
from suche.anlagen.events import read_missing
from suche.rank.words.audit import audit_word_index, repair_word_index
from suche.rank.words.lexical import lexical_index


class Command(BaseCommand):
    help = (
        "Vergleicht jede Seite mit dem Index, bringt in Ordnung, was abweicht, und legt einen "
        "Bericht ab (Redaktion: Berichte › Indexabgleiche). Wird er abgebrochen, macht der nächste "
        "Lauf weiter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--audit", action="store_true", help="nur prüfen; Abweichungen geben Exitcode 1"
        )
        which.add_argument("--full", action="store_true", help="alles neu einbetten")
        parser.add_argument("--json", action="store_true", help="den Bericht als JSON ausgeben")

    def handle(self, *args: Any, **options: Any) -> None:
        audit_only, full = options["audit"], options["full"]
        if audit_only:
            also = partial(audit_word_index, lexical_index())
        else:
            also = partial(repair_word_index, lexical_index(), rebuild=full)
        if not audit_only:
            read_missing()
        total = indexable_pages().count() * (2 if full else 1)
        with tqdm(total=total, desc="Abgleich", unit="Seite", disable=_quiet(options)) as bar:
            bericht = repair_index(audit_only=audit_only, full=full, progress=bar.update, also=also)
        if options["verbosity"]:
            self.stdout.write(_as_json(bericht) if options["json"] else _as_text(bericht))
        if audit_only and bericht.abweichungen:
            raise CommandError(f"Der Index weicht ab ({bericht.abweichungen}).")


def _as_json(bericht: Indexbericht) -> str:
    content = {
        "art": bericht.art,
        "begonnen": bericht.begonnen.isoformat(),
        "beendet": bericht.beendet and bericht.beendet.isoformat(),
        "dauer_s": bericht.dauer_s,
        "geprueft": bericht.geprueft,
        "befunde": bericht.befunde,
        "repariert": bericht.repariert,
        "aufgeraeumt": bericht.aufgeraeumt,
        "vektorindex": bericht.vektorindex,
        "fehler": bericht.fehler,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _as_text(bericht: Indexbericht) -> str:
    lines = [
        f"{bericht.geprueft} Seiten geprüft, {bericht.abweichungen} Abweichungen, "
        f"{bericht.repariert} in Ordnung gebracht ({bericht.dauer_s} s)"
    ]
    lines += [f"  {number} {WORDS_OF_BEFUND[kind]}" for kind, number in bericht.befunde.items()]
    lines += [f"  {number} {CLEANED[kind]}" for kind, number in bericht.aufgeraeumt.items()]
    if bericht.vektorindex:
        lines.append(f"  Der Vektorindex findet {bericht.vektorindex['recall']:.1%} der Nächsten.")
    lines += [f"  Fehler, Seite {entry['page_id']}: {entry['text']}" for entry in bericht.fehler]
    return "\n".join(lines)


def _quiet(options: dict[str, Any]) -> bool | None:
    return None if options["verbosity"] and sys.stderr.isatty() else True
