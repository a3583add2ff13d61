"""The list of Kommunen: searched within, by Land or in one order with page numbers; seen from the
visitor's own Kommune, if there is one."""

import math
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from wiki.fakten.facts import Ort
from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out, missing_page
from wiki.fakten.loading import ort_of
from wiki.fakten.size_difference import by_interest, most_telling
from wiki.gemeinden.heimat import heimat_of
from wiki.sorting import sort_key
from wiki.texte import noop

from .obergebiete import with_obergebiete
from .words import read_words
from .zuordnung import projekte_je_kommune

JE_SEITE = 60
ON_ONE_PAGE = 2_000  # Kommunen; by Land they stand there all, and more are megabytes
LAND = "land"
FIRST = "Rheinland-Pfalz"  # the network's own
SORTIERUNGEN = {
    LAND: noop("nach Land"),
    "a-z": noop("A bis Z"),
    "einwohner": noop("nach Einwohnern, große zuerst"),
    "projekte": noop("nach Zahl der Projekte"),
}
FROM_HOME = {  # offered to who has set their own Kommune
    "entfernung": noop("nach Entfernung von Ihrer Kommune"),
    "aehnlich": noop("nach Größe, Ihrer ähnliche zuerst"),
}
LAST = (True, True, math.inf, math.inf)  # who cannot be compared with the visitor's own
# The Kommunen come by name, and equal ones stay so.
_KEYS: dict[str, Callable[[Any], Any]] = {
    "a-z": lambda kommune: 0,
    "einwohner": lambda kommune: -(kommune.einwohner or 0),
    "projekte": lambda kommune: -kommune.anzahl,
    "entfernung": lambda kommune: _away(kommune),
    "aehnlich": lambda kommune: kommune.rang,
}


def kommunen_context(request: HttpRequest, counted: list[Any]) -> dict[str, Any]:
    """Template context. `counted`: Kommunen by name with their number of projects (`anzahl`), which
    the visitor may see. An order that does not exist counts as none."""
    heimat = heimat_of(request)
    listed = with_obergebiete(counted, projekte_je_kommune(request))
    _put_beside(listed, heimat)
    words = read_words(request.GET.get("wort", ""))
    found = [k for k in listed if words.admit(f"{k.name} {k.land} {k.verbandsgemeinde}")]
    orders = SORTIERUNGEN | FROM_HOME if heimat else SORTIERUNGEN
    if len(found) > ON_ONE_PAGE:
        orders = {order: name for order, name in orders.items() if order != LAND}
    usual = next(iter(orders))
    sortierung, left = choose(request.GET, "sortierung", REIHENFOLGE, orders, usual)
    leave_out(request, left)
    shown = _ordered(request, found, sortierung)
    if "seite" in shown:
        left += missing_page(request.GET, shown["seite"].paginator)
    with_own = sum(bool(kommune.anzahl) for kommune in found)
    return {
        "wort": words.text,
        "anzahl": with_own,
        "ohne_eigene": len(found) - with_own,
        "heimat": heimat,
        "sortierung": sortierung,
        "sortierungen": orders.items(),
        "weggelassen": left,
        **shown,
    }


def _put_beside(kommunen: list[Any], heimat: Ort | None) -> None:
    """Says of each how it differs from the visitor's own (`neben`), and how much (`rang`)."""
    for kommune in kommunen:
        kommune.neben = found = most_telling([ort_of(kommune)], heimat)
        kommune.rang = by_interest(found, heimat) if found and heimat else LAST


def _away(kommune: Any) -> float:
    if kommune.neben is None or kommune.neben.entfernung is None:
        return -1 if kommune.neben and kommune.neben.eigene else math.inf
    return float(kommune.neben.entfernung)


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
