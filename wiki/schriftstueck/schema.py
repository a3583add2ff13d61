"""`Schriftstueck`: what a PDF or DOCX file holds, whatever it is about. Pure.

A Projektseite and a Recherchevermerk become one; the writers know nothing else.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

MM_PER_PIXEL = 25.4 / 96
# Unicode categories no file may hold: control, surrogate, unassigned, private. Format characters
# go, too: they can turn a text around.
NOT_PRINTED = {"Cc", "Cf", "Cs", "Cn", "Co"}
BLANKS = str.maketrans("\t\v\f", "   ")


class Stil(Enum):
    """How a paragraph looks."""

    TEXT = "text"
    LEAD = "lead"
    BULLET = "ul"
    NUMBER = "ol"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True)
class Run:
    """Text of one look; `url` if it is a link. A line break is a Run of its own: `\\n`."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True)
class Ueberschrift:
    """`ebene` is 1 for chapters and 2 for what is below them; the title is 0."""

    text: str
    ebene: int = 1


@dataclass(frozen=True)
class Absatz:
    """A paragraph; an item of a list has its depth from 0, and its number from 1."""

    runs: tuple[Run, ...]
    stil: Stil = Stil.TEXT
    depth: int = 0
    nummer: int = 0


Zelle = tuple[Run, ...]


@dataclass(frozen=True)
class Tabelle:
    """A table whose first row are headings.

    `breiten` are the shares of the columns; without them all are equally wide.
    """

    rows: tuple[tuple[Zelle, ...], ...]
    breiten: tuple[float, ...] = ()


@dataclass(frozen=True)
class Angaben:
    """Facts as pairs of name and value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bild:
    """`content` is a JPEG file; `breite` and `hoehe` are its pixels."""

    content: bytes
    breite: int
    hoehe: int
    alt: str

    def size_within(self, width: float, height: float) -> tuple[float, float]:
        """(width, height) in mm: at most these, and not larger than on a screen of 96 dpi."""
        natural = (self.breite * MM_PER_PIXEL, self.hoehe * MM_PER_PIXEL)
        scale = min(1.0, width / natural[0], height / natural[1])
        return natural[0] * scale, natural[1] * scale


@dataclass(frozen=True)
class Schreiblinien:
    """Empty lines for what somebody writes by hand."""

    anzahl: int


@dataclass(frozen=True)
class Unterschrift:
    """A line to sign on, with what stands below its two halves."""

    links: str
    rechts: str


Teil = Ueberschrift | Absatz | Tabelle | Angaben | Bild | Schreiblinien | Unterschrift


@dataclass(frozen=True)
class Schriftstueck:
    """A document: its title as it is printed, its parts in reading order, and what is said of it.

    `betreff` is the title in the file's properties if it differs from the printed one. `fuss`
    stands at the foot of each page. With `kompakt` more fits on a page; with `quer` it lies on its
    side.
    """

    titel: str
    teile: tuple[Teil, ...]
    verfasser: str = ""
    betreff: str = ""
    fuss: str = ""
    kompakt: bool = False
    quer: bool = False


def paragraph(text: str, stil: Stil = Stil.TEXT, *, bold: bool = False) -> Absatz:
    """A paragraph of one look."""
    return Absatz((Run(text, bold=bold),), stil)


def cells(*texts: str) -> tuple[Zelle, ...]:
    """A row of plain cells."""
    return tuple((Run(text),) for text in texts)


def plain_text(runs: Sequence[Run]) -> str:
    """The words of a paragraph or a cell."""
    return "".join(run.text for run in runs)


def printable(text: str) -> str:
    """The text without characters that no file may hold; lines stay, tabs become blanks, and so
    does the line break that slides have in their titles."""
    spaced = text.translate(BLANKS)
    kept = (c for c in spaced if c == "\n" or unicodedata.category(c) not in NOT_PRINTED)
    return "".join(kept)
