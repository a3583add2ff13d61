"""The wiki's content: pages and the snippets they refer to.

Reads shared blocks and fields; only pages name views and forms of the rooms above.
"""

from .betreiber import Betreiber
from .bild import Bild, BildRendition
from .erinnerung import Erinnerung
from .fixturestand import Fixturestand
from .gemeinde import Gemeinde, Gemeindestand
from .hilfreich import Hilfreich
from .kommune import Kommune
from .linkpruefung import Linkpruefung
from .mitarbeit import Mitarbeit
from .ordnung import Papierkorb, Papierkorbeintrag, Projektguete, Sammelaenderung
from .projektseite import Nachnutzung, ProduktTag, Projektquelle, Projektseite, Verwandtschaft
from .rueckmeldung import Rueckmeldung
from .seiten import (
    Kommunenverzeichnis,
    Projektverzeichnis,
    Startseite,
    Textseite,
    Themenverzeichnis,
    Veranstaltungsverzeichnis,
)
from .seitenstand import Seitenstand
from .thema import Thema
from .veranstaltung import Veranstaltung, Veranstaltungsquelle

__all__ = [
    "Betreiber",
    "Bild",
    "BildRendition",
    "Erinnerung",
    "Fixturestand",
    "Gemeinde",
    "Gemeindestand",
    "Hilfreich",
    "Kommune",
    "Kommunenverzeichnis",
    "Linkpruefung",
    "Mitarbeit",
    "Nachnutzung",
    "Papierkorb",
    "Papierkorbeintrag",
    "ProduktTag",
    "Projektguete",
    "Projektquelle",
    "Projektseite",
    "Projektverzeichnis",
    "Rueckmeldung",
    "Sammelaenderung",
    "Seitenstand",
    "Startseite",
    "Textseite",
    "Thema",
    "Themenverzeichnis",
    "Veranstaltung",
    "Veranstaltungsquelle",
    "Veranstaltungsverzeichnis",
    "Verwandtschaft",
]
