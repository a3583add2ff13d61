"""What the table of fields says of each field. Pure."""

from dataclasses import dataclass
from enum import Enum, auto

JAHRE = range(1990, 2101)  # the years that a Projektseite takes


class Art(Enum):
    """The kind of a field: how it is read from a cell, written, and shown."""

    TITEL = auto()
    KUERZEL = auto()
    TEXT = auto()
    ANMERKUNG = auto()  # a remark on the Betrag in the row before
    ZEILEN = auto()  # one entry per line
    BETRAG = auto()
    JAHR = auto()
    ZEITRAUM = auto()  # two years, read from one cell: `2018–2021`
    DATUM = auto()
    STATUS = auto()
    WEGE = auto()
    KOMMUNEN = auto()
    THEMEN = auto()
    PRODUKTE = auto()
    NACHNUTZUNGEN = auto()
    QUELLEN = auto()
    POSTFACH = auto()
    TELEFON = auto()
    ABSCHNITT = auto()  # one of the named sections of the article
    FREI = auto()  # all sections with a heading of the author's own
    EINSCHAETZUNG = auto()  # what the Redaktion concludes, with the day


class Gruppe(Enum):
    """What belongs together; the value is the heading in the form."""

    LEAD = "Titel und Kurzfassung"
    KOPF = "Wer, was, wann"
    KOSTEN = "Kosten und Aufwand"
    NACHNUTZUNG = "Nachnutzung"
    TECHNIK = "Technik und Beteiligte"
    KONTAKT = "Kontakt"
    AKTUALITAET = "Aktualität"
    ARTIKEL = "Artikel"


@dataclass(frozen=True)
class Mangel:
    """What a reader misses when the field is empty.

    `gewicht` is what it costs, in per cent of a complete case. The field counts as filled, too,
    when one of `auch` is: a telephone number is a contact like a mailbox.
    """

    text: str
    gewicht: int
    auch: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indexangabe:
    """The line of the fact box that the search index knows: its place and its name."""

    platz: int
    name: str


@dataclass(frozen=True)
class Feld:
    """One field of a Projektseite.

    `label` is the heading in lists, and what versions and import reports call the field.
    `synonyme` are other headings that the import knows, written as `heading_key` gives them.
    `hilfe` stands below the field in the form, and `neben` puts it beside the field before.
    `fakt` is the name of the line in the fact box; fields with the same name share a line.
    With `kapitel` the line is a chapter of the article instead, and no line of the fact box.
    `zusatz` follows an amount: `1.200 € im Jahr`.
    Lines of the fact box stand in the comparison of projects; with `vergleich` others do, too.
    """

    name: str
    label: str
    art: Art
    gruppe: Gruppe
    synonyme: tuple[str, ...] = ()
    pflicht: bool = False
    hilfe: str = ""
    neben: bool = False
    fakt: str = ""
    kapitel: bool = False
    zusatz: str = ""
    vergleich: bool = False
    index: Indexangabe | None = None
    mangel: Mangel | None = None

    @property
    def attribut(self) -> str:
        """The name of the field in the model; all sections are in one field."""
        if self.art in (Art.ABSCHNITT, Art.FREI, Art.EINSCHAETZUNG):
            return "inhalt"
        return "title" if self.art is Art.TITEL else self.name
