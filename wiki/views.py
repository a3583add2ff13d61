"""Pages of the snippets: one Kommune, one Thema."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.query import PageQuerySet

from wiki.models import Kommune, Nachnutzung, Projektseite, Thema, Veranstaltung
from wiki.visibility import visible_to


def kommune(request: HttpRequest, slug: str) -> HttpResponse:
    """A Kommune's fact box, its projects, those it took over, its meetings."""
    found = get_object_or_404(Kommune.objects.select_related("kreis"), slug=slug)
    visible = visible_to(Projektseite.objects.all(), request)
    context = {
        "kommune": found,
        "projekte": _listed(visible.filter(kommunen=found)),
        "nachnutzungen": Nachnutzung.objects.filter(kommune=found, projekt__in=visible)
        .select_related("projekt")
        .order_by("projekt__title"),
        "veranstaltungen": visible_to(Veranstaltung.objects.filter(kommune=found), request),
    }
    return render(request, "wiki/kommune.html", context)


def thema(request: HttpRequest, slug: str) -> HttpResponse:
    """A Thema's projects; an Oberthema lists those of its Unterthemen too."""
    found = get_object_or_404(Thema.objects.select_related("oberthema"), slug=slug)
    below = Q(themen=found) | Q(themen__oberthema=found)
    projekte = visible_to(Projektseite.objects.filter(below).distinct(), request)
    context = {
        "thema": found,
        "unterthemen": found.unterthemen.order_by("name"),
        "projekte": _listed(projekte),
    }
    return render(request, "wiki/thema.html", context)


def _listed(projekte: "PageQuerySet[Projektseite]") -> "PageQuerySet[Projektseite]":
    return projekte.prefetch_related("kommunen").order_by("title")
