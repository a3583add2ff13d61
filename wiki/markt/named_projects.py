"""`?nr=12&nr=45`: the projects that an address names.

An address is handed on, and a page's slug is its title: so ours name pages by number. Older ones
with `?p=slug` are read.
"""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from django.http import HttpRequest

from wiki.models import Projektseite
from wiki.visibility import sources_of, visible_to

NUMBER = re.compile(r"\d{1,9}", re.ASCII)
Name = int | str  # a number or a slug


def named_in(request: HttpRequest) -> list[Name]:
    """Returns the projects that the address names, each once, in its order: by number, of an alias
    its source. A slug stays one where the visitor may read no such page."""
    numbers = [int(nr) for nr in request.GET.getlist("nr") if NUMBER.fullmatch(nr)]
    slugs = dict.fromkeys(slug.replace("\0", "") for slug in request.GET.getlist("p") if slug)
    known = _numbers_of(slugs, request) if slugs else {}
    numbers += [known[slug] for slug in slugs if slug in known]
    return [*sources_of(numbers, request), *(slug for slug in slugs if slug not in known)]


def _numbers_of(slugs: Collection[str], request: HttpRequest) -> dict[str, int]:
    """Slug -> number; of two pages with the same slug the older one."""
    pages = visible_to(Projektseite.objects.filter(slug__in=slugs), request).order_by("-pk")
    return dict(pages.values_list("slug", "pk"))


def named_projects(named: Iterable[Name], request: HttpRequest) -> list[Projektseite]:
    """Returns those of the named projects that the visitor may read, in the order named."""
    numbers = [name for name in named if isinstance(name, int)]
    wanted = visible_to(Projektseite.objects.filter(pk__in=numbers), request)
    pages = wanted.prefetch_related("kommunen", "themen").in_bulk()
    return [pages[number] for number in numbers if number in pages]


def address_query(projekte: Iterable[Projektseite], name: str = "") -> str:
    """Names the projects in an address, and what their list is called: `nr=12&nr=45&name=Kita`."""
    numbers = [("nr", str(projekt.pk)) for projekt in projekte]
    return urlencode([*numbers, ("name", name)] if name else numbers)
