"""Clicks per rank, as daily sums: which rank was clicked first, of which level. No question, no
page, nobody: the beacon (static/js/klick.js) knows nothing else, and no cookie is read.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from suche.rank.levels import GOOD, RELATED, WEAK
from wiki.models.projektseite import heute
from wiki.platform.forms.same_origin import is_from_here

from .models import Klickzahl
from .nightly import KEPT_DAYS

BEACON_MAX_BYTES = 100  # bytes of a beacon
LIST_SHOWN = 0  # the "rank" that counts lists shown
LAST = 11  # stands for all ranks from there on
STUFEN = {"", GOOD, RELATED, WEAK}
INVALID = "Das ist kein gezählter Klick."


@csrf_exempt  # it changes a sum by one; `is_from_here` keeps other sites out
@require_POST
def count_click(request: HttpRequest) -> HttpResponse:
    """Handles `POST /suche/klick/` with `rang` (0: the list was shown) and `stufe`. Answers 204,
    or 400 for anything else, without reading a body that is too large."""
    size = request.headers.get("Content-Length", "")
    if (
        not size.isdecimal()
        or len(size) > 4
        or int(size) > BEACON_MAX_BYTES
        or not is_from_here(request)
    ):
        return _refused()
    rang, stufe = request.POST.get("rang", ""), request.POST.get("stufe", "")
    if not (rang.isascii() and rang.isdecimal()) or int(rang) > LAST or stufe not in STUFEN:
        return _refused()
    row, _ = Klickzahl.objects.get_or_create(tag=heute(), rang=int(rang), stufe=stufe)
    Klickzahl.objects.filter(pk=row.pk).update(anzahl=F("anzahl") + 1)
    return HttpResponse(status=204)


def _refused() -> HttpResponse:
    return HttpResponse(INVALID, status=400, content_type="text/plain; charset=utf-8")


@dataclass(frozen=True)
class Rangzeile:
    """One line of the report: first clicks on a rank, in all and per level."""

    rang: str
    anzahl: int
    prozent: int
    je_stufe: tuple[int, ...]


@dataclass(frozen=True)
class Klickbericht:
    """The last KEPT_DAYS. `ohne_prozent`: lists of which nothing was clicked; None: none shown."""

    gezeigt: int
    zeilen: tuple[Rangzeile, ...]
    ohne_prozent: int | None


def click_report() -> Klickbericht:
    since = heute() - timedelta(days=KEPT_DAYS)
    rows = Klickzahl.objects.filter(tag__gte=since).values_list("rang", "stufe")
    sums = Counter({(rang, stufe): n for rang, stufe, n in rows.annotate(n=Sum("anzahl"))})
    shown = sum(n for (rang, _), n in sums.items() if rang == LIST_SHOWN)
    lines = tuple(_line(sums, rang, shown) for rang in range(1, LAST + 1))
    # A list that was come back to may be clicked again: never less than nothing.
    clicked = min(sum(line.anzahl for line in lines), shown)
    return Klickbericht(shown, lines, round(100 * (shown - clicked) / shown) if shown else None)


def _line(sums: Counter[tuple[int, str]], rang: int, shown: int) -> Rangzeile:
    per_level = tuple(sums[rang, stufe] for stufe in (GOOD, RELATED, WEAK))
    total = sum(n for (r, _), n in sums.items() if r == rang)
    name = f"ab {LAST}" if rang == LAST else str(rang)
    return Rangzeile(name, total, round(100 * total / shown) if shown else 0, per_level)
