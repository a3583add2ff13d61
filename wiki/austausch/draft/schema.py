"""What the stages of an import hand each other. Pure.

file -> `RawRow`s or wiki pages -> `ImportedPage`s -> comparison with the wiki -> `Bericht`
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Meldung:
    """What is wrong or worth knowing: row as in the file (1 is its first), column, text.

    For imports without rows `zeile` is the number of the page or of the file."""

    zeile: int
    spalte: str
    meldung: str

    def as_json(self) -> dict[str, Any]:
        return {"zeile": self.zeile, "spalte": self.spalte, "meldung": self.meldung}


@dataclass(frozen=True)
class RawRow:
    """One row of a table: its number in the file and its cells, typed as the file has them."""

    nummer: int
    zellen: tuple[Any, ...]
    fehler: tuple[Meldung, ...] = ()
    hinweise: tuple[Meldung, ...] = ()


@dataclass(frozen=True)
class Abschnitt:
    """A section: one of the named kinds of wiki.blocks, `frei` with a heading or `einschaetzung`
    with a day; `inhalt` is (block, value) pairs as AbschnittBlock takes them."""

    art: str
    inhalt: tuple[tuple[str, Any], ...]
    ueberschrift: str = ""
    stand: date | None = None


@dataclass(frozen=True)
class Quelle:
    bezeichnung: str
    url: str = ""
    herausgeber: str = ""
    datum: str = ""
    abgerufen_am: date | None = None


@dataclass(frozen=True)
class Nachnutzer:
    kommune: int
    jahr: int | None = None
    hinweis: str = ""


@dataclass(frozen=True)
class OldVersion:
    """An older version of a page: when (ISO 8601) it was saved, and its sections."""

    zeitpunkt: str
    abschnitte: tuple[Abschnitt, ...]


@dataclass(frozen=True)
class ImportedPage:
    """A page as it should become. None and absent fields are left as they are.

    `felder`: plain fields of Projektseite by name. `kommunen` and those of `nachnutzungen`: a
    negative number is that of an entry of the register that has no page yet. `kommune_unbekannt`:
    a Kommune is named that nobody knows. With `fehler` it is not written."""

    zeile: int
    titel: str
    slug: str = ""
    felder: Mapping[str, Any] = field(default_factory=dict)
    kommunen: tuple[int, ...] | None = None
    kommune_unbekannt: bool = False
    themen: tuple[int, ...] | None = None
    produkte: tuple[str, ...] | None = None
    quellen: tuple[Quelle, ...] | None = None
    nachnutzungen: tuple[Nachnutzer, ...] | None = None
    abschnitte: tuple[Abschnitt, ...] | None = None
    old_versions: tuple[OldVersion, ...] = ()
    fehler: tuple[Meldung, ...] = ()
    hinweise: tuple[Meldung, ...] = ()


@dataclass(frozen=True)
class Duplikat:
    """A row that tells of something the file or the wiki has already."""

    zeile: int
    titel: str
    wie: str

    def as_json(self) -> dict[str, Any]:
        return {"zeile": self.zeile, "titel": self.titel, "wie": self.wie}
