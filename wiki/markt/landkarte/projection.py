"""Degrees -> units of the map. Equirectangular: for one country nothing better is needed."""

from math import cos, radians

WEST, EAST = 5.7, 15.2  # degrees; the map shows what lies in between
SOUTH, NORTH = 47.15, 55.15
UNITS_PER_DEGREE = 100  # of latitude
_SHRINK = cos(radians((SOUTH + NORTH) / 2))  # a degree of longitude is that much shorter

WIDTH = round((EAST - WEST) * _SHRINK * UNITS_PER_DEGREE)
HEIGHT = round((NORTH - SOUTH) * UNITS_PER_DEGREE)


def project(lat: float, lon: float) -> tuple[float, float]:
    """(x, y) of a place given in degrees (WGS 84); x grows eastward, y southward."""
    x = (lon - WEST) * _SHRINK * UNITS_PER_DEGREE
    y = (NORTH - lat) * UNITS_PER_DEGREE
    return round(x, 1), round(y, 1)


def is_on_map(lat: float | None, lon: float | None) -> bool:
    """Whether the place is known and lies inside the frame."""
    if lat is None or lon is None:
        return False
    return SOUTH < lat < NORTH and WEST < lon < EAST
