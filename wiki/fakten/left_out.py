"""What an address asks for and there is not: left out of the request, and said on the page.

So an old or shared link goes on working, and every link on its page is one that works.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict

from wiki.texte import noop

from .filters import Weggelassen
from .selection import SEITE

REIHENFOLGE, ANSICHT = noop("Reihenfolge"), noop("Ansicht")


def choose(
    query: QueryDict, name: str, titel: str, options: Collection[str], usual: str
) -> tuple[str, tuple[Weggelassen, ...]]:
    """Reads a parameter that has one of a few values (`options`). Any other value counts as
    `usual`, and is returned as left out."""
    wert = query.get(name) or usual
    return (wert, ()) if wert in options else (usual, (Weggelassen(name, titel, wert),))


def missing_page(query: QueryDict, paginator: "Paginator[Any]") -> tuple[Weggelassen, ...]:
    """Returns the number of a page that the list does not have, as left out; nothing if the address
    asks for none or for an existing one."""
    typed = query.get(SEITE, "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    if not typed or (is_number and 1 <= int(typed) <= paginator.num_pages):
        return ()
    return (Weggelassen(SEITE, noop("Seite"), typed),)


def leave_out(request: HttpRequest, weggelassen: Iterable[Weggelassen]) -> None:
    """Takes the values out of the request's address."""
    request.GET = without(request.GET, weggelassen)  # type: ignore[assignment]


def without(query: QueryDict, weggelassen: Iterable[Weggelassen]) -> QueryDict:
    """Returns the query without the values that were left out."""
    dropped = defaultdict(set)
    for one in weggelassen:
        dropped[one.name].add(one.wert)
    kept = query.copy()
    for name, werte in dropped.items():
        kept.setlist(name, [wert for wert in kept.getlist(name) if wert not in werte])
    return kept


def keep_last(request: HttpRequest, names: Iterable[str]) -> None:
    """Takes all but the last value of each parameter out of the request's address."""
    query = request.GET.copy()
    for name in query.keys() & set(names):
        query.setlist(name, query.getlist(name)[-1:])
    request.GET = query  # type: ignore[assignment]
