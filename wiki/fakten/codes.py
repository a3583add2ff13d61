"""The values that fields of Projektseite and Kommune can have, each with its German name. Pure."""

from enum import EnumType, StrEnum


class _Listed(EnumType):
    """Lists the values of an enum in the form that Django fields take."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and German name: `[("idee", "Idee"), ...]`."""
        return [(code.value, code.label) for code in cls]  # type: ignore[var-annotated]

    @property
    def values(cls) -> list[str]:
        return [code.value for code in cls]  # type: ignore[var-annotated]


class Code(StrEnum, metaclass=_Listed):
    """A value of the database, which is also its own text: `Status.IDEE == "idee"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Code":
        code = str.__new__(cls, value)
        code._value_ = value
        code.label = label
        return code


class Status(Code):
    """How far a project is."""

    IDEE = "idee", "Idee"
    PLANUNG = "planung", "in Planung"
    UMSETZUNG = "umsetzung", "in Umsetzung"
    BETRIEB = "betrieb", "im Betrieb"
    BEENDET = "beendet", "beendet"
    ABGEBROCHEN = "abgebrochen", "abgebrochen"


# What helps a reader most comes first; lists by status are sorted like this.
MOST_USEFUL_FIRST = (
    *(Status.BETRIEB, Status.UMSETZUNG, Status.PLANUNG),
    *(Status.IDEE, Status.BEENDET, Status.ABGEBROCHEN),
)
STATUS_RANK = {str(status): rank for rank, status in enumerate(MOST_USEFUL_FIRST)}


class Nachnutzungsweg(Code):
    """How another Kommune can get the solution."""

    EFA = "efa", "EfA (Einer für Alle)"
    OPEN_SOURCE = "open_source", "Open Source"
    KAUF = "kauf", "Kauf oder Dienstleister"
    VERBUND = "verbund", "Verbund mehrerer Kommunen"


WITHOUT_BUYING = (Nachnutzungsweg.EFA, Nachnutzungsweg.OPEN_SOURCE, Nachnutzungsweg.VERBUND)


class KommuneTyp(Code):
    """What kind of municipality a Kommune is.

    LAND is none: it stands for a project of which only the state is known, nobody to count."""

    KREISFREIE_STADT = "kreisfreie Stadt", "Kreisfreie Stadt"
    STADT = "Stadt", "Stadt"
    GEMEINDE = "Gemeinde", "Gemeinde"
    VERBANDSGEMEINDE = "Verbandsgemeinde", "Verbandsgemeinde"
    SAMTGEMEINDE = "Samtgemeinde", "Samtgemeinde"
    AMT = "Amt", "Amt"
    VERWALTUNGSGEMEINSCHAFT = "Verwaltungsgemeinschaft", "Verwaltungsgemeinschaft"
    LANDKREIS = "Landkreis", "Landkreis"
    ORTSTEIL = "Ortsteil", "Ortsteil"
    LAND = "Land", "Land"
