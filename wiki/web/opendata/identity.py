"""Names of projects that outlive titles, addresses and moves: `/id/<uuid>/` leads to the page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from wiki.models import Projektseite
from wiki.platform.addresses import absolute
from wiki.visibility import visible_to

SEE_OTHER = 303  # the name is the project's, the address that of the page about it


def kennung(page: Page) -> str:
    return absolute(reverse("kennung", args=[page.translation_key]))


@require_safe
@never_cache
def to_page(request: HttpRequest, key: UUID) -> HttpResponse:
    pages = visible_to(Projektseite.objects.filter(translation_key=key, alias_of=None), request)
    page = get_object_or_404(pages)
    return HttpResponse(status=SEE_OTHER, headers={"Location": page.get_url(request) or "/"})
