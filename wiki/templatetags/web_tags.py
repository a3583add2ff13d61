"""What base.html tells machines."""

from typing import Any

from django import template

from wiki.web.head import Kopf, head_of

register = template.Library()


@register.inclusion_tag("wiki/web/_kopf.html", takes_context=True)
def kopf_fuer_maschinen(context: dict[str, Any]) -> dict[str, Kopf | None]:
    """Canonical address, Open Graph, JSON-LD, Markdown twin."""
    return {"kopf": head_of(context.flatten(), context.get("request"))}  # type: ignore[attr-defined]
