"""The report "Was fehlt": of how many published projects what is missing, and files that lack
credit or that nothing uses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from wiki.models import Projektseite
from wiki.redaktion.bildbericht import INCOMPLETE
from wiki.redaktion.rollen.rechte import editable_pages
from wiki.redaktion.views import require_author
from wiki.visibility import each_once

from .gaps import GAPS, lacking

SHOWN = 100  # files of one kind


def what_is_missing(request: HttpRequest) -> HttpResponse:
    require_author(request)
    own = editable_pages(request.user).order_by().values("pk")
    pages = each_once(Projektseite.objects.live().filter(pk__in=own))
    number = pages.count()
    context = {
        "anzahl": number,
        "luecken": [_row(gap, lacking(pages, gap).count(), number) for gap in GAPS],
        "dateien": _files(request.user),
        "breadcrumbs_items": [{"url": "", "label": "Was fehlt"}],
        "header_icon": "tasks",
        "header_title": "Was fehlt",
    }
    return render(request, "wiki/redaktion/projekte/was_fehlt.html", context)


def _row(gap: str, missing: int, number: int) -> dict[str, Any]:
    return {
        "name": GAPS[gap],
        "anzahl": missing,
        "prozent": round(100 * missing / number) if number else 0,
        "adresse": f"{reverse('projektliste:index')}?fehlt={gap}&online=online",
    }


def _files(user: Any) -> list[dict[str, Any]]:
    images, documents = (
        _changeable(get_image_model(), user),
        _changeable(get_document_model(), user),
    )
    return [
        _listed("Bilder ohne vollständigen Nachweis", images.filter(INCOMPLETE), "wagtailimages"),
        _listed("Bilder, die nirgends benutzt werden", unused(images), "wagtailimages"),
        _listed("Dokumente, die nirgends benutzt werden", unused(documents), "wagtaildocs"),
    ]


def _changeable(model: Any, user: Any) -> Any:
    return policy_registry.get_by_type(model).instances_user_has_permission_for(user, "change")


def unused(files: Any) -> Any:
    """Those that stand in no page, also in no draft."""
    counted = files.annotate(benutzt=ReferenceIndex.usage_count_subquery(files.model))
    return counted.filter(benutzt=0)


def _listed(name: str, files: Any, room: str) -> dict[str, Any]:
    shown = [
        {"titel": file.title, "adresse": reverse(f"{room}:edit", args=[file.pk])}
        for file in files.order_by("title")[:SHOWN]
    ]
    number = files.count()
    return {"name": name, "anzahl": number, "gezeigt": shown, "weitere": number - len(shown)}
