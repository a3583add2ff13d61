"""What Kommunen around those of a project have done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from wiki.fakten.distance import distance_km
from wiki.fakten.loading import ort_of
from wiki.models import Kommune, Projektseite
from wiki.visibility import visible_to

SHOWN = 4
AROUND_LAT, AROUND_LON = 0.45, 0.7  # degrees: some 50 km each way in Germany
READ_AT_MOST = 200


@dataclass(frozen=True)
class Nachbar:
    """A project of `kommune`, so many km away."""

    projekt: Projektseite
    kommune: Kommune
    entfernung: int


def neighbours(page: Projektseite, request: HttpRequest) -> list[Nachbar]:
    """The visible projects of the nearest other Kommunen, at most SHOWN, nearest first."""
    own = [kommune for kommune in page.kommunen.all() if kommune.lat is not None]
    if not own:
        return []
    around = Kommune.objects.filter(_around(own)).exclude(pk__in=[kommune.pk for kommune in own])
    projekte = Projektseite.objects.filter(kommunen__in=around).exclude(pk=page.pk).distinct()
    found = visible_to(projekte, request).prefetch_related("kommunen")[:READ_AT_MOST]
    near = [nachbar for projekt in found if (nachbar := _nearest(projekt, own))]
    return sorted(near, key=lambda n: (n.entfernung, n.projekt.title))[:SHOWN]


def _around(own: Iterable[Kommune]) -> Q:
    boxes = Q(pk=None)
    for kommune in own:
        lat, lon = kommune.lat or 0, kommune.lon or 0
        boxes |= Q(
            lat__range=(lat - AROUND_LAT, lat + AROUND_LAT),
            lon__range=(lon - AROUND_LON, lon + AROUND_LON),
        )
    return boxes


def _nearest(projekt: Projektseite, own: list[Kommune]) -> Nachbar | None:
    """None for a project that one of `own` takes part in, or of places nobody knows."""
    kommunen = list(projekt.kommunen.all())
    if set(kommunen) & set(own):
        return None
    ways = [
        Nachbar(projekt, other, way)
        for other in kommunen
        for kommune in own
        if (way := distance_km(ort_of(kommune), ort_of(other))) is not None
    ]
    return min(ways, key=lambda nachbar: nachbar.entfernung, default=None)
