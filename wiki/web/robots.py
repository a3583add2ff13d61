"""What crawlers may do: `/robots.txt`, `/llms.txt`, and a header on every answer.

Questions cost computing time and stand in the address, so nobody should follow or keep them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.platform.addresses import absolute

from .sitemap import Themen

NOT_FOR_CRAWLERS = (
    "/admin/",
    "/suche/",
    "/merkliste/",
    "/markt/",
    "/versionen/",
    "/export/",
    "/einbetten/",
    "/*?",  # filters, and questions that were passed on
)
MAY_BE_KEPT = {"wagtail_serve", "kommune", "thema"}


def robots_header(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: search engines may keep articles, Kommunen and Themen, and no answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = getattr(request, "resolver_match", None)
        found = response.status_code == 200 and match and match.url_name in MAY_BE_KEPT
        if not (found and not request.GET) and response.get("Content-Type", "").startswith(
            "text/html"
        ):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return answer


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}"]
    return _text("\n".join(lines) + "\n")


@require_safe
def llms_txt(request: HttpRequest) -> HttpResponse:
    """What this is and how to read it, for language models that are sent here."""
    context = {
        "name": settings.WAGTAIL_SITE_NAME,
        "adresse": settings.WAGTAILADMIN_BASE_URL,
        "themen": Themen().items().filter(oberthema=None).order_by("name"),
    }
    return _text(render(request, "wiki/web/llms.txt", context).content.decode())


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
