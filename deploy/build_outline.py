"""Makes `laender.svg` and `kreise.svg` in `static/img`, the outlines of the map of Germany. Run by
hand, in the wiki's folder, with the Kreise of VG5000 as GeoJSON (degrees, keyed by ARS):

    .venv/bin/python -m deploy.build_outline kreise.geojson

Neighbours share their points, so the lines between them are cut where three areas meet and thinned
one by one: what is drawn twice still fits together. A Land is the outline of its Kreise.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from wiki.markt.landkarte.projection import HEIGHT, WIDTH, project

FOLDER = Path("static/img")
TOLERANCE = 1.1  # units of the map, about 1.2 km
LOOK = 'stroke-linejoin="round" vector-effect="non-scaling-stroke"'
ISLET = 4 * TOLERANCE  # shorter than that on both sides is left out
HEAD = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
Point = tuple[float, float]
Line = list[Point]
Edge = frozenset[Point]
Owners = dict[Edge, frozenset[str]]  # the Kreise on the two sides of an edge; at the coast one


def main(kreise: Path) -> None:
    owners = edges_of(json.loads(kreise.read_text(encoding="utf-8")))
    between = [(line, laender_of(line, owners)) for line in lines_of(owners)]
    thinned = [(thin(line), laender) for line, laender in between]
    inner = [line for line, laender in thinned if laender[0] == laender[-1] and len(laender) > 1]
    write("kreise", f'<path id="kreise" fill="none" {LOOK} d="{"".join(map(path_of, inner))}"/>')
    outlines = defaultdict(list)
    for line, laender in thinned:
        if line not in inner:
            for land in laender:
                outlines[land].append(line)
    paths = "".join(f'<path d="{land_path(lines)}"/>' for _, lines in sorted(outlines.items()))
    write("laender", f'<g id="laender" {LOOK}>{paths}</g>')


def write(name: str, drawing: str) -> None:
    (FOLDER / f"{name}.svg").write_text(f"{HEAD}{drawing}</svg>\n", encoding="utf-8")


def edges_of(collection: Any) -> Owners:
    """Each piece of an outline, with the Kreise that it belongs to."""
    found: dict[Edge, set[str]] = defaultdict(set)
    for feature in collection["features"]:
        for ring in _rings(feature["geometry"]):
            for edge in map(frozenset, pairwise(ring)):
                if len(edge) == 2:
                    found[edge].add(feature["properties"]["ARS"])
    return {edge: frozenset(kreise) for edge, kreise in found.items()}


def _rings(geometry: Any) -> Iterator[Line]:
    parts = geometry["coordinates"]
    for polygon in parts if geometry["type"] == "MultiPolygon" else [parts]:
        for ring in polygon:
            yield [project(lat, lon) for lon, lat in ring]


def lines_of(owners: Owners) -> list[Line]:
    """The longest lines along which the same areas lie on both sides."""
    ways: dict[Point, set[Point]] = defaultdict(set)
    for a, b in owners:
        ways[a].add(b)
        ways[b].add(a)
    ends = [point for point, others in ways.items() if _is_end(point, others, owners)]
    open_edges = set(owners)
    lines = [_walk(a, b, ways, open_edges, set(ends)) for a in ends for b in sorted(ways[a])]
    loops = (_walk(*sorted(edge), ways, open_edges, set()) for edge in sorted(owners, key=sorted))
    return [line for line in (*lines, *loops) if line]


def _is_end(point: Point, others: set[Point], owners: Owners) -> bool:
    sides = {owners[frozenset((point, other))] for other in others}
    return len(others) != 2 or len(sides) > 1


def _walk(
    a: Point, b: Point, ways: dict[Point, set[Point]], open_edges: set[Edge], ends: set[Point]
) -> Line:
    """From a over b to the next end; takes the edges away, and is empty where one is gone."""
    line = [a]
    while (edge := frozenset((a, b))) in open_edges:
        open_edges.remove(edge)
        line.append(b)
        if b in ends or b == line[0]:
            break
        (onward,) = ways[b] - {a}
        a, b = b, onward
    return line if len(line) > 1 else []


def laender_of(line: Line, owners: Owners) -> tuple[str, ...]:
    """The Land on each side, one at the coast."""
    return tuple(sorted(ars[:2] for ars in owners[frozenset(line[:2])]))


def thin(points: Line, tolerance: float = TOLERANCE) -> Line:
    """Douglas and Peucker: leave out what lies closer than the tolerance to the line."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    distance, middle = max((_distance(p, first, last), n) for n, p in enumerate(points[1:-1], 1))
    if distance < tolerance:
        return [first, last]
    return thin(points[: middle + 1], tolerance)[:-1] + thin(points[middle:], tolerance)


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the line; from the point to `start` where the line has no length."""
    (x, y), (dx, dy) = (
        (point[0] - start[0], point[1] - start[1]),
        (end[0] - start[0], end[1] - start[1]),
    )
    length = (dx * dx + dy * dy) ** 0.5
    return abs(x * dy - y * dx) / length if length else (x * x + y * y) ** 0.5


def land_path(lines: Iterable[Line]) -> str:
    """The closed rings that these lines make; islets are left out."""
    return "".join(f"{path_of(ring)}z" for ring in _joined(list(lines)) if not _is_islet(ring))


def _joined(lines: list[Line]) -> Iterator[Line]:
    while lines:
        ring = lines.pop()
        while ring[0] != ring[-1]:
            place = next(n for n, line in enumerate(lines) if ring[-1] in (line[0], line[-1]))
            line = lines.pop(place)
            ring = ring + (line if line[0] == ring[-1] else line[::-1])[1:]
        yield ring


def _is_islet(ring: Line) -> bool:
    return all(max(side) - min(side) <= ISLET for side in zip(*ring, strict=True))


def path_of(line: Line) -> str:
    """The line as SVG, in whole units and steps."""
    rounded = [(round(x), round(y)) for x, y in line]
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(rounded) if a != b]
    return f"M{rounded[0][0]} {rounded[0][1]}l{' '.join(steps)}".replace(" -", "-") if steps else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
