"""`Seitendokument`: a page as paragraphs, tables and images; what DOCX and PDF share. Pure."""

from dataclasses import dataclass

HEADING, PARAGRAPH, BULLET, NUMBER, QUOTE, CAPTION = "h3", "p", "ul", "ol", "quote", "caption"
MM_A_PIXEL = 25.4 / 96


@dataclass(frozen=True)
class Run:
    """Text of one look; `url` if it is a link."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True)
class Absatz:
    """A paragraph: its kind (see above), its runs, and for lists the depth from 0 and which item
    it is, from 1."""

    kind: str
    runs: tuple[Run, ...]
    depth: int = 0
    nummer: int = 0


@dataclass(frozen=True)
class Tabelle:
    """The first row are the headings."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bild:
    """`content`: a JPEG file; its size in pixels."""

    content: bytes
    breite: int
    hoehe: int
    alt: str

    def size_within(self, width: float, height: float) -> tuple[float, float]:
        """(width, height) in mm: at most these, and not larger than on a screen of 96 dpi."""
        natural = (self.breite * MM_A_PIXEL, self.hoehe * MM_A_PIXEL)
        scale = min(1.0, width / natural[0], height / natural[1])
        return natural[0] * scale, natural[1] * scale


Teil = Absatz | Tabelle | Bild


@dataclass(frozen=True)
class Kapitel:
    name: str
    teile: tuple[Teil, ...]


@dataclass(frozen=True)
class Seitendokument:
    """`fakten`: the fact box as (name, value) pairs; `fuss` says where and of when it is."""

    titel: str
    kurzfassung: str
    fakten: tuple[tuple[str, str], ...]
    kapitel: tuple[Kapitel, ...]
    fuss: str
