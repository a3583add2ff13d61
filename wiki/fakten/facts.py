"""What is known of a project beyond its text. Pure.

Fields are called as on Projektseite, Kommune and Thema, so that one path ("kreis__slug") leads to
the same value here and in the database.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ort:
    """A Kommune. `kreis` is the district it lies in, if that has a page (None: it has none, or the
    Kommune is a district itself); `kreis_schluessel` is the five-digit key of the district, of a
    district its own (empty: unknown). `lat` and `lon` are degrees."""

    slug: str
    name: str
    typ: str = "Stadt"
    land: str = ""
    einwohner: int | None = None
    lat: float | None = None
    lon: float | None = None
    kreis: "Ort | None" = None
    kreis_schluessel: str = ""


@dataclass(frozen=True)
class Gebiet:
    """A Thema, with its Oberthema if it has one."""

    slug: str
    name: str
    oberthema: "Gebiet | None" = None


@dataclass(frozen=True)
class Uebernahme:
    """A Kommune that took the solution over, in the year `jahr` if that is known."""

    ort: Ort
    jahr: int | None = None


@dataclass(frozen=True, slots=True)
class Projektfakten:
    """One project. None and empty mean unknown.

    Amounts are euros, `kosten_laufend` a year; `erschienen` and `geaendert` are days as
    numbers, 20240513, with zeros for what is not known, and `gespeichert`, in seconds since 1970,
    orders those of one day. `adresse`, `produkte` and `uebernahmen` are empty where `load_all`
    loaded the project."""

    pk: int
    titel: str
    status: str
    status_jahr: int | None = None
    laufzeit_von: int | None = None
    laufzeit_bis: int | None = None
    kosten_einmalig: int | None = None
    kosten_laufend: int | None = None
    kosten_einmalig_hinweis: str = ""
    kosten_laufend_hinweis: str = ""
    nachnutzungswege: tuple[str, ...] = ()
    kommunen: tuple[Ort, ...] = ()
    themen: tuple[Gebiet, ...] = ()
    erschienen: int = 0
    geaendert: int = 0
    gespeichert: float = 0.0
    adresse: str = ""
    produkte: tuple[str, ...] = ()
    uebernahmen: tuple[Uebernahme, ...] = ()
