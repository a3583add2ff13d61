"""Outlines of Länder and Kreise, by the first digits of the official keys (ARS, AGS).

The file is made by `deploy/build_districts.py`; its source asks for a notice beside every map.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("umrisse.json")
SCALE = 10  # the outlines are drawn in tenths of the units of the map
DIGITS_OF_A_LAND, DIGITS_OF_A_KREIS = 2, 5


@dataclass(frozen=True)
class Umriss:
    """A Land or Kreis: `rahmen` is left, top, width and height of what `pfad` draws (SVG).
    `kreisfrei`: a city that belongs to no district."""

    name: str
    rahmen: tuple[int, int, int, int]
    pfad: str
    kreisfrei: bool = False


@cache
def outlines() -> dict[str, Umriss]:
    """Reads all of them once: key -> outline. Länder have keys of two digits, Kreise of five."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {key: Umriss(**one | {"rahmen": tuple(one["rahmen"])}) for key, one in stored.items()}


@cache
def land_keys() -> dict[str, str]:
    """Name of a Land -> its key."""
    return {one.name: key for key, one in outlines().items() if len(key) == DIGITS_OF_A_LAND}
