"""`/markt/vergleich/`: projects side by side."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wiki.austausch.export.attachment import attachment
from wiki.markt.downloads import FILES
from wiki.markt.merkliste import merkliste
from wiki.markt.named_projects import address_query, named_in, named_projects
from wiki.models import Projektseite

from .comparison import MOST_SIDE_BY_SIDE, compare_projekte
from .files import write_vergleich
from .schema import Spalte


@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    """`?nr=12&nr=45`; without any the whole Merkliste. What does not fit comes next."""
    everything = named_in(request)
    named = everything[: merkliste.HOECHSTENS]
    own = merkliste.remembered_projects(request)
    if own and not named:
        response: HttpResponse = HttpResponseRedirect(_address(own))
    else:
        context = _context(named_projects(named, request), own, len(named))
        context["zu_viele"] = len(everything) - len(named)
        response = render(request, "wiki/markt/vergleich.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def download(request: HttpRequest, ending: str) -> HttpResponse:
    """`/markt/vergleich/vergleich.docx?nr=12&nr=45`: the same as a file, nothing cut off."""
    named = named_in(request)[: merkliste.HOECHSTENS]
    everything = named_projects(named, request)
    projekte = everything[:MOST_SIDE_BY_SIDE]
    if not projekte:
        raise Http404("Kein Projekt genannt")
    address = request.build_absolute_uri(_address(projekte))
    titles = [(p.title, request.build_absolute_uri(p.get_url(request) or "/")) for p in projekte]
    missing = len(named) - len(everything)
    content = write_vergleich(compare_projekte(projekte), titles, address, missing, ending)
    return attachment(content, ending, f"vergleich.{ending}")


def _context(
    projekte: list[Projektseite], own: Sequence[Projektseite], named: int
) -> dict[str, Any]:
    """`named`: how many the address names; what may not be read is missing in `projekte`."""
    shown, later = projekte[:MOST_SIDE_BY_SIDE], projekte[MOST_SIDE_BY_SIDE:]
    vergleich = compare_projekte(shown)
    return {
        "vergleich": vergleich,
        "projekte": shown,
        "spalten": [(spalte, _without(spalte, projekte)) for spalte in vergleich.spalten],
        "fehlen": named - len(projekte),
        "spaeter": later,
        "spaeter_adresse": _address(later),
        "angebot": [(p, _address([*projekte, p])) for p in own if p not in projekte],
        "dateien": [(name, _address(shown, ending)) for name, ending in FILES],
        "alle_adresse": _address(dict.fromkeys([*projekte, *own])),
    }


def _without(spalte: Spalte, projekte: Sequence[Projektseite]) -> str:
    return _address(projekt for projekt in projekte if projekt != spalte.projekt)


def _address(projekte: Iterable[Projektseite], ending: str = "") -> str:
    route = reverse("vergleich_datei", args=[ending]) if ending else reverse("vergleich")
    return f"{route}?{address_query(projekte)}"
