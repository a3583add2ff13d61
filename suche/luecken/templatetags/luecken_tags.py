"""What the result page asks for."""

from typing import Any

from django import template

from suche.answer.ergebnis import Ergebnis
from suche.luecken.models import Redaktionstipp
from suche.luecken.tipps import tips_for

register = template.Library()


@register.simple_tag(takes_context=True)
def redaktionstipps(context: dict[str, Any], ergebnis: Ergebnis) -> list[Redaktionstipp]:
    """Tips for the question that the visitor may read."""
    return tips_for(ergebnis, context["request"])
