"""Pages of the snippets: one Kommune, one Thema. And what visitors see when something is down."""

import sys
from typing import Any

import psycopg
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.query import PageQuerySet

from wiki.fakten.codes import OBERGEBIETE
from wiki.fakten.left_out import missing_page
from wiki.markt.page import JE_SEITE
from wiki.markt.verzeichnis import profil
from wiki.markt.verzeichnis.obergebiete import Inneres, inside
from wiki.markt.verzeichnis.typisch import typical_context
from wiki.markt.verzeichnis.zuordnung import projekte_je_kommune

from .exceptions import EmbeddedPostgresFailed
from .models import Kommune, Nachnutzung, Projektseite, Thema
from .models.seiten import kommunen_counted
from .sorting import sort_key
from .sprache.choosing import speak
from .sprache.views import bad_request
from .visibility import each_once, visible_to

DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,  # of cursors that are not Django's
    psycopg.InterfaceError,
    EmbeddedPostgresFailed,
)
RETRY_S = 30


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever a view could not handle: 503 while the database is away, 400 where a form lacks what
    it always has (cut off on its way, or forged), else 500."""
    error = sys.exception()
    if isinstance(error, MultiValueDictKeyError):
        return bad_request(request, error)
    speak(request)
    if isinstance(error, DATABASE_AWAY):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_S)})
    return HttpResponse(render_to_string("500.html"), status=500)


def kommune(request: HttpRequest, slug: str) -> HttpResponse:
    """A Kommune's fact box, its projects by status and those of others inside it, what it took over
    and others from it, who of its size lies near, its meetings."""
    with_page = Kommune.objects.exclude(typ=Kommune.Typ.LAND).select_related("kreis")
    found = get_object_or_404(with_page, slug=slug)
    visible = visible_to(each_once(Projektseite.objects.all()), request)
    own = visible.filter(kommunen=found)
    projekte = list(_listed(own))
    context = {
        "kommune": found,
        "projekte": projekte,
        "gruppen": profil.by_status(projekte),
        "inneres": _inside(found, request),
        "lage": [found],
        "nachnutzungen": _taken_over(kommune=found, projekt__in=visible),
        "nachgenutzt": _taken_over(projekt__in=own),
        "nachbarn": profil.neighbours(found, kommunen_counted(request)),
        "veranstaltungen": visible_to(each_once(found.veranstaltungen.all()), request),
    }
    return render(request, "wiki/kommune.html", context)


def _inside(kommune: Kommune, request: HttpRequest) -> Inneres:
    """Returns the projects of the Kommunen inside a Kommune; nothing if none lie in it."""
    if kommune.typ not in OBERGEBIETE:
        return Inneres()
    return inside([kommune], projekte_je_kommune(request))[kommune.pk]


def _taken_over(**which: Any) -> "QuerySet[Nachnutzung]":
    related = Nachnutzung.objects.filter(**which).select_related("projekt", "kommune")
    return related.order_by("projekt__title", "sort_order")


def thema(request: HttpRequest, slug: str) -> HttpResponse:
    """A Thema's projects, and what is typical of them; an Oberthema lists those of its Unterthemen
    too."""
    found = get_object_or_404(Thema.objects.select_related("oberthema"), slug=slug)
    below = Q(themen=found) | Q(themen__oberthema=found)
    projekte = visible_to(each_once(Projektseite.objects.filter(below)).distinct(), request)
    context = {
        "thema": found,
        "unterthemen": found.unterthemen.order_by("name"),
        **_paged(projekte, request),
        **typical_context(projekte),
    }
    return render(request, "wiki/thema.html", context)


def _listed(projekte: "PageQuerySet[Projektseite]") -> "PageQuerySet[Projektseite]":
    return projekte.prefetch_related("kommunen", "themen")


def _paged(projekte: "PageQuerySet[Projektseite]", request: HttpRequest) -> dict[str, Any]:
    """One page of the list from A to Z: `seite`, and its `projekte`."""
    titles = projekte.order_by().values_list("title", "pk")
    ordered = [pk for _, pk in sorted((sort_key(title), pk) for title, pk in titles)]
    seite = Paginator(ordered, JE_SEITE).get_page(request.GET.get("seite"))
    found = _listed(Projektseite.objects.all()).in_bulk(list(seite))
    return {
        "seite": seite,
        "projekte": [found[pk] for pk in seite if pk in found],
        "weggelassen": missing_page(request.GET, seite.paginator),
    }
