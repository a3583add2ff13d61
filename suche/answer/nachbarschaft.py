"""What Kommunen around those of a project have done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import Case, Min, Q, QuerySet, When
from django.http import HttpRequest

from wiki.fakten.distance import distance_km
from wiki.models import Kommune, Projektseite
from wiki.visibility import each_once, visible_to

NEIGHBOURS_SHOWN = 4
AROUND_LAT, AROUND_LON = 0.45, 0.7  # degrees: some 50 km each way in Germany
KOMMUNEN_AT_ONCE = 20  # of which projects are looked for, the nearest first


@dataclass(frozen=True)
class Nachbar:
    """A project of `kommune`, so many km away."""

    projekt: Projektseite
    kommune: Kommune
    entfernung: int


def neighbours(page: Projektseite, request: HttpRequest) -> list[Nachbar]:
    """Returns the visible projects of the nearest other Kommunen, at most NEIGHBOURS_SHOWN, nearest
    first, but none that the own Kommunen take part in."""
    own = [kommune for kommune in page.kommunen.all() if kommune.lat is not None]
    projekte = Projektseite.objects.exclude(pk=page.alias_of_id or page.pk)
    visible = visible_to(each_once(projekte.exclude(kommunen__in=own)), request)
    ways, found = iter(_ways(own).items()), list[Nachbar]()
    while len(found) < NEIGHBOURS_SHOWN and (near := dict(islice(ways, KOMMUNEN_AT_ONCE))):
        found += _of(near, visible.exclude(pk__in=[nachbar.projekt.pk for nachbar in found]))
    return found[:NEIGHBOURS_SHOWN]


def _ways(own: Iterable[Kommune]) -> dict[Kommune, int]:
    """Returns the other Kommunen around with the km to the nearest of `own`, nearest first."""
    around = Kommune.objects.filter(_around(own)).exclude(pk__in=[kommune.pk for kommune in own])
    ways = {
        other: min(distance_km(kommune, other) or 0 for kommune in own)
        for other in around.only("name", "lat", "lon")
    }
    return dict(sorted(ways.items(), key=lambda item: (item[1], item[0].name)))


def _around(own: Iterable[Kommune]) -> Q:
    """Returns the condition that a Kommune lies in a rectangle around one of `own`."""
    boxes = Q(pk=None)
    for kommune in own:
        lat, lon = kommune.lat or 0, kommune.lon or 0
        boxes |= Q(
            lat__range=(lat - AROUND_LAT, lat + AROUND_LAT),
            lon__range=(lon - AROUND_LON, lon + AROUND_LON),
        )
    return boxes


def _of(near: Mapping[Kommune, int], projekte: "QuerySet[Projektseite]") -> list[Nachbar]:
    """Returns the nearest of the projects of these Kommunen (`near`: with the km to them)."""
    way = Min(Case(*(When(kommunen=kommune, then=km) for kommune, km in near.items())))
    found = projekte.filter(kommunen__in=list(near)).annotate(weg=way).order_by("weg", "title")
    return [
        Nachbar(projekt, min(there, key=lambda kommune: near[kommune]), projekt.weg)
        for projekt in found.prefetch_related("kommunen")[:NEIGHBOURS_SHOWN]
        if (there := [kommune for kommune in projekt.kommunen.all() if kommune in near])
    ]
