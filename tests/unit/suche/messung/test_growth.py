"""suche.messung.growth: exponents through measured points, and their drawing."""

import math
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from suche.messung.growth.drawing import Curve, draw
from suche.messung.growth.power_law import fit, linear_at

SIZES = [1_000, 10_000]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("exponent", [0.0, 0.3, 1.0])
def test_a_power_law_is_found_again(exponent: float) -> None:
    law = fit([300, *SIZES], [2 * size**exponent for size in (300, *SIZES)])
    assert law
    assert law.exponent == pytest.approx(exponent)
    assert law.at(100_000) == pytest.approx(2 * 100_000**exponent)


def test_one_measured_size_has_no_exponent() -> None:
    assert fit(SIZES, [5.0, math.nan]) is None


def test_a_fixed_part_stays_when_the_rest_grows_with_the_pages() -> None:
    assert linear_at(SIZES, [11.0, 20.0], 100_000) == pytest.approx(110)


def test_every_curve_is_named_and_said_in_words() -> None:
    curves = [Curve("Wörter & mehr", SIZES, [5, 9]), Curve("Vektoren", SIZES, [5, 9])]
    drawing = ElementTree.fromstring(draw(curves, "Wachstum", 100_000))
    said = drawing.findtext(f"{SVG}desc") or ""
    named = [text.text or "" for text in drawing.iter(f"{SVG}text")]
    assert "Wörter & mehr: 5 ms bei 1.000 Seiten" in said
    assert {"Wörter & mehr (0,26)", "Vektoren (0,26)"} <= set(named)


def test_names_of_like_curves_do_not_stand_on_each_other() -> None:
    curves = [Curve(name, SIZES, [5, 9]) for name in "abc"]
    drawing = ElementTree.fromstring(draw(curves, "Wachstum", 100_000))
    lines = [
        float(text.get("y", "")) for text in drawing.iter(f"{SVG}text") if "(" in (text.text or "")
    ]
    assert min(b - a for a, b in pairwise(lines)) >= 17
