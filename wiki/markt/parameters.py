"""What stands in the address of the Markt: choices, order, view."""

from collections.abc import Mapping
from dataclasses import dataclass

from .exceptions import FilterUnknown
from .facets import WERTE
from .order import AZ, SORTIERUNGEN
from .schema import Auswahl

ANSICHTEN = {"projekte": "Projekte", "zeit": "Zeitleiste", "karte": "Landkarte"}


@dataclass(frozen=True)
class Parameter:
    """The checked parameters of one request."""

    auswahl: Auswahl
    sortierung: str = AZ
    ansicht: str = "projekte"


def read_parameters(query: Mapping[str, str], bekannt: Mapping[str, set[str]]) -> Parameter:
    """Raises FilterUnknown for a value that the form does not offer (`bekannt`: by Facette)."""
    auswahl = {name: query[name] for name in WERTE if query.get(name)}
    sortierung, ansicht = query.get("sortierung") or AZ, query.get("ansicht") or "projekte"
    known = all(wert in bekannt[name] for name, wert in auswahl.items())
    if not known or sortierung not in SORTIERUNGEN or ansicht not in ANSICHTEN:
        raise FilterUnknown()
    return Parameter(auswahl, sortierung, ansicht)
