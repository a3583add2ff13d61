"""Growth as an SVG: both axes logarithmic, so that a power law is a straight line. Pure.

Points are measured, dashes reckoned. Colours follow the reader's choice of light or dark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from .power_law import fit

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 236, 48, 52
LABEL_HEIGHT = 18
COLOURS = (  # light and dark, apart for colour-blind eyes; every line is named at its end, too
    ("#0b5cad", "#7db8f5"),
    ("#b3261e", "#ff9d94"),
    ("#1b6e3c", "#7fd49f"),
    ("#7a4b00", "#f0c069"),
    ("#6a3d9a", "#c9a6f0"),
    ("#3a3a3a", "#d0d0d0"),
)


@dataclass(frozen=True)
class Curve:
    """A cost in milliseconds at each of some sizes."""

    name: str
    sizes: Sequence[int]
    costs: Sequence[float]


@dataclass(frozen=True)
class Scale:
    """From pages and milliseconds to places on the sheet."""

    pages: tuple[int, int]
    costs: tuple[float, float]

    def x(self, pages: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * _part(pages, *self.pages)

    def y(self, cost: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _part(cost, *self.costs)


def draw(curves: Sequence[Curve], title: str, until: int) -> str:
    """Returns the drawing; lines are reckoned on to `until` pages. Needs two sizes at least."""
    scale = _scale(curves, until)
    ends = _label_places({curve.name: scale.y(_end(curve, until)) for curve in curves})
    parts = [
        *_axes(scale),
        *(
            part
            for number, curve in enumerate(curves)
            for part in _curve(curve, number, scale, until, ends[curve.name])
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="titel beschreibung">\n<title id="titel">{escape(title)}</title>\n'
        f'<desc id="beschreibung">{escape(_said(curves, until))}</desc>\n{_style(len(curves))}\n'
        f'<rect class="grund" width="{WIDTH}" height="{HEIGHT}"/>\n'
        f'<text class="titel" x="{LEFT}" y="24">{escape(title)}</text>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _part(value: float, low: float, high: float) -> float:
    return (log10(value) - log10(low)) / (log10(high) - log10(low))


def _scale(curves: Sequence[Curve], until: int) -> Scale:
    costs = [cost for curve in curves for cost in (*curve.costs, _end(curve, until))]
    decades = (10.0 ** int(log10(max(min(costs), 0.1)) // 1), 10.0 ** -int(-log10(max(costs)) // 1))
    return Scale((min(size for curve in curves for size in curve.sizes), until), decades)


def _end(curve: Curve, until: int) -> float:
    law = fit(curve.sizes, curve.costs)
    return max(law.at(until) if law else curve.costs[-1], 0.1)


def _axes(scale: Scale) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for cost in _powers(*scale.costs):
        y = scale.y(cost)
        yield f'<line class="raster" x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
        yield f'<text class="zahl rechts" x="{LEFT - 8}" y="{y + 4:.1f}">{_number(cost)}</text>'
    for pages in _powers(*scale.pages):
        x = scale.x(pages)
        yield f'<line class="raster" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}"/>'
        yield f'<text class="zahl mitte" x="{x:.1f}" y="{bottom + 20}">{_number(pages)}</text>'
    yield f'<text class="zahl mitte" x="{(LEFT + right) / 2}" y="{bottom + 40}">Seiten</text>'
    yield f'<text class="zahl rechts" x="{LEFT - 8}" y="{TOP - 8}">ms CPU</text>'


def _curve(curve: Curve, number: int, scale: Scale, until: int, label: float) -> Iterator[str]:
    points = [(scale.x(n), scale.y(ms)) for n, ms in zip(curve.sizes, curve.costs, strict=True)]
    end = scale.x(until), scale.y(_end(curve, until))
    yield f'<polyline class="k{number}" points="{_path(points)}"/>'
    yield f'<polyline class="k{number} gerechnet" points="{_path([points[-1], end])}"/>'
    for x, y in points:
        yield f'<circle class="k{number}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    text = escape(f"{curve.name} ({_exponent(curve)})")
    yield f'<text class="k{number}" x="{end[0] + 10:.1f}" y="{label + 4:.1f}">{text}</text>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _label_places(wanted: Mapping[str, float]) -> dict[str, float]:
    """Moves names apart that would stand on each other."""
    places: dict[str, float] = {}
    lowest = -float(HEIGHT)
    for name, y in sorted(wanted.items(), key=lambda item: item[1]):
        places[name] = lowest = max(y, lowest + LABEL_HEIGHT)
    return places


def _powers(low: float, high: float) -> list[float]:
    exponents = range(-1, 8)
    return [power for power in (10.0**e for e in exponents) if low <= power <= high * 1.001]


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".") if value >= 1 else f"{value:g}".replace(".", ",")


def _exponent(curve: Curve) -> str:
    law = fit(curve.sizes, curve.costs)
    return f"{law.exponent:.2f}".replace(".", ",") if law else "?"


def _said(curves: Sequence[Curve], until: int) -> str:
    lines = [
        f"{curve.name}: "
        + ", ".join(
            f"{_number(ms)} ms bei {_number(n)} Seiten"
            for n, ms in zip(curve.sizes, curve.costs, strict=True)
        )
        + f", gerechnet {_number(_end(curve, until))} ms bei {_number(until)}"
        for curve in curves
    ]
    return "Rechenzeit nach der Zahl der Seiten, in Klammern der Exponent. " + "; ".join(lines)


def _style(curves: int) -> str:
    light = [_colour(number, COLOURS[number % len(COLOURS)][0]) for number in range(curves)]
    dark = [_colour(number, COLOURS[number % len(COLOURS)][1]) for number in range(curves)]
    return (
        "<style>\ntext{font:13px system-ui,sans-serif}.titel{font-weight:600;font-size:15px}"
        ".rechts{text-anchor:end}.mitte{text-anchor:middle}polyline{fill:none;stroke-width:2}"
        ".gerechnet{stroke-dasharray:5 5}text{stroke:none}"
        ".grund{fill:#fff}.titel,.zahl{fill:#222}.raster{stroke:#ddd}\n"
        + "".join(light)
        + "\n@media (prefers-color-scheme:dark){.grund{fill:#0d1117}.titel,.zahl{fill:#e6e6e6}"
        + ".raster{stroke:#333}"
        + "".join(dark)
        + "}\n</style>"
    )


def _colour(number: int, colour: str) -> str:
    return f"text.k{number},circle.k{number}{{fill:{colour}}}polyline.k{number}{{stroke:{colour}}}"
