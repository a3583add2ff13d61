"""What a publication costs those who come next: the word index, the first question, the Markt.

Meant for the database of a corpus: a page gets a word more, and nothing is encoded.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from einbettung.events.change_log import log_changes
from einbettung.models import Dokument
from suche.rank.words.lexical import lexical_index
from wiki.models import Projektseite
from wiki.seitenlinks import seiten_url

from .page_bench import PageCost, client, measured, size_of

QUESTION = "Wer hat schon eine digitale Kita-Anmeldung eingeführt?"


def measure_changes() -> Iterator[PageCost]:
    """Measures each step behind a change of one page, every time another one."""
    visitor, pages = client(), deque(Dokument.objects.order_by("pk").values_list("pk", flat=True))
    asked = f"{reverse('suche')}?q={QUESTION}"
    size_of(visitor, asked)  # what is read once only is no cost of a change
    steps: dict[str, Callable[[], int]] = {
        "Wörterverzeichnis nach Änderung": lexical_index().catch_up,
        "Frage nach Änderung": partial(size_of, visitor, asked),
        "Markt nach Änderung": partial(size_of, visitor, seiten_url(None, "Projektverzeichnis")),
    }
    for name, work in steps.items():
        yield measured(name, work, before=partial(change_next, pages))


def change_next(pages: deque[int]) -> None:
    """Gives the last of these pages another title, and puts it to the front."""
    pages.rotate()
    page_id = pages[0]
    Dokument.objects.filter(pk=page_id).update(titel=Concat(F("titel"), Value(" Neu")))
    Projektseite.objects.filter(pk=page_id).update(status_jahr=2026)
    log_changes([page_id])
