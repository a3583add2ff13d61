"""The search in a browser's address bar (OpenSearch): description, and suggestions while typing."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from .suggestions import SUGGESTED_FOR_MAX_CHARS, vorschlaege

NAME_MAX_CHARS = 16  # of a ShortName


@require_safe
@cache_control(public=True, max_age=86400)
def opensearch(request: HttpRequest) -> HttpResponse:
    """Tells browsers how to ask the wiki."""
    context = {
        "name": settings.WAGTAIL_SITE_NAME[:NAME_MAX_CHARS],
        "adresse": settings.WAGTAILADMIN_BASE_URL,
    }
    response = render(request, "suche/page/opensearch.xml", context)
    response["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return response


@require_safe
@never_cache
def suggest_in_address_bar(request: HttpRequest) -> HttpResponse:
    """Answers [typed, texts, descriptions, addresses], as browsers want it."""
    typed = request.GET.get("q", "")[:SUGGESTED_FOR_MAX_CHARS]
    found = [
        (v.text, title, v.adresse)
        for title, group in vorschlaege(typed, request).items()
        for v in group
    ]
    texts, titles, paths = zip(*found, strict=True) if found else ((), (), ())
    addresses = [f"{settings.WAGTAILADMIN_BASE_URL}{quote(path, safe='/?=&%+')}" for path in paths]
    return JsonResponse(
        [typed, texts, titles, addresses],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params={"ensure_ascii": False},
    )
