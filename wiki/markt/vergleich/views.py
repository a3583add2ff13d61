"""`/markt/vergleich/`: projects side by side."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wiki.markt.merkliste import merkliste
from wiki.markt.named_projects import address_query, named_in, named_projects
from wiki.models import Projektseite

from .comparison import MOST_SIDE_BY_SIDE, compare_projekte
from .schema import Spalte


@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    """`?nr=12&nr=45`; without any the whole Merkliste. What does not fit comes next."""
    named = named_in(request)[: merkliste.HOECHSTENS]
    own = merkliste.remembered_projects(request)
    if own and not named:
        response: HttpResponse = HttpResponseRedirect(_address(own))
    else:
        context = _context(named_projects(named, request), own, len(named))
        response = render(request, "wiki/markt/vergleich.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _context(
    projekte: list[Projektseite], own: Sequence[Projektseite], named: int
) -> dict[str, Any]:
    """`named`: how many the address names; what may not be read is missing in `projekte`."""
    shown, later = projekte[:MOST_SIDE_BY_SIDE], projekte[MOST_SIDE_BY_SIDE:]
    vergleich = compare_projekte(shown)
    return {
        "vergleich": vergleich,
        "spalten": [(spalte, _without(spalte, projekte)) for spalte in vergleich.spalten],
        "fehlen": named - len(projekte),
        "spaeter": later,
        "spaeter_adresse": _address(later),
        "angebot": [(p, _address([*projekte, p])) for p in own if p not in projekte],
        "alle_adresse": _address(dict.fromkeys([*projekte, *own])),
    }


def _without(spalte: Spalte, projekte: Sequence[Projektseite]) -> str:
    return _address(projekt for projekt in projekte if projekt != spalte.projekt)


def _address(projekte: Iterable[Projektseite]) -> str:
    return f"{reverse('vergleich')}?{address_query(projekte)}"
