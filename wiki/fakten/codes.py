"""The values that fields of pages, snippets and images can have, with their German names. Pure."""

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

# What is running or under way changes: after so many years nobody can say from an article that it
# still is.
CHANGING = (Status.BETRIEB, Status.UMSETZUNG, Status.PLANUNG, Status.IDEE)
CURRENT_YEARS = 3


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


# Others lie inside them.
OBERGEBIETE = frozenset(
    {
        *(KommuneTyp.LANDKREIS, KommuneTyp.VERBANDSGEMEINDE, KommuneTyp.SAMTGEMEINDE),
        *(KommuneTyp.AMT, KommuneTyp.VERWALTUNGSGEMEINSCHAFT),
    }
)


class Zeichen(Code):
    """The signs of Themen, drawn in `static/img/themen.svg`."""

    THEMA = "thema", "Schildchen (allgemein)"
    BAUM = "baum", "Baum"
    BLATT = "blatt", "Blatt"
    BUCH = "buch", "Buch"
    BUS = "bus", "Bus"
    CHIP = "chip", "Chip"
    DATEN = "daten", "Datenspeicher"
    DORF = "dorf", "Häuser"
    FORMULAR = "formular", "Formular"
    FUNK = "funk", "Funkmast"
    GELD = "geld", "Euro"
    GESPRAECH = "gespraech", "Sprechblasen"
    HANDY = "handy", "Smartphone"
    HERZ = "herz", "Herz mit Puls"
    KALENDER = "kalender", "Kalender"
    KAMERA = "kamera", "Kamera"
    KRAN = "kran", "Kran"
    LAMPE = "lampe", "Glühbirne"
    LUPE = "lupe", "Lupe"
    NETZ = "netz", "Netzwerk"
    PARKEN = "parken", "Parken"
    PERSONEN = "personen", "Personen"
    RATHAUS = "rathaus", "Rathaus"
    ROBOTER = "roboter", "Roboter"
    SCHILD = "schild", "Schutzschild"
    TASCHE = "tasche", "Einkaufstasche"
    TONNE = "tonne", "Mülltonne"
    TROPFEN = "tropfen", "Wassertropfen"
    WEGWEISER = "wegweiser", "Wegweiser"
    WLAN = "wlan", "WLAN"


class Lizenz(Code):
    """Under which terms a picture may be shown."""

    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_3 = "cc-by-3.0-de", "CC BY 3.0 DE"
    CC_BY_SA_3 = "cc-by-sa-3.0-de", "CC BY-SA 3.0 DE"
    CC0 = "cc0-1.0", "CC0 1.0"
    DL_BY = "dl-de-by-2.0", "Datenlizenz Deutschland – Namensnennung 2.0"
    DL_ZERO = "dl-de-zero-2.0", "Datenlizenz Deutschland – Zero 2.0"
    GEMEINFREI = "gemeinfrei", "gemeinfrei"
    ERLAUBNIS = "erlaubnis", "Abdruck mit Erlaubnis, alle Rechte vorbehalten"


LIZENZTEXTE = {
    Lizenz.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.de",
    Lizenz.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
    Lizenz.CC_BY_3: "https://creativecommons.org/licenses/by/3.0/de/",
    Lizenz.CC_BY_SA_3: "https://creativecommons.org/licenses/by-sa/3.0/de/",
    Lizenz.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    Lizenz.DL_BY: "https://www.govdata.de/dl-de/by-2-0",
    Lizenz.DL_ZERO: "https://www.govdata.de/dl-de/zero-2-0",
}
