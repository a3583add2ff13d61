"""`GET /vorschaubild/<id>.png`: the picture that chats and networks show beside a link.

Only of pages that anybody may read, so that any cache may keep it.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wiki.models import Projektseite
from wiki.schriftstueck.typeface import printed, typeface
from wiki.texte import listed
from wiki.visibility import anonymous_request, visible_to

NAMES_MAX = 3  # of Kommunen; more would push the title down


@require_safe
@cache_control(public=True, max_age=3600)
def preview_picture(request: HttpRequest, page_id: int) -> HttpResponse:
    pages = visible_to(Projektseite.objects.filter(pk=page_id), anonymous_request())
    page = get_object_or_404(pages.prefetch_related("kommunen"))
    return HttpResponse(_png(json.dumps(_said_of(page))), content_type="image/png")


def _said_of(page: Projektseite) -> dict[str, Any]:
    names = [kommune.name for kommune in page.kommunen.all()]
    said = {
        "oben": listed(names, most=NAMES_MAX),
        "titel": page.title,
        "text": page.kurzfassung,
        "status": page.get_status_display(),
        "wiki": settings.WAGTAIL_SITE_NAME,
    }
    return {name: printed(text, settings.FONT_DIR) for name, text in said.items()}


@lru_cache(maxsize=64)
def _png(said: str) -> bytes:
    """Takes some 30 ms; chats ask for the same picture again and again."""
    compiler = typst.Compiler(font_paths=typeface(settings.FONT_DIR))
    layout = Path(__file__).with_name("vorschaubild.typ").read_bytes()
    png = compiler.compile(input=layout, format="png", ppi=72, sys_inputs={"bild": said})
    return bytes(png[0] if isinstance(png, list) else png or b"")
