"""Kommunen -> dots on the map and the list beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import hypot

from wiki.fakten.codes import KommuneTyp
from wiki.fakten.distance import distance_km
from wiki.fakten.facts import Ort, Projektfakten
from wiki.markt.schema import Punkt, Punktgruppe
from wiki.sorting import sort_key

from .projection import is_on_map, project

SMALLEST, LARGEST = 6.0, 16.0  # radius in units of the map
NAMED = 5  # titles that a dot names
GROWTH = 1.5  # per square root of the number of projects
CLOSE = 20.0  # units; dots closer than that are one, with a number
REACH = 2 * LARGEST  # units; dots further apart never overlap
NEAREST = 8  # Kommunen around the visitor's own that stand first in the list
ROW = 40.0  # units from north to south that are read from west to east


def count_by_ort(projekte: Iterable[Projektfakten]) -> list[tuple[Ort, int]]:
    """Counts the projects of each Kommune; the Kommunen come in German order. A Land is no place
    on the map."""
    belonging = [
        {ort.slug: ort for ort in projekt.kommunen if ort.typ != KommuneTyp.LAND}
        for projekt in projekte
    ]
    counts = Counter(slug for orte in belonging for slug in orte)
    orte = {slug: ort for orte in belonging for slug, ort in orte.items()}
    pairs = [(orte[slug], anzahl) for slug, anzahl in counts.items()]
    return sorted(pairs, key=lambda pair: sort_key(pair[0].name))


def titles_by_ort(projekte: Iterable[Projektfakten]) -> dict[str, tuple[str, ...]]:
    """The first titles of each Kommune, by its slug, in German order."""
    titles: dict[str, list[str]] = {}
    for projekt in sorted(projekte, key=lambda projekt: sort_key(projekt.titel)):
        for slug in {ort.slug for ort in projekt.kommunen}:
            titles.setdefault(slug, []).append(projekt.titel)
    return {slug: tuple(named[:NAMED]) for slug, named in titles.items()}


def dots(
    counted: Iterable[tuple[Ort, int]], titles: Mapping[str, tuple[str, ...]] | None = None
) -> list[Punkt]:
    """Draws the Kommunen that lie inside the frame, the largest first so that small dots lie on
    top."""
    named = titles or {}
    punkte = [
        Punkt(ort, anzahl, *project(ort.lat, ort.lon), radius(anzahl), named.get(ort.slug, ()))
        for ort, anzahl in counted
        if is_on_map(ort.lat, ort.lon) and ort.lat is not None and ort.lon is not None
    ]
    return sorted(punkte, key=lambda punkt: -punkt.anzahl)


def place_of(heimat: Ort | None) -> tuple[float, float] | None:
    """Where the visitor's own Kommune is marked; None without one, or outside of the frame."""
    if heimat is None or heimat.lat is None or heimat.lon is None:
        return None
    return project(heimat.lat, heimat.lon) if is_on_map(heimat.lat, heimat.lon) else None


def nearest(counted: Iterable[tuple[Ort, int]], heimat: Ort | None) -> list[tuple[Ort, int]]:
    """The Kommunen around the visitor's own, the nearest first; none without one."""
    if heimat is None:
        return []
    found = [
        (km, ort, anzahl)
        for ort, anzahl in counted
        if ort.slug != heimat.slug and (km := distance_km(ort, heimat)) is not None
    ]
    ordered = sorted(found, key=lambda one: (one[0], sort_key(one[1].name)))
    return [(ort, anzahl) for _, ort, anzahl in ordered[:NEAREST]]


def radius(anzahl: int) -> float:
    """Returns the radius in units of the map; the area grows with the number of projects."""
    return round(min(LARGEST, SMALLEST + GROWTH * (anzahl**0.5 - 1)), 1)


def group(punkte: Iterable[Punkt]) -> list[Punktgruppe]:
    """Puts dots together that would hide each other, as `static/js/karte.js` does for each step of
    its zoom. `punkte` come largest first. The groups come as one reads: row by row."""
    groups: list[list[Punkt]] = []
    cells: dict[tuple[int, int], list[int]] = {}  # of the map -> groups whose first dot lies there
    for punkt in punkte:
        column, row = int(punkt.x // REACH), int(punkt.y // REACH)
        around = [at for cell in _around(column, row) for at in cells.get(cell, ())]
        overlaps = ((_overlap(groups[at][0], punkt), at) for at in around)
        if near := [(away, at) for away, at in overlaps if away is not None]:
            groups[min(near)[1]].append(punkt)
        else:
            cells.setdefault((column, row), []).append(len(groups))
            groups.append([punkt])
    ordered = sorted(groups, key=lambda one: (one[0].y // ROW, one[0].x))
    return [Punktgruppe(tuple(one)) for one in ordered]


def _around(column: int, row: int) -> Iterator[tuple[int, int]]:
    """A cell of the map and its neighbours: no dot overlaps one that lies further away."""
    steps = (-1, 0, 1)
    return ((column + right, row + down) for right in steps for down in steps)


def _overlap(one: Punkt, other: Punkt) -> float | None:
    """The distance of two dots that are too close, else None."""
    limit = max(CLOSE, one.radius + other.radius)
    dx, dy = abs(one.x - other.x), abs(one.y - other.y)
    if dx >= limit or dy >= limit:
        return None
    away = hypot(dx, dy)
    return away if away < limit else None


def by_land(counted: Iterable[tuple[Ort, int]]) -> list[tuple[str, list[tuple[Ort, int]]]]:
    """Groups the list beside the map: Länder in German order, each with its Kommunen."""
    laender: dict[str, list[tuple[Ort, int]]] = {}
    for ort, anzahl in counted:
        laender.setdefault(ort.land, []).append((ort, anzahl))
    return sorted(laender.items(), key=lambda item: sort_key(item[0]))
