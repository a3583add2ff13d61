"""`?nr=12&nr=45`: the projects that an address names.

An address is handed on, and a page's slug is its title: so ours name pages by number. Older ones
with `?p=slug` are read.
"""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest

from wiki.models import Projektseite
from wiki.visibility import visible_to

NUMBER = re.compile(r"\d{1,9}", re.ASCII)
Name = int | str  # a number or a slug


def named_in(request: HttpRequest) -> list[Name]:
    """Returns the projects that the address names, each once, in its order."""
    numbers = (int(nr) for nr in request.GET.getlist("nr") if NUMBER.fullmatch(nr))
    slugs = (slug.replace("\0", "") for slug in request.GET.getlist("p") if slug)
    return list(dict.fromkeys([*numbers, *slugs]))


def named_projects(named: Collection[Name], request: HttpRequest) -> list[Projektseite]:
    """Returns those of the named projects that the visitor may read, in the order named."""
    numbers = [name for name in named if isinstance(name, int)]
    slugs = [name for name in named if isinstance(name, str)]
    wanted = Projektseite.objects.filter(Q(pk__in=numbers) | Q(slug__in=slugs))
    pages = visible_to(wanted, request).order_by("-pk").prefetch_related("kommunen", "themen")
    found = {name: page for page in pages for name in (page.pk, page.slug)}
    return list(dict.fromkeys(found[name] for name in named if name in found))


def address_query(projekte: Iterable[Projektseite], name: str = "") -> str:
    """Names the projects in an address, and what their list is called: `nr=12&nr=45&name=Kita`."""
    numbers = [("nr", str(projekt.pk)) for projekt in projekte]
    return urlencode([*numbers, ("name", name)] if name else numbers)
