"""The wiki's content: pages and the snippets they refer to."""

from .fixturestand import Fixturestand
from .kommune import Kommune
from .projektseite import Nachnutzung, ProduktTag, Projektquelle, Projektseite
from .seiten import (
    Kommunenverzeichnis,
    Projektverzeichnis,
    Startseite,
    Textseite,
    Themenverzeichnis,
    Veranstaltungsverzeichnis,
)
from .thema import Thema
from .veranstaltung import Veranstaltung, Veranstaltungsquelle

__all__ = [
    "Fixturestand",
    "Kommune",
    "Kommunenverzeichnis",
    "Nachnutzung",
    "ProduktTag",
    "Projektquelle",
    "Projektseite",
    "Projektverzeichnis",
    "Startseite",
    "Textseite",
    "Thema",
    "Themenverzeichnis",
    "Veranstaltung",
    "Veranstaltungsquelle",
    "Veranstaltungsverzeichnis",
]
