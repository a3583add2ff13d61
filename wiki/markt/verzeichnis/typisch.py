"""What is typical of the projects of a Thema: how far they are, with what, what was difficult."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from wiki.fakten.codes import CHANGING, CURRENT_YEARS, STATUS_RANK, KommuneTyp, Status
from wiki.models.kommune import Kommune
from wiki.models.projektseite import ProduktTag, Projektseite
from wiki.sections import sections_of
from wiki.sorting import sort_key

TYPICAL_FROM = 2  # so many projects must use a product
PRODUCTS, PITFALLS, OFFICES = 8, 3, 6
STOLPERSTEINE = "stolpersteine"
AMOUNT = Q(kosten_einmalig__isnull=False) | Q(kosten_laufend__isnull=False)


@dataclass(frozen=True)
class Stolperstein:
    """What an article says was difficult, in its own words."""

    projekt: Any
    text: str
    anker: str


def typical_context(projekte: Any) -> dict[str, Any]:
    """Template context. `projekte`: a query of those that the visitor may see."""
    return {
        "stufen": _stages(projekte),
        "alte_staende": _old_statements(projekte),
        "nennt_kosten": projekte.filter(AMOUNT).exists(),
        "produkte": _products(projekte),
        "stolpersteine": _pitfalls(projekte),
        "erfahrene": _experienced(projekte),
    }


def _stages(projekte: Any) -> list[tuple[str, str, int]]:
    """(value, name, number) of each status, what runs first."""
    counts = projekte.order_by().values_list("status").annotate(Count("pk", distinct=True))
    ordered = sorted(counts, key=lambda pair: STATUS_RANK[pair[0]])
    return [(status, Status(status).label, number) for status, number in ordered]


def _old_statements(projekte: Any) -> int:
    """How many of what is said to run or to be under way was said years ago, or nobody knows
    when."""
    return int(projekte.filter(status__in=CHANGING).exclude(status_jahr__gte=_current()).count())


def _current() -> int:
    """The first year whose statements count as of today."""
    return timezone.localdate().year - CURRENT_YEARS


def _products(projekte: Any) -> list[tuple[str, int]]:
    """(name, number of projects) of those that several use, the most frequent first."""
    tags = ProduktTag.objects.filter(content_object__in=projekte.order_by().values("pk"))
    number = Count("content_object", distinct=True)
    counts = tags.order_by().values_list("tag__name").annotate(number=number)
    found = [(name, count) for name, count in counts if count >= TYPICAL_FROM]
    return sorted(found, key=lambda pair: (-pair[1], sort_key(pair[0])))[:PRODUCTS]


def _pitfalls(projekte: Any) -> list[Stolperstein]:
    """Returns what was difficult, of the first PITFALLS articles that say so, those with the latest
    status first."""
    named = projekte.filter(inhalt__contains=[{"type": STOLPERSTEINE}])
    latest = named.order_by(F("status_jahr").desc(nulls_last=True), "title", "pk")
    return [found for projekt in latest[:PITFALLS] if (found := _pitfall(projekt))]


def _pitfall(projekt: Any) -> Stolperstein | None:
    sections = [one for one in sections_of(projekt.inhalt) if one.art == STOLPERSTEINE]
    return Stolperstein(projekt, sections[0].text, sections[0].anchor) if sections else None


def _experienced(projekte: Any) -> list[tuple[Any, int]]:
    """(Kommune, number) of those that run most of these projects: whom to ask. First those of whom
    it was said lately."""
    running = projekte.filter(status=Status.BETRIEB).order_by().values("pk")
    named = Projektseite.kommunen.through.objects.filter(projektseite__in=running)
    places = named.exclude(kommune__typ=KommuneTyp.LAND).values_list("kommune", "kommune__name")
    counts = places.annotate(number=Count("projektseite", distinct=True)).order_by()
    lately = Q(projektseite__status_jahr__gte=_current())
    current = set(named.filter(lately).values_list("kommune", flat=True))
    ordered = sorted(counts, key=lambda row: (row[0] not in current, -row[2], sort_key(row[1])))
    ordered = ordered[:OFFICES]
    kommunen = Kommune.objects.in_bulk([pk for pk, _, _ in ordered])
    return [(kommunen[pk], number) for pk, _, number in ordered]
