"""What base.html tells machines."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page

from wiki.web.head import Kopf, head_of

register = template.Library()


@register.inclusion_tag("wiki/web/_kopf.html", takes_context=True)
def kopf_fuer_maschinen(context: dict[str, Any]) -> dict[str, Kopf | None]:
    """Canonical address, Open Graph, JSON-LD, Markdown twin."""
    return {"kopf": head_of(context.flatten(), context.get("request"))}  # type: ignore[attr-defined]


@register.filter
def seitennummern(page: "Page[Any]") -> "Iterable[int | str]":
    """The numbers of the first page, the last one and two on each side of this one, between them
    `Paginator.ELLIPSIS`: as many on ten thousand pages as on ten."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
