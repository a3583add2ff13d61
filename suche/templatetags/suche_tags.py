"""What the article page asks of the search."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from wagtail.models import Page

from suche.abo.models import Planung
from suche.abo.planungen import planungen_of
from suche.answer.nachbarschaft import Nachbar, neighbours
from suche.answer.similar import similar_projects
from suche.gemeinden.heimat import beside_own
from suche.understand.question import QUESTION_MAX_CHARS
from suche.verbund.models import shown_projects
from wiki.exceptions import WikiError
from wiki.fakten.codes import KommuneTyp
from wiki.fakten.facts import Ort
from wiki.fakten.loading import ort_of
from wiki.fakten.size_difference import SizeDifference, most_telling
from wiki.fakten.sizes import SizeClass, size_class
from wiki.gemeinden.heimat import heimat_of
from wiki.mitmachen.verweise import related_projects
from wiki.models import Kommune, Projektseite
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
    return QUESTION_MAX_CHARS


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
    """Projects like this one that the visitor may read, but those that it names as related: these
    stand above them. An article is shown without them when the model is missing."""
    request = context.get("request")
    if not request or not page.pk:
        return []
    try:
        return similar_projects(page, request, related_projects(page, request))
    except WikiError:
        logger.exception("similar projects")
        return []


@register.simple_tag
def neben_heimat(ort: Ort | None, heimat: Ort | None) -> SizeDifference | None:
    """A municipality beside the visitor's own; None where one of them is missing."""
    return most_telling([ort], heimat) if ort and heimat else None


@register.simple_tag(takes_context=True)
def eigene_kommune(context: dict[str, Any]) -> Ort | None:
    """The visitor's own municipality, on pages that know nothing of it."""
    request = context.get("request")
    return heimat_of(request) if request else None


@register.simple_tag
def neben_eigener(projekte: Iterable[Page], heimat: Ort | None) -> dict[int, SizeDifference]:
    """Id of a project of a list -> its Kommune beside the visitor's own."""
    return beside_own([page.pk for page in projekte if page.pk], heimat) if heimat else {}


@register.simple_tag
def kommunen_neben(page: Projektseite, heimat: Ort) -> SizeDifference | None:
    """The Kommunen of one project, saved or not, beside the visitor's own."""
    return most_telling([ort_of(kommune) for kommune in page.kommunen.all()], heimat)


@register.simple_tag
def kommune_neben(kommune: Kommune, heimat: Ort) -> SizeDifference | None:
    """A Kommune that has a page, beside the visitor's own."""
    return most_telling([ort_of(kommune)], heimat)


@register.simple_tag
def groessenklasse(ort: Ort | None) -> SizeClass | None:
    """The class of size of a municipality; none of a district: its numbers mean something else."""
    if ort is None or ort.typ == KommuneTyp.LANDKREIS:
        return None
    return size_class(ort.einwohner)


@register.simple_tag
def planungen_zu(page: Page) -> list[Planung]:
    """Kommunen that plan the same as this project."""
    return planungen_of(page.alias_of_id or page.pk) if page.pk else []


@register.simple_tag(takes_context=True)
def nachbarn(context: dict[str, Any], page: Projektseite) -> list[Nachbar]:
    """What Kommunen around those of a project have done."""
    request = context.get("request")
    return neighbours(page, request) if request and page.pk else []
