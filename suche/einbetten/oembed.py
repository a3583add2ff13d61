"""`GET /oembed/?url=`: the frame for an address of this wiki, as content systems ask for it."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wiki.models import Kommune, Projektseite
from wiki.platform.addresses import absolute
from wiki.visibility import anonymous_request, visible_to

WIDTH = 600  # pixels
HEIGHTS = {"suche": 520, "kommune": 420, "projekt": 220}
Framed = tuple[str, str, str]  # kind, address of the frame, title


@require_safe
@cache_control(no_cache=True)
def oembed(request: HttpRequest) -> HttpResponse:
    """404 for other addresses and for pages that not everybody may read, 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    url = request.GET.get("url", "")
    ours = (absolute("/"), request.build_absolute_uri("/"))
    found = _framed(url) if url.startswith(ours) else None
    if found is None:
        return HttpResponse(status=404)
    kind, address, title = found
    width = _at_most(request, "maxwidth", WIDTH)
    height = _at_most(request, "maxheight", HEIGHTS[kind])
    html = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        *(absolute(address), title, width, height),
    )
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": settings.WAGTAIL_SITE_NAME,
            "provider_url": absolute("/"),
            "html": html,
            "width": width,
            "height": height,
        }
    )


def _at_most(request: HttpRequest, name: str, wanted: int) -> int:
    given = request.GET.get(name, "")
    limit = int(given[:5]) if given.isascii() and given.isdecimal() else wanted
    return min(limit or wanted, wanted)


def _framed(url: str) -> Framed | None:
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if match.url_name == "suche":
        return _search(parts.query)
    if match.url_name == "kommune":
        return _kommune(match.kwargs["slug"])
    return _project(parts.path) if match.url_name == "wagtail_serve" else None


def _search(query: str) -> Framed:
    question = parse_qs(query).get("q", [""])[0]
    address = reverse("einbetten_suche") + (f"?{urlencode({'q': question})}" if question else "")
    return "suche", address, f"Suche in: {settings.WAGTAIL_SITE_NAME}"


def _kommune(slug: str) -> Framed | None:
    kommune = Kommune.objects.exclude(typ=Kommune.Typ.LAND).filter(slug=slug).first()
    if kommune is None:
        return None
    return "kommune", reverse("einbetten_kommune", args=[slug]), f"Projekte: {kommune.name}"


def _project(path: str) -> Framed | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    url_path = f"{site.root_page.url_path.rstrip('/')}/{path.strip('/')}/"
    pages = Projektseite.objects.filter(url_path=url_path)
    page = visible_to(pages, anonymous_request()).first()
    if page is None:
        return None
    return "projekt", reverse("einbetten_projekt", args=[page.pk]), str(page.title)
