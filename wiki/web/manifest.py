"""`/manifest.webmanifest` and `/favicon.ico`: how the wiki looks among a browser's bookmarks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

SIGN = "img/zeichen.svg"
BLUE = "#1a3da5"


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and sign for those who put the wiki on their start screen."""
    sign = {"src": static(SIGN), "sizes": "any", "type": "image/svg+xml"}
    said = {
        "name": settings.WAGTAIL_SITE_NAME,
        "short_name": "Digitale Städte",
        "lang": "de",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": BLUE,
        "icons": [sign],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address where a page names no sign: at a feed or a file."""
    return HttpResponseRedirect(static(SIGN))
