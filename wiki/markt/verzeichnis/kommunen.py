"""The list of Kommunen: searched within, by Land or in one order with page numbers."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out, missing_page
from wiki.sorting import sort_key
from wiki.texte import noop

from .words import read_words

JE_SEITE = 60
LAND = "land"
FIRST = "Rheinland-Pfalz"  # the network's own
SORTIERUNGEN = {
    LAND: noop("nach Land"),
    "a-z": noop("A bis Z"),
    "einwohner": noop("nach Einwohnern, große zuerst"),
    "projekte": noop("nach Zahl der Projekte"),
}
# The Kommunen come by name, and equal ones stay so.
_KEYS: dict[str, Callable[[Any], Any]] = {
    "a-z": lambda kommune: 0,
    "einwohner": lambda kommune: -(kommune.einwohner or 0),
    "projekte": lambda kommune: -kommune.anzahl,
}


def kommunen_context(request: HttpRequest, counted: list[Any]) -> dict[str, Any]:
    """Template context. `counted`: Kommunen by name with their number of projects (`anzahl`), which
    the visitor may see. An order that does not exist counts as none."""
    words = read_words(request.GET.get("wort", ""))
    found = [k for k in counted if words.admit(f"{k.name} {k.land} {k.verbandsgemeinde}")]
    sortierung, left = choose(request.GET, "sortierung", REIHENFOLGE, SORTIERUNGEN, LAND)
    leave_out(request, left)
    shown = _ordered(request, found, sortierung)
    if "seite" in shown:
        left += missing_page(request.GET, shown["seite"].paginator)
    return {
        "wort": words.text,
        "anzahl": len(found),
        "sortierung": sortierung,
        "sortierungen": SORTIERUNGEN.items(),
        "weggelassen": left,
        **shown,
    }


def _ordered(request: HttpRequest, found: list[Any], sortierung: str) -> dict[str, Any]:
    if sortierung == LAND:
        return {"laender": by_land(found)}
    ordered = sorted(found, key=_KEYS[sortierung])
    return {"seite": Paginator(ordered, JE_SEITE).get_page(request.GET.get("seite"))}


def by_land(kommunen: list[Any]) -> list[tuple[str, list[Any]]]:
    """Puts the Kommunen of each Land together, Rheinland-Pfalz first."""
    laender: dict[str, list[Any]] = {}
    for kommune in kommunen:
        laender.setdefault(kommune.land, []).append(kommune)
    return sorted(laender.items(), key=lambda item: (item[0] != FIRST, sort_key(item[0])))
