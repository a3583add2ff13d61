"""`/merkliste/`: look at it, hand it on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wiki.austausch.export.attachment import attachment
from wiki.fakten.codes import STATUS_RANK
from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out
from wiki.markt.downloads import FILES, said_missing
from wiki.markt.named_projects import Name, address_query, named_in, named_projects
from wiki.models import Projektseite
from wiki.sorting import sort_key
from wiki.texte import gettext as _
from wiki.texte import noop

from . import merkliste
from .files import write_merkliste

SORTIERUNGEN = {
    "gemerkt": noop("wie gemerkt"),
    "a-z": noop("A bis Z"),
    "kommune": noop("nach Kommune"),
    "status": noop("nach Status"),
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The visitor's own list, or with `?nr=` a shared one that can only be read."""
    everything = named_in(request)
    named = everything[: merkliste.HOECHSTENS]
    sortierung, left = choose(request.GET, "sortierung", REIHENFOLGE, SORTIERUNGEN, "gemerkt")
    leave_out(request, left)
    projekte = _sorted(_listed(request, named), sortierung)
    name = _given_name(request) if named else merkliste.remembered_name(request)
    context = {
        "projekte": projekte,
        "geteilt": bool(named),
        "fehlen": len(named or merkliste.remembered_ids(request)) - len(projekte),
        "zu_viele": len(everything) - len(named),
        "sortierung": sortierung,
        "weggelassen": left,
        "sortierungen": SORTIERUNGEN.items(),
        **_handed_on(projekte, name, request),
    }
    response = render(request, "wiki/markt/merkliste.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def as_text(request: HttpRequest) -> HttpResponse:
    """`/merkliste/text/?nr=`: plain text to be put into an e-mail."""
    named = named_in(request)[: merkliste.HOECHSTENS]
    projekte = named_projects(named, request)
    blocks = [_as_lines(projekt, request) for projekt in projekte]
    if missing := len(named) - len(projekte):
        blocks.append(said_missing(missing))
    heading = _titled(_given_name(request)) + " aus dem Wiki der Digitalen Städte"
    text = "\n\n".join([heading, *blocks]) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def download(request: HttpRequest, ending: str) -> HttpResponse:
    """`/merkliste/merkliste.docx?nr=12`: for the file, or as a table that can be sorted."""
    named = named_in(request)[: merkliste.HOECHSTENS]
    projekte = named_projects(named, request)
    if not projekte:
        raise Http404("Kein Projekt genannt")
    addresses = [request.build_absolute_uri(p.get_url(request) or "/") for p in projekte]
    missing = len(named) - len(projekte)
    content = write_merkliste(_titled(_given_name(request)), projekte, addresses, missing, ending)
    return attachment(content, ending, f"merkliste.{ending}")


def _listed(request: HttpRequest, named: list[Name]) -> list[Projektseite]:
    return named_projects(named, request) if named else merkliste.remembered_projects(request)


def _sorted(projekte: list[Projektseite], sortierung: str) -> list[Projektseite]:
    if sortierung == "kommune":
        return sorted(projekte, key=lambda p: [sort_key(k.name) for k in p.kommunen.all()])
    if sortierung == "status":
        return sorted(projekte, key=lambda p: STATUS_RANK[p.status])
    if sortierung == "a-z":
        return sorted(projekte, key=lambda p: sort_key(p.title))
    return projekte


def _handed_on(projekte: list[Projektseite], name: str, request: HttpRequest) -> dict[str, Any]:
    """The name of the list and the addresses that carry it."""

    def address(route: str, *args: str) -> str:
        return f"{reverse(route, args=args)}?{address_query(projekte, name)}"

    return {
        "name": name,
        "titel": _titled(name),
        "adresse": request.build_absolute_uri(address("merkliste")),
        "textadresse": address("merkliste_text"),
        "dateien": [(form, address("merkliste_datei", ending)) for form, ending in FILES],
    }


def _given_name(request: HttpRequest) -> str:
    """What the sender of a shared list calls it."""
    return merkliste.clean_name(request.GET.get("name", ""))


def _titled(name: str) -> str:
    return _("Merkliste „{name}“").format(name=name) if name else _("Merkliste")


def _as_lines(projekt: Projektseite, request: HttpRequest) -> str:
    kommunen = ", ".join(kommune.name for kommune in projekt.kommunen.all())
    url = request.build_absolute_uri(projekt.get_url(request))
    return f"{projekt.title}\n{kommunen}, {projekt.get_status_display()}\n{url}"
