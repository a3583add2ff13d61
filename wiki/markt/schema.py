"""What the stages of the Markt hand each other. No Django."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

INDENT = "– "  # before a Thema in a list, where it stands below its Oberthema
Auswahl = Mapping[str, str]  # name of a Facette -> the one chosen value


@dataclass(frozen=True)
class Eintrag:
    """One project with what it can be filtered, sorted and counted by."""

    pk: int
    titel: str
    status: str = ""
    status_jahr: int | None = None
    laufzeit_von: int | None = None
    laufzeit_bis: int | None = None
    kosten_bekannt: bool = False
    nachnutzungswege: tuple[str, ...] = ()
    erschienen: float = 0.0  # seconds since 1970
    geaendert: float = 0.0
    themen: frozenset[str] = frozenset()  # slugs, those of the Oberthemen included
    kommunen: tuple[int, ...] = ()  # primary keys
    laender: frozenset[str] = frozenset()
    groessen: frozenset[str] = frozenset()  # slugs of size classes


@dataclass(frozen=True)
class Ort:
    """A Kommune as the Markt needs it; lat and lon in degrees."""

    pk: int
    name: str
    slug: str
    land: str
    groesse: str  # slug of the size class; empty when unknown
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Angebot:
    """All that one visitor may see: the projects, the Kommunen and Themen they belong to."""

    eintraege: list[Eintrag]
    orte: dict[int, Ort]
    themen: list[tuple[str, str]]  # (slug, name), Oberthemen before their Themen


@dataclass(frozen=True)
class Option:
    """One value of a Facette with the number of projects that choosing it would show."""

    wert: str
    name: str
    anzahl: int
    gewaehlt: bool

    @property
    def allein(self) -> str:
        """Its name where no list stands around it."""
        return self.name.removeprefix(INDENT)


@dataclass(frozen=True)
class Facette:
    """A filter as the form shows it."""

    name: str  # in the address
    titel: str
    alle: str  # wording of "no choice"
    optionen: list[Option]


@dataclass(frozen=True)
class Punkt:
    """A Kommune on the map: x and y in units of the map, number of projects."""

    ort: Ort
    anzahl: int
    x: float
    y: float
    radius: float


Counts = dict[str, Counter[str]]


@dataclass(frozen=True)
class Gruppe:
    """Entries under one heading; `anker` is the fragment that leads to it."""

    titel: str
    anker: str
    eintraege: list[Eintrag] = field(default_factory=list)
