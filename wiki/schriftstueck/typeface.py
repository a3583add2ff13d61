"""The letters of PDF files and pictures, and which characters they have."""

from functools import lru_cache
from pathlib import Path

import typst

from .schema import printable

FONT_FILES = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSans-Oblique.ttf",
    "DejaVuSans-BoldOblique.ttf",
)
WITHOUT_GLYPH = "□"  # PDF/UA forbids characters that the typeface lacks


@lru_cache(maxsize=1)
def typeface(fonts: Path) -> typst.Fonts:
    """`fonts` is the folder with the files. No other letters are used, whatever the machine has."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])


def printed(text: str, fonts: Path) -> str:
    """The text with a mark for each character that some style of the typeface lacks."""
    known = _characters(fonts)
    kept = (c if c in known or c == "\n" else WITHOUT_GLYPH for c in printable(text))
    return "".join(kept)


@lru_cache(maxsize=1)
def _characters(fonts: Path) -> frozenset[str]:
    return frozenset.intersection(*(_characters_of(fonts / file) for file in FONT_FILES))


def _characters_of(font: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # only here: it takes 0.1 s

    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))
