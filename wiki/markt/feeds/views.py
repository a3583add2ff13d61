"""`/markt/feeds/`: what a feed is, and the address of one to copy."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe


@require_safe
def about_feeds(request: HttpRequest) -> HttpResponse:
    """`?adresse=`: a feed of this wiki, by path and query; without it the feed of all projects.
    404 for another address."""
    path = request.GET.get("adresse", reverse("feed"))
    if not _is_feed(path):
        raise Http404("Das ist keine Adresse eines Feeds.")
    context = {"adresse": request.build_absolute_uri(path), "ist_alle": path == reverse("feed")}
    return render(request, "wiki/markt/feeds.html", context)


def _is_feed(path: str) -> bool:
    try:
        name = resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return False
    return "feed" in (name or "").split("_")
