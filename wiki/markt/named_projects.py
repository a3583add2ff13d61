"""`?p=slug&p=slug`: the projects that an address names."""

from collections.abc import Iterable

from django.http import HttpRequest

from wiki.models import Projektseite
from wiki.visibility import visible_to


def slugs_in(request: HttpRequest) -> list[str]:
    """Each once, in the order of the address."""
    return list(dict.fromkeys(slug for slug in request.GET.getlist("p") if slug))


def named_projects(slugs: Iterable[str], request: HttpRequest) -> list[Projektseite]:
    """Those that the visitor may read, in the order named; all others are left out."""
    wanted = [slug.replace("\0", "") for slug in slugs]
    pages = visible_to(Projektseite.objects.filter(slug__in=wanted), request).order_by("-pk")
    found = {page.slug: page for page in pages.prefetch_related("kommunen", "themen")}
    return [found[slug] for slug in wanted if slug in found]
