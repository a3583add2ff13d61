"""What the stages of an import hand each other. Pure.

file -> `RawRow`s or pages of a wiki -> `ImportedPage`s -> comparison with the wiki -> `Bericht`
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Meldung:
    """An error or a note of the report, for people. `zeile` is the row as a spreadsheet numbers it,
    or the number of the page or file for imports without rows; 0 means the file as a whole.
    `spalte` is the heading of the column."""

    zeile: int
    spalte: str
    meldung: str

    def as_json(self) -> dict[str, Any]:
        return {"zeile": self.zeile, "spalte": self.spalte, "meldung": self.meldung}


@dataclass(frozen=True)
class RawRow:
    """A row of a table as its file has it: number, cells with the file's types, what is wrong, and
    the heading between the rows that it stands below. `links` holds the addresses behind cells, by
    the number of the column, counted from 0; `von_oben` the columns whose cell is merged with that
    of the row above."""

    nummer: int
    zellen: tuple[Any, ...]
    fehler: tuple[Meldung, ...] = ()
    hinweise: tuple[Meldung, ...] = ()
    gruppe: str = ""
    links: Mapping[int, str] = field(default_factory=dict)
    von_oben: frozenset[int] = frozenset()


@dataclass(frozen=True)
class NeuesBild:
    """A picture of the file that the wiki does not have yet; `alt` says what is to be seen, if the
    file does. Whose it is no file says: its page stays a draft."""

    name: str
    daten: bytes = field(repr=False)
    alt: str = ""
    unterschrift: str = ""


@dataclass(frozen=True)
class Abschnitt:
    """A section of an article. `art` is one of the named kinds of `wiki.blocks`, `frei` (with
    `ueberschrift`), `einschaetzung` (with `stand`) or `frage` (with both); `inhalt` holds (block,
    value) pairs as AbschnittBlock takes them; a picture may be a NeuesBild."""

    art: str
    inhalt: tuple[tuple[str, Any], ...]
    ueberschrift: str = ""
    stand: date | None = None


@dataclass(frozen=True)
class ImportedQuelle:
    """A source of an article. `datum` is `2024`, `2024-05` or `2024-05-01`, as precise as it is
    known."""

    bezeichnung: str
    url: str = ""
    herausgeber: str = ""
    datum: str = ""
    abgerufen_am: date | None = None


@dataclass(frozen=True)
class Nachnutzer:
    """A Kommune, by id, that has taken the solution over."""

    kommune: int
    jahr: int | None = None
    hinweis: str = ""


@dataclass(frozen=True)
class OldVersion:
    """An older version of a page: when it was saved (ISO 8601), and its sections."""

    zeitpunkt: str
    abschnitte: tuple[Abschnitt, ...]


@dataclass(frozen=True)
class ImportedPage:
    """A Projektseite as the file wants it. What is None or absent stays as the wiki has it.

    `felder` holds plain fields of Projektseite by name. In `kommunen`, and in those of
    `nachnutzungen`, a negative number is that of an entry of the register that has no page yet.
    `kommune_unbekannt` is True when the file names a Kommune that nobody knows. A page with
    `fehler` is not written; one with `luecken`, which name what could not be read, stays a draft.
    `seite` is the id of the page that it tells of, 0 for none, if its source has looked already.
    """

    zeile: int
    titel: str
    slug: str = ""
    seite: int | None = None
    felder: Mapping[str, Any] = field(default_factory=dict)
    kommunen: tuple[int, ...] | None = None
    kommune_unbekannt: bool = False
    themen: tuple[int, ...] | None = None
    produkte: tuple[str, ...] | None = None
    quellen: tuple[ImportedQuelle, ...] | None = None
    nachnutzungen: tuple[Nachnutzer, ...] | None = None
    abschnitte: tuple[Abschnitt, ...] | None = None
    old_versions: tuple[OldVersion, ...] = ()
    fehler: tuple[Meldung, ...] = ()
    luecken: tuple[Meldung, ...] = ()
    hinweise: tuple[Meldung, ...] = ()


@dataclass(frozen=True)
class Duplikat:
    """A row that tells of the same project as the page or row `wie`."""

    zeile: int
    titel: str
    wie: str

    def as_json(self) -> dict[str, Any]:
        return {"zeile": self.zeile, "titel": self.titel, "wie": self.wie}
