"""The list of Themen: searched within, as a tree or in one order."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out
from wiki.sorting import sort_key
from wiki.texte import noop

from .words import Wortwahl, read_words

GEBIET = "gebiet"
SORTIERUNGEN = {
    GEBIET: noop("nach Gebiet"),
    "a-z": noop("A bis Z"),
    "projekte": noop("nach Zahl der Projekte"),
}
# The Themen come by name, and equal ones stay so.
_KEYS: dict[str, Callable[[Any], Any]] = {
    "a-z": lambda thema: 0,
    "projekte": lambda thema: -thema.anzahl,
}
Baum = list[tuple[Any, list[Any]]]


def themen_context(request: HttpRequest, tree: Baum) -> dict[str, Any]:
    """Template context. `tree`: pairs of an Oberthema and its Themen, both by name, each with its
    number of projects (`anzahl`) that the visitor may see."""
    words = read_words(request.GET.get("wort", ""))
    sortierung, left = choose(request.GET, "sortierung", REIHENFOLGE, SORTIERUNGEN, GEBIET)
    leave_out(request, left)
    found = _searched(tree, words)
    themen = [thema for ober, below in found for thema in below or [ober]]
    return {
        "wort": words.text,
        "sortierung": sortierung,
        "sortierungen": SORTIERUNGEN.items(),
        "weggelassen": left,
        "anzahl": len(themen),
        "baum": found if sortierung == GEBIET else [],
        "themen": _ordered(themen, sortierung),
    }


def _ordered(themen: list[Any], sortierung: str) -> list[Any]:
    if sortierung == GEBIET:
        return []
    return sorted(sorted(themen, key=lambda one: sort_key(one.name)), key=_KEYS[sortierung])


def _searched(tree: Baum, words: Wortwahl) -> Baum:
    """An Oberthema that is named itself keeps all its Themen."""
    found: Baum = []
    for ober, below in tree:
        named = [one for one in below if words.admit(_names(ober) + _names(one))]
        if named or (not below and words.admit(_names(ober))):
            found.append((ober, named))
    return found


def _names(thema: Any) -> str:
    return f"{thema.name} {thema.beschreibung} "
