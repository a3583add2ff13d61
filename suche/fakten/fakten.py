"""What is known of a project beyond its text, as counts and figures need it. Pure."""

from dataclasses import dataclass

LANDKREIS = "Landkreis"
NAMELESS = "unbestimmt"  # "Verbandsgemeinden (nicht benannt)": nobody to call, nobody to count


@dataclass(frozen=True)
class Ort:
    """A Kommune; `kreis` and `kreis_name` of the district it lies in (empty: unknown or none)."""

    slug: str
    name: str
    typ: str = "Stadt"
    land: str = ""
    einwohner: int | None = None
    lat: float | None = None
    lon: float | None = None
    kreis: str = ""
    kreis_name: str = ""


@dataclass(frozen=True)
class Gebiet:
    """A Thema with the one above it (empty: none)."""

    slug: str
    name: str
    ober: str = ""
    ober_name: str = ""


@dataclass(frozen=True)
class Uebernahme:
    """A Kommune that took the solution over, in that year if it is known."""

    ort: Ort
    jahr: int | None = None


@dataclass(frozen=True)
class Betrag:
    """Euros, with the remark that belongs to them."""

    euro: int
    hinweis: str = ""


@dataclass(frozen=True)
class Projektfakten:
    """One project. `original`: the page it is an alias of, or its own id; `stand`: the year of its
    `status`. None and empty mean unknown."""

    pk: int
    original: int
    titel: str
    adresse: str
    status: str
    stand: int | None = None
    einmalig: Betrag | None = None
    laufend: Betrag | None = None
    wege: tuple[str, ...] = ()
    produkte: tuple[str, ...] = ()
    orte: tuple[Ort, ...] = ()
    gebiete: tuple[Gebiet, ...] = ()
    uebernahmen: tuple[Uebernahme, ...] = ()
