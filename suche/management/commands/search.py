"""`manage.py search "..."`: what an anonymous visitor would find."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import Reply, reply_to
from wiki.visibility import anonymous_request


class Command(BaseCommand):
    help = "Beantwortet eine Frage wie die Suchseite für Besucher ohne Anmeldung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("frage")
        parser.add_argument("-n", type=int, default=10, help="wie viele Treffer (1 bis 200)")
        parser.add_argument("--json", action="store_true", help="maschinenlesbar")

    def handle(self, *args: Any, **options: Any) -> None:
        reply = reply_to(options["frage"], anonymous_request())
        ergebnis = reply.ergebnis
        number = max(1, min(options["n"], 200))
        self.stdout.write(
            _as_json(ergebnis, number) if options["json"] else _text(ergebnis, number)
        )
        for hinweis in (*ergebnis.hinweise, *_understood(reply)):
            self.stderr.write(f"Hinweis: {hinweis}")


def _understood(reply: Reply) -> Iterator[str]:
    if reply.preferred:
        yield f"Bevorzugt: {', '.join(erkannt.label for erkannt in reply.preferred)}"
    if reply.instead_of:
        yield f"„{reply.instead_of}“ kommt nicht vor, gesucht wurde „{reply.question.text}“."
    if reply.suggestion:
        yield f"Meinten Sie: {reply.suggestion}?"


def _as_json(ergebnis: Ergebnis, number: int) -> str:
    treffer = [treffer.as_json() for treffer in ergebnis[:number]]
    return json.dumps({"treffer": treffer}, ensure_ascii=False, indent=2)


def _text(ergebnis: Ergebnis, number: int) -> str:
    lines = [
        f"{t.rang:3}. {t.seite.title} [{', '.join(k.name for k in t.kommunen)}] "
        f"- {t.stufe}, {t.grund}"
        for t in ergebnis[:number]
    ]
    return "\n".join(lines) or "Dazu wurde nichts gefunden."
