"""What the article page asks of the search."""

import logging
from collections.abc import Mapping
from typing import Any

from django import template
from wagtail.models import Page

from suche.abo.models import Planung
from suche.abo.planungen import planungen_of
from suche.answer.answer import similar_projects
from suche.answer.nachbarschaft import Nachbar, neighbours
from suche.fakten.size_difference import SizeDifference, most_telling
from suche.understand.question import MAX_LENGTH
from suche.verbund.models import shown_projects
from wiki.exceptions import WikiError
from wiki.fakten.facts import Ort
from wiki.models import Projektseite
from wiki.texte import grouped

logger = logging.getLogger(__name__)

register = template.Library()


@register.filter
def zahl(value: int) -> str:
    """18400 -> `18.400`."""
    return grouped(value)


@register.simple_tag
def laengste_frage() -> int:
    """How many characters a question may have; for fields that are no form of Django's."""
    return MAX_LENGTH


@register.simple_tag
def fremde_projekte() -> int:
    """How many cases of other wikis there are to see."""
    return shown_projects().count()


@register.filter
def eintrag(mapping: Mapping[int, object] | None, key: int) -> object:
    """What stands under `key`; None when nothing does."""
    return (mapping or {}).get(key)


@register.simple_tag(takes_context=True)
def aehnliche_projekte(context: dict[str, Any], page: Page) -> list[Projektseite]:
    """Projects like this one that the visitor may read. An article is shown without them when the
    model is missing."""
    request = context.get("request")
    if not request or not page.pk:
        return []
    try:
        return similar_projects(page, request)
    except WikiError:
        logger.exception("similar projects")
        return []


@register.simple_tag
def neben_heimat(ort: Ort | None, heimat: Ort | None) -> SizeDifference | None:
    """A municipality beside the visitor's own; None where one of them is missing."""
    return most_telling([ort], heimat) if ort and heimat else None


@register.simple_tag
def planungen_zu(page: Page) -> list[Planung]:
    """Kommunen that plan the same as this project."""
    return planungen_of(page.pk) if page.pk else []


@register.simple_tag(takes_context=True)
def nachbarn(context: dict[str, Any], page: Projektseite) -> list[Nachbar]:
    """What Kommunen around those of a project have done."""
    request = context.get("request")
    return neighbours(page, request) if request and page.pk else []
