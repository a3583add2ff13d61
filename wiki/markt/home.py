"""What the home page says of the network: what is new, the next meeting, questions that were
answered, and what the wiki does not know. Counts only what the visitor may read."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest

from wiki.felder.felder import FRAGE
from wiki.models.projektseite import Projektseite, heute
from wiki.models.rueckmeldung import Rueckmeldung
from wiki.models.veranstaltung import Veranstaltung
from wiki.visibility import each_once, visible_to

NEUESTE = 6
NEU_TAGE = 90  # so long something is new in the network
FRAGEN = 3
FRAGEN_LOOKED_AT = 12  # some may stand in no article any more
UNKNOWN_COSTS = Q(
    kosten_einmalig=None,
    kosten_laufend=None,
    kosten_einmalig_hinweis="",
    kosten_laufend_hinweis="",
)
UNREACHABLE = Q(kontakt_postfach="", kontakt_telefon="")


@dataclass(frozen=True)
class BeantworteteFrage:
    """A question that an article answers, and where."""

    frage: str
    titel: str
    adresse: str


def news(projekte: Any, request: HttpRequest) -> dict[str, Any]:
    """Template context. `projekte`: those that the visitor may read."""
    return {
        **_newest(projekte),
        **_meetings(request),
        "beantwortet": answered_questions(projekte, request),
        **projekte.aggregate(
            anzahl_projekte=Count("pk"),
            ohne_kosten=Count("pk", filter=UNKNOWN_COSTS),
            ohne_kontakt=Count("pk", filter=UNREACHABLE),
        ),
    }


def answered_questions(projekte: Any, request: HttpRequest) -> list[BeantworteteFrage]:
    """The last questions of readers that stand in an article as it is published, newest first."""
    asked = Rueckmeldung.objects.filter(im_artikel=True, seite__in=projekte.values("pk"))
    newest = list(asked.order_by("-eingegangen_am", "-pk")[:FRAGEN_LOOKED_AT])
    pages = projekte.in_bulk([one.seite_id for one in newest])
    found = [_in_article(one, pages[one.seite_id], request) for one in newest]
    return [one for one in found if one][:FRAGEN]


def _in_article(
    asked: Rueckmeldung, page: Projektseite, request: HttpRequest
) -> BeantworteteFrage | None:
    for section in page.sections():
        if section.art == FRAGE and section.name == asked.frage:
            address = f"{page.get_url(request)}#{section.anchor}"
            return BeantworteteFrage(asked.frage, page.title, address)
    return None


def _newest(projekte: Any) -> dict[str, Any]:
    """`neueste`: what changed last, and `gibt_neues`, whether that is less than NEU_TAGE ago."""
    changed = F("seitenstand__geaendert").desc(nulls_last=True)
    ordered = projekte.order_by(changed, F("last_published_at").desc(nulls_last=True), "pk")
    since = (heute() - timedelta(days=NEU_TAGE)).isoformat()
    return {
        "neueste": ordered.prefetch_related("kommunen", "themen")[:NEUESTE],
        "gibt_neues": projekte.filter(seitenstand__geaendert__gte=since).exists(),
    }


def _meetings(request: HttpRequest) -> dict[str, Any]:
    """`naechste`: the meeting to come or going on; `letzte`: else the last one."""
    visible = visible_to(each_once(Veranstaltung.objects.all()), request)
    to_come = Q(datum__gte=heute()) | Q(datum_bis__gte=heute())
    naechste = visible.filter(to_come).order_by("datum", "pk").first()
    letzte = None if naechste else visible.order_by("-datum", "-pk").first()
    return {"naechste": naechste, "letzte": letzte}
