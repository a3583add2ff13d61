"""Calendars, and the way from `/markt/`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wiki.models import Projektverzeichnis, Veranstaltung
from wiki.visibility import each_once, visible_to


@require_safe
def markt(request: HttpRequest) -> HttpResponse:
    """The Markt is the Projektverzeichnis, wherever editors have put it."""
    page = get_object_or_404(visible_to(Projektverzeichnis.objects.all(), request)[:1])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect((page.get_url(request) or "/") + (f"?{query}" if query else ""))


@require_safe
def all_events(request: HttpRequest) -> HttpResponse:
    """Every Veranstaltung the visitor may see; for subscribing."""
    pages = visible_to(each_once(Veranstaltung.objects.all()), request).order_by("datum", "pk")
    return _calendar(request, list(pages), "veranstaltungen.ics")


@require_safe
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    """One Veranstaltung, to be put into one's own calendar."""
    pages = visible_to(Veranstaltung.objects.filter(slug=slug), request)
    return _calendar(request, [get_object_or_404(pages[:1])], f"{slug}.ics")


def _calendar(request: HttpRequest, pages: list[Veranstaltung], name: str) -> HttpResponse:
    from .kalender import MEDIENTYP, calendar_of  # only here: icalendar takes a tenth of a second

    content = calendar_of(pages, f"{request.scheme}://{request.get_host()}")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIENTYP, headers=headers)
