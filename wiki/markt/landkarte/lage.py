"""Where the Kommunen of a project lie: their Land, the Kreise in it, a dot for each town.

Kommunen of several Länder are shown in Germany, and so is a city that is a Land: its own outline
would say nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiki.texte import noop

from .lagetext import lage_text
from .projection import HEIGHT, WIDTH, is_on_map, project
from .umrisse import DIGITS_OF_A_KREIS, SCALE, Umriss, land_keys, outlines

CITY_STATES = ("02", "04", "11")
MARGIN = 0.03  # of the longer side of a Land, on each side
RADIUS = 0.022  # of the longer side


@dataclass(frozen=True)
class Lageort:
    """A Kommune: `schluessel` is its AGS or ARS, empty when unknown; `ist_kreis`: it is a district.
    `lat` and `lon` are degrees."""

    name: str
    land: str
    schluessel: str = ""
    ist_kreis: bool = False
    lat: float | None = None
    lon: float | None = None


GERMANY = noop("Deutschland")


@dataclass(frozen=True)
class Lagekarte:
    """What the picture shows, in units of its frame (left, top, width, height), and what it says.
    Without `umriss` it is a map of Germany."""

    namen: tuple[str, ...]
    land: str
    rahmen: tuple[float, float, float, float]
    kreis: str = ""
    umriss: Umriss | None = None
    kreise: tuple[Umriss, ...] = ()
    punkte: tuple[tuple[float, float], ...] = ()
    radius: float = 0

    @property
    def text(self) -> str:
        """What it shows, in the language of the page."""
        return lage_text(self.namen, self.land, self.kreis)

    @property
    def orte(self) -> list[tuple[str, str]]:
        """The dots as text, which no language of the page puts commas into."""
        return [(f"{x:g}", f"{y:g}") for x, y in self.punkte]

    @property
    def viewbox(self) -> str:
        """The frame as an SVG wants it."""
        return " ".join(f"{number:g}" for number in self.rahmen)


@lru_cache(maxsize=4096)
def locate(orte: tuple[Lageort, ...]) -> Lagekarte | None:
    """Draws the map of these Kommunen; None where no place of theirs is known."""
    known = [ort for ort in orte if is_on_map(ort.lat, ort.lon) or _own_outline(ort)]
    laender = {key for ort in known if (key := _land_key(ort))}
    if not laender:
        return None
    if len(laender) > 1 or laender & set(CITY_STATES):
        return _in_germany([ort for ort in known if is_on_map(ort.lat, ort.lon)])
    return _in_land(outlines()[laender.pop()], known)


def _land_key(ort: Lageort) -> str:
    """The two digits of its Land, which the name tells too; empty when neither does."""
    key = ort.schluessel[:2] or land_keys().get(ort.land, "")
    return key if key in outlines() else ""


def _kreis_of(ort: Lageort) -> Umriss | None:
    key = ort.schluessel[:DIGITS_OF_A_KREIS]
    return outlines().get(key) if len(key) == DIGITS_OF_A_KREIS else None


def _own_outline(ort: Lageort) -> Umriss | None:
    """The outline of a Kommune that is a district itself."""
    return _kreis_of(ort) if ort.ist_kreis else None


def _in_land(land: Umriss, orte: Sequence[Lageort]) -> Lagekarte:
    kreise = tuple(dict.fromkeys(kreis for ort in orte if (kreis := _kreis_of(ort))))
    left, top, width, height = land.rahmen
    longer = max(width, height)
    margin = round(longer * MARGIN)
    return Lagekarte(
        namen=tuple(ort.name for ort in orte),
        land=land.name,
        kreis=_named_kreis(orte),
        rahmen=(left - margin, top - margin, width + 2 * margin, height + 2 * margin),
        umriss=land,
        kreise=kreise,
        punkte=tuple(_dots((ort for ort in orte if not _own_outline(ort)), SCALE)),
        radius=round(longer * RADIUS),
    )


def _named_kreis(orte: Sequence[Lageort]) -> str:
    """The Kreis of a single Kommune that lies in one; empty for a city that is its own."""
    kreis = _kreis_of(orte[0])
    if len(orte) > 1 or kreis is None or kreis.kreisfrei or orte[0].ist_kreis:
        return ""
    return kreis.name


def _in_germany(orte: Sequence[Lageort]) -> Lagekarte | None:
    """A district has its outline only in the map of its Land; here it needs coordinates."""
    if not orte:
        return None
    return Lagekarte(
        namen=tuple(ort.name for ort in orte),
        land=GERMANY,
        rahmen=(0, 0, WIDTH, HEIGHT),
        punkte=tuple(_dots(orte, 1)),
        radius=round(HEIGHT * RADIUS),
    )


def _dots(orte: Iterable[Lageort], scale: int) -> Iterable[tuple[float, float]]:
    for ort in orte:
        if ort.lat is not None and ort.lon is not None and is_on_map(ort.lat, ort.lon):
            x, y = project(ort.lat, ort.lon)
            yield round(x * scale, 1), round(y * scale, 1)
