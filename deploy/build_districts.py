"""Makes `wiki/markt/landkarte/umrisse.json`, the outlines behind the map of an article. Run by
hand, in the wiki's folder, with the Länder and Kreise of VG5000 as GeoJSON (degrees, keyed by ARS):

    .venv/bin/python -m deploy.build_districts laender.geojson kreise.geojson

A Kreis is thinned as much as the Land that it is shown in. Later outlines of the same Land are
its waters, which are left out.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from wiki.markt.landkarte.projection import project
from wiki.markt.landkarte.umrisse import FILE, SCALE

from .build_outline import Point, thin

STEPS = 320  # the longer side of a Land has so many times the tolerance
KREISFREI = ("Kreisfreie Stadt", "Stadtkreis")
WITHOUT_KIND = ("kreis", "region", "regionalverband")  # names that say what they are
Ring = list[Point]


def main(laender: Path, kreise: Path) -> None:
    outlines: dict[str, dict[str, Any]] = {}
    for feature in [*_features(laender), *_features(kreise)]:
        ars = feature["properties"]["ARS"]
        if ars not in outlines:
            land = outlines.get(ars[:2])
            outlines[ars] = _outline(feature, land["rahmen"] if land else None)
    lines = (f"{json.dumps(ars)}: {_json(one)}" for ars, one in sorted(outlines.items()))
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _features(file: Path) -> list[Any]:
    return list(json.loads(file.read_text(encoding="utf-8"))["features"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _outline(feature: Any, land: list[int] | None) -> dict[str, Any]:
    rings = list(_rings(feature["geometry"]))
    tolerance = max((land or _frame(rings))[2:]) / STEPS
    islets = [ring for ring in rings if max(_frame([ring])[2:]) <= 4 * tolerance]
    kept = [ring for ring in rings if ring not in islets] or [max(rings, key=len)]
    return {
        "name": _name(feature["properties"]),
        "rahmen": _frame(kept),
        "pfad": "".join(_path(thin(ring, tolerance)) for ring in kept),
    } | ({"kreisfrei": True} if feature["properties"]["BEZ"] in KREISFREI else {})


def _rings(geometry: Any) -> Iterator[Ring]:
    parts = geometry["coordinates"]
    for polygon in parts if geometry["type"] == "MultiPolygon" else [parts]:
        for ring in polygon:
            yield [_scaled(project(lat, lon)) for lon, lat in ring]


def _scaled(point: Point) -> Point:
    return round(point[0] * SCALE), round(point[1] * SCALE)


def _frame(rings: list[Ring]) -> list[int]:
    """Left, top, width and height."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return [int(n) for n in (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))]


def _path(ring: Ring) -> str:
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring[:-1]) if a != b]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _name(properties: dict[str, str]) -> str:
    """`Landkreis Kusel`; `Trier`; `Westerwaldkreis`, which says what it is."""
    name, kind = properties["GEN"], properties["BEZ"]
    tells = any(word in name.casefold() for word in WITHOUT_KIND)
    return f"{kind} {name}" if kind in ("Landkreis", "Kreis") and not tells else name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
