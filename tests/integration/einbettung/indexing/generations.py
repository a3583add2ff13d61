"""What tests of generations share: names for what they look at, and the commands they call."""

import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from einbettung.models import Dokument, Generation
from suche.answer.answer import ask
from suche.answer.ergebnis import Ergebnis
from tests.integration.seiten import question
from wiki.models import Projektseite
from wiki.visibility import anonymous_request

Pages = dict[str, Projektseite]
# Of an answer: generation, dimension of the question's vector, first title, notices.
Seen = tuple[str, int, str, tuple[str, ...]]
SMALL, BIG = 32, 384  # dimensions of the second model and of the bundled one
WORDS = {"Bienen": "Imker und Honig", "Freibad": "Wie viele Leute sind gerade schwimmen?"}
TIMEOUT_S = 120


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("change_model", *arguments, stdout=out)
    return out.getvalue()


def answer(text: str) -> Ergebnis:
    return ask(question(text), anonymous_request())


def active() -> Generation:
    return Generation.objects.get(zustand="aktiv")


def build(folder: Path, dataset: Path, *arguments: str) -> str:
    return command("build", "--model", str(folder), "--dataset", str(dataset), *arguments)


def comes_true(condition: Callable[[], Any]) -> bool:
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def page_ids() -> Any:
    return Dokument.objects.values_list("pk", flat=True)
