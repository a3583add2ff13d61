"""Addresses -> filters, and filters -> addresses."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from wiki.texte import gettext as _

from .conditions import current_values, names_in_database
from .exceptions import FilterUnknown
from .filters import Auswahl, Filter, Weggelassen

MAX_VALUES = 60  # of one filter: more than anybody ticks
MAX_WERT = 120  # characters: the longest slug
SEITE = "seite"  # the number of the page; a changed filter leads to the first page


@dataclass(frozen=True)
class Chip:
    """A small link above a list. `text` names a choice, `without` is the address without it;
    `only` is the address that filters by it (empty: there is no such filter)."""

    text: str
    without: str
    only: str = ""


def parse_filters(query: QueryDict, known: Iterable[Filter]) -> Auswahl:
    """Reads the filters in a request of a program. Raises FilterUnknown for a value that does not
    exist: a program would not notice that it was left out."""
    auswahl = read_filters(query, known)
    if auswahl.weggelassen:
        raise FilterUnknown()
    return auswahl


def read_filters(query: QueryDict, known: Iterable[Filter], *, several: bool = True) -> Auswahl:
    """Reads the filters of an address. Without `several` only the last value of each counts. Values
    that do not exist are left out and named in `weggelassen`."""
    chosen: dict[str, tuple[str, ...]] = {}
    texte: dict[tuple[str, str], str] = {}
    weggelassen: list[Weggelassen] = []
    for filter_ in known:
        named = query.getlist(filter_.name)
        werte = list(dict.fromkeys(filter(None, named if several else named[-1:])))
        texts, missing = _texts(filter_, werte) if werte else ({}, [])
        if texts:
            chosen[filter_.name] = tuple(texts)
        texte |= {(filter_.name, wert): text for wert, text in texts.items()}
        weggelassen += [Weggelassen(filter_.name, filter_.titel, wert) for wert in missing]
    return Auswahl(chosen, texte, tuple(weggelassen))


def _texts(filter_: Filter, werte: list[str]) -> tuple[dict[str, str], list[str]]:
    """How to say the values that exist, and the values that do not."""
    usable = [w for w in werte[:MAX_VALUES] if len(w) <= MAX_WERT and "\0" not in w]
    texts, now = _said(filter_, usable), {}
    if filter_.say is None and any(wert not in texts for wert in usable):
        now = current_values(filter_.rule, usable)
        texts = _said(filter_, [now.get(wert, wert) for wert in usable])
    kept = dict.fromkeys(now.get(wert, wert) for wert in usable)
    found = {wert: texts[wert] for wert in kept if texts.get(wert)}
    return found, [wert for wert in werte if now.get(wert, wert) not in found]


def _said(filter_: Filter, werte: list[str]) -> Mapping[str, str]:
    if filter_.say is None:
        return names_in_database(filter_.rule, werte)
    return {wert: filter_.choices.get(wert) or filter_.say(wert) for wert in werte}


def one_of(query: QueryDict, name: str, options: Collection[str], usual: str) -> str:
    """Reads a parameter of a program that has one of a few values; raises FilterUnknown for any
    other."""
    wert = query.get(name) or usual
    if wert not in options:
        raise FilterUnknown()
    return wert


def active_filters(auswahl: Auswahl, known: Iterable[Filter], query: QueryDict) -> list[Chip]:
    """One Chip for each value in use."""
    return [
        Chip(
            f"{_(filter_.titel)}: {_(auswahl.texte[filter_.name, wert])}",
            f"?{without_value(query, filter_.name, wert)}",
        )
        for filter_ in known
        for wert in auswahl.filters.get(filter_.name, ())
    ]


def without_value(query: QueryDict, name: str, wert: str) -> str:
    """The query string of the first page without one value."""
    kept = first_page(query)
    kept.setlist(name, [other for other in kept.getlist(name) if other != wert])
    return kept.urlencode()


def without_filters(query: QueryDict, known: Iterable[Filter]) -> str:
    """The query string of the first page without any filter."""
    kept = first_page(query)
    for filter_ in known:
        kept.pop(filter_.name, None)
    return kept.urlencode()


def first_page(query: QueryDict) -> QueryDict:
    """Returns a copy of the query that can be changed, without the number of the page."""
    kept = query.copy()
    kept.pop(SEITE, None)
    return kept
