"""A Kommune beside the visitor's own: size and distance. Pure."""

import math
from dataclasses import dataclass

from .fakten import LANDKREIS, Ort

EARTH_KM = 6_371.0
FACTOR = 2  # "unserer Größe": from half to double as many inhabitants


@dataclass(frozen=True)
class Vergleich:
    """`aehnlich`: of the visitor's size; `entfernung` in km (None: unknown or the same place)."""

    ort: Ort
    eigene: bool
    aehnlich: bool
    entfernung: int | None


def own_size(heimat: Ort | None) -> str:
    """The range of "Kommunen unserer Größe" as the filter takes it; empty when there is none."""
    if heimat is None or not heimat.einwohner or heimat.typ == LANDKREIS:
        return ""
    return f"{heimat.einwohner // FACTOR}-{heimat.einwohner * FACTOR}"


def compare_orte(orte: list[Ort], heimat: Ort | None) -> Vergleich | None:
    """The one of a project's Kommunen that tells the visitor most: their own, else the one most
    like it in size, else the nearest. None: no own Kommune, or nothing known to compare."""
    if heimat is None:
        return None
    known = [found for ort in orte if (found := _compare(ort, heimat))]
    return min(known, key=lambda found: _order(found, heimat), default=None)


def _compare(ort: Ort, heimat: Ort) -> Vergleich | None:
    eigene = ort.slug == heimat.slug
    entfernung = None if eigene else distance_km(ort, heimat)
    if not (eigene or ort.einwohner or entfernung is not None):
        return None
    return Vergleich(ort, eigene, not eigene and _similar(ort, heimat), entfernung)


def _similar(ort: Ort, heimat: Ort) -> bool:
    if LANDKREIS in {ort.typ, heimat.typ} or not (ort.einwohner and heimat.einwohner):
        return False
    return heimat.einwohner // FACTOR <= ort.einwohner <= heimat.einwohner * FACTOR


def _order(found: Vergleich, heimat: Ort) -> tuple[bool, bool, float, float]:
    size = found.ort.einwohner
    unlike = abs(math.log(size / heimat.einwohner)) if size and heimat.einwohner else math.inf
    away = math.inf if found.entfernung is None else found.entfernung
    return (not found.eigene, not found.aehnlich, unlike, away)


def distance_km(one: Ort, other: Ort) -> int | None:
    """Along a great circle, in whole kilometres; None when a place is unknown."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    degrees = (one.lat, one.lon, other.lat, other.lon)
    lat1, lon1, lat2, lon2 = (math.radians(value or 0.0) for value in degrees)
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h))))
