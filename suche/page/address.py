"""What the address of a result page says beside the question: `/suche/?q=...&status=betrieb`."""

from dataclasses import dataclass

from django.http import HttpRequest

from suche.answer.reply import AS_TYPED
from suche.fakten.order import RELEVANZ, SORTIERUNGEN
from wiki.fakten.filters import SEARCH_FILTERS, Auswahl, Weggelassen
from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out
from wiki.fakten.selection import read_filters


@dataclass(frozen=True)
class Address:
    """`auswahl`: the filters that are set. `ohne`: codes of preferences that were taken off
    (`Erkannt.code`). `as_typed`: the reader insists on the spelling. `weggelassen`: what the
    address asks for and there is not, an unknown filter value for example."""

    auswahl: Auswahl
    sortierung: str
    ohne: frozenset[str]
    as_typed: bool
    weggelassen: tuple[Weggelassen, ...]


def read_address(request: HttpRequest) -> Address:
    """Reads the address. An order that there is not becomes the usual one."""
    auswahl = read_filters(request.GET, SEARCH_FILTERS)
    sortierung, no_order = choose(request.GET, "sortierung", REIHENFOLGE, SORTIERUNGEN, RELEVANZ)
    weggelassen = (*auswahl.weggelassen, *no_order)
    leave_out(request, weggelassen)
    ohne = frozenset(request.GET.getlist("ohne"))
    return Address(auswahl, sortierung, ohne, AS_TYPED in request.GET, weggelassen)
