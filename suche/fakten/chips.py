"""The small links above the results: filters in use, and what a question prefers."""

from dataclasses import dataclass

from django.http import QueryDict

from suche.understand.recognition import ARTEN, Erkannt

from .facetten import TITEL
from .filter_query import Auswahl
from .filters import FILTER_NAMES


@dataclass(frozen=True)
class Chip:
    """`text` says it; `without` is the address without it, `only` the one that filters by it
    (empty: there is no such filter)."""

    text: str
    without: str
    only: str = ""


def active_filters(auswahl: Auswahl, query: QueryDict) -> list[Chip]:
    """One for each value in use."""
    return [
        Chip(
            f"{TITEL[name]}: {auswahl.texte[name, wert]}",
            f"?{parameters(query, without=(name, wert))}",
        )
        for name in FILTER_NAMES
        for wert in auswahl.filters.of(name)
    ]


def preferred_chips(preferred: tuple[Erkannt, ...], query: QueryDict) -> list[Chip]:
    """One for each preference that is not a filter already."""
    return [
        Chip(
            f"{ARTEN[erkannt.art]}: {erkannt.label}",
            f"?{parameters(query, ohne=erkannt.code)}",
            f"?{parameters(query, only=(erkannt.art, erkannt.key))}"
            if erkannt.art in FILTER_NAMES
            else "",
        )
        for erkannt in preferred
        if erkannt.key not in query.getlist(erkannt.art)
    ]


def without_filters(query: QueryDict) -> str:
    """The query string of the question alone."""
    kept = query.copy()
    for name in (*FILTER_NAMES, "seite"):
        kept.pop(name, None)
    return kept.urlencode()


def parameters(
    query: QueryDict,
    *,
    without: tuple[str, str] | None = None,
    only: tuple[str, str] | None = None,
    ohne: str = "",
) -> str:
    """The query string (but for the page number) without one filter value, with one value as the
    only one of its kind, or with one more preference taken off."""
    kept = query.copy()
    kept.pop("seite", None)
    if without:
        name, wert = without
        kept.setlist(name, [other for other in kept.getlist(name) if other != wert])
    if ohne:
        kept.appendlist("ohne", ohne)
    if only:
        name, wert = only
        kept[name] = wert
    return kept.urlencode()
