"""What cards, articles and the menu show of the visitor's Merkliste."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.models import Page

from wiki.fakten.codes import KommuneTyp
from wiki.fakten.facts import Ort
from wiki.markt.gesichter import Gesicht, faces_of
from wiki.markt.kept.html import html_for_everybody
from wiki.markt.landkarte.lage import Lageort, locate
from wiki.markt.landkarte.projection import HEIGHT, WIDTH
from wiki.markt.merkliste.merkliste import visible_remembered_ids
from wiki.markt.order import anchor
from wiki.markt.schema import Punkt, Punktgruppe
from wiki.markt.statuslinie import Stage, status_line
from wiki.models import Kommune, Projektseite
from wiki.seitenlinks import address_here

register = template.Library()


@register.simple_tag(takes_context=True)
def merken(context: dict[str, Any], projekt: Page) -> SafeString:
    """The button that puts a project on the Merkliste or takes it off; of an alias its source. It
    belongs to the form that every page has (`merkformular`)."""
    projekt = projekt.alias_of or projekt
    request = context.get("request")
    ids = visible_remembered_ids(request) if request else []
    return html_for_everybody("wiki/markt/_merken.html", projekt, gemerkt=projekt.pk in ids)


@register.inclusion_tag("wiki/markt/_merkformular.html", takes_context=True)
def merkformular(context: dict[str, Any]) -> dict[str, Any]:
    """The form of all these buttons, once on a page."""
    return {"zurueck": address_here(context.get("request"), reverse("merkliste"))}


@register.simple_tag
def fuer_alle(vorlage: str, projekt: Projektseite, **weiteres: Hashable) -> SafeString:
    """Includes a template that says the same of a project to every visitor; it sees `projekt` and
    what else is named, and no request."""
    return html_for_everybody(vorlage, projekt, **weiteres)


@register.simple_tag(takes_context=True)
def gemerkt_anzahl(context: dict[str, Any]) -> int:
    """How many projects are on the visitor's list."""
    request = context.get("request")
    return len(visible_remembered_ids(request)) if request else 0


@register.filter
def anker(titel: str) -> str:
    """The fragment of a heading of the Markt."""
    return anchor(titel)


@register.inclusion_tag("wiki/markt/_umriss.html", takes_context=True)
def landkarte(
    context: dict[str, Any],
    punktgruppen: list[Punktgruppe],
    titel: str,
    heimat: Ort | None = None,
    heimatpunkt: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """The map as an SVG: outlines of Länder and Kreise, a dot per Kommune, one with a number where
    several lie close, a ring around the visitor's own."""
    shown = {"punktgruppen": punktgruppen, "titel": titel, "breite": WIDTH, "hoehe": HEIGHT}
    own = {"heimat": heimat, "heimatpunkt": heimatpunkt}
    return shown | own | {"request": context["request"]}


@register.inclusion_tag("wiki/markt/_umriss_klein.html")
def landkarte_klein(punkte: list[Punkt]) -> dict[str, Any]:
    """The map as a picture without links; what stands beside it must say the same."""
    return {"punkte": punkte, "breite": WIDTH, "hoehe": HEIGHT}


@register.inclusion_tag("wiki/markt/_lagekarte.html")
def lagekarte(kommunen: Iterable[Kommune], kennung: str = "lage") -> dict[str, Any]:
    """The locator map of these Kommunen; nothing where no place of theirs is known."""
    return {"lage": locate(tuple(map(_lageort, kommunen))), "kennung": kennung}


def _lageort(kommune: Kommune) -> Lageort:
    key = kommune.ags or kommune.regionalschluessel
    if not key and kommune.kreis:
        key = kommune.kreis.ags
    return Lageort(
        *(kommune.name, kommune.land, key, kommune.typ == KommuneTyp.LANDKREIS),
        *(kommune.lat, kommune.lon),
    )


@register.filter
def mit_gesicht(
    projekte: Sequence[Projektseite],
) -> list[tuple[Projektseite, Gesicht]]:
    """Each project of a list with its face."""
    found = list(projekte)
    faces = faces_of(found)
    return [(projekt, faces[projekt.pk]) for projekt in found]


@register.filter
def statuslinie(page: Projektseite) -> list[Stage]:
    """How far the project is, in stages."""
    return status_line(page.status, page.status_jahr, page.laufzeit_bis)


@register.filter
def gesicht(page: Projektseite) -> Gesicht | None:
    """The face of one project; none before it is saved."""
    return faces_of([page]).get(page.pk) if page.pk else None
