"""What a question names -> pages that get a head start. It moves pages up and hides none."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet, Value

from suche.german.ranges import bounds
from wiki.models import Kommune, Projektseite

from .cached_tables import current_names, current_wortschatz
from .question import Question, parse_question
from .recognition import Erkannt, recognise

# Added to a score (`fusion`). A place's name in the question has brought its pages up already;
# with .08 more, its pages about something else overtook good answers of other places.
BONUS = {
    "kommune": 0.05,
    "kreis": 0.04,
    "land": 0.03,
    "status": 0.02,
    "jahr": 0.02,
    "groesse": 0.02,
}


# What a page loses whose validity has run out: two that fit alike change places, no more.
ABGELAUFEN_MALUS = 0.03

PLACES = {"kommune", "kreis", "land"}


def understood(raw: str, without: Collection[str] = ()) -> tuple[Question, tuple[Erkannt, ...]]:
    """What was typed as a question, and what it names, but for those the reader does not want
    (`Erkannt.code`). QuestionInvalid as in `parse_question`."""
    question = parse_question(raw, current_wortschatz())
    found = preferences(question.text, without)
    places = tuple((e.start, e.end) for e in found if e.art in PLACES)
    return replace(question, places=places), found


def preferences(text: str, without: Collection[str] = ()) -> tuple[Erkannt, ...]:
    """What a question names, but for those the reader does not want (`Erkannt.code`)."""
    found = recognise(text, current_names())
    return tuple(erkannt for erkannt in found if erkannt.code not in without)


def boosts(erkannt: Sequence[Erkannt]) -> dict[int, float]:
    """Page id -> bonus for every Projektseite that fits something, private ones too: who may see
    them is decided elsewhere. Of two Kommunen, Kreise or Länder one counts. One query."""
    matches = [_matching(e).annotate(art=Value(e.art)).values_list("pk", "art") for e in erkannt]
    if not matches:
        return {}
    first, *others = (match.order_by() for match in matches)
    bonus: dict[int, float] = defaultdict(float)
    for page_id, art in set(first.union(*others)):
        bonus[page_id] += BONUS[art]
    return dict(bonus)


def demoted(page_ids: Collection[int], today: date) -> dict[int, float]:
    """Page id -> malus (negative) for those of the pages whose validity has run out. One query."""
    expired = Projektseite.objects.filter(pk__in=page_ids, gueltig_bis__lt=today)
    return dict.fromkeys(expired.order_by().values_list("pk", flat=True), -ABGELAUFEN_MALUS)


def _matching(erkannt: Erkannt) -> "QuerySet[Projektseite]":
    return Projektseite.objects.filter(_CONDITIONS[erkannt.art](erkannt.key))


def _of_kommune(slug: str) -> Q:
    return Q(kommunen__slug=slug)


def _in_kreis(slug: str) -> Q:
    return Q(kommunen__slug=slug) | Q(kommunen__kreis__slug=slug)


def _in_land(land: str) -> Q:
    return Q(kommunen__land=land)


def _with_status(status: str) -> Q:
    return Q(status=status)


def _in_years(key: str) -> Q:
    """With an open end: begun in the range. Else: going on in it, or a statement of that time."""
    low, high = bounds(key)
    if low is None or high is None:
        return _between("laufzeit_von", low, high)
    begun = Q(laufzeit_von__lte=high) & (
        Q(laufzeit_bis__gte=low) | Q(laufzeit_bis=None, laufzeit_von__gte=low)
    )
    return begun | Q(laufzeit_von=None, status_jahr__range=(low, high))


def _of_size(key: str) -> Q:
    if key == "kreisfrei":
        return Q(kommunen__typ=Kommune.Typ.KREISFREIE_STADT)
    towns = ~Q(kommunen__typ=Kommune.Typ.LANDKREIS)
    return towns & _between("kommunen__einwohner", *bounds(key))


def _between(field: str, low: int | None, high: int | None) -> Q:
    limits = {f"{field}__gte": low, f"{field}__lte": high}
    return Q(**{name: limit for name, limit in limits.items() if limit is not None})


_CONDITIONS = {
    "kommune": _of_kommune,
    "kreis": _in_kreis,
    "land": _in_land,
    "status": _with_status,
    "jahr": _in_years,
    "groesse": _of_size,
}
