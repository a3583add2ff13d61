"""What the result page shows of other wikis, and the filter "Herkunft"."""

from collections.abc import Mapping

from django.http import HttpRequest

from suche.understand.question import Question
from wiki.fakten.filters import Filters
from wiki.platform.table_cache import TableCache
from wiki.texte import noop

from .models import Fremdprojekt, shown_projects
from .searching import Fremdantwort, foreign_hits

ALLE, EIGENE, ANDERE = "", "eigene", "andere"
HERKUNFT = {ALLE: noop("alle"), EIGENE: noop("nur dieses Wiki"), ANDERE: noop("nur andere Wikis")}
BESIDE, ALONE = 3, 50  # hits that are shown below the own ones, or instead of them


def foreign_context(
    request: HttpRequest, question: Question, filters: Filters
) -> Mapping[str, object]:
    """Template context; empty where there is nothing of another wiki."""
    if not (_there_are_projects.get() and shown_projects().exists()):
        return {}
    asked = request.GET.get("herkunft", ALLE)
    herkunft = asked if asked in HERKUNFT else ALLE
    return {
        "herkunft": herkunft,
        "herkuenfte": HERKUNFT.items(),
        "fremde": _answer(question, filters, herkunft),
        "fremde_hoechstens": ALONE,
    }


def _answer(question: Question, filters: Filters, herkunft: str) -> Fremdantwort:
    if herkunft == EIGENE:
        return Fremdantwort()
    alone = herkunft == ANDERE
    return foreign_hits(question, filters, ALONE if alone else BESIDE, weak=alone)


# Most wikis have none, and need not ask for those of today.
_there_are_projects = TableCache(Fremdprojekt.objects.exists, Fremdprojekt)
