"""How far two places lie apart. Pure."""

import math
from typing import Protocol

EARTH_KM = 6_371.0


class Place(Protocol):
    """Anything with a place on the map, in degrees; None where it is unknown."""

    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


def distance_km(one: Place, other: Place) -> int | None:
    """Measures along a great circle, in whole kilometres; None when a place is unknown."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    degrees = (one.lat, one.lon, other.lat, other.lon)
    lat1, lon1, lat2, lon2 = (math.radians(value or 0.0) for value in degrees)
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h))))
