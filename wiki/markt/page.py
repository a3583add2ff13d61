"""From a request to what the page of the Markt shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from wiki.fakten import left_out
from wiki.fakten.facets import facetten_of
from wiki.fakten.facts import Ort, Projektfakten
from wiki.fakten.filters import KOMMUNE, MARKT_FILTERS, Auswahl, Weggelassen
from wiki.fakten.left_out import REIHENFOLGE, choose, keep_last, leave_out, missing_page
from wiki.fakten.selection import Chip, active_filters, read_filters, without_value
from wiki.fakten.size_difference import most_telling
from wiki.gemeinden.heimat import heimat_of
from wiki.models.projektseite import Projektseite
from wiki.texte import gettext as _
from wiki.texte import noop
from wiki.visibility import visible_ids

from . import order, timeline
from .bestand import Bestand, Menge, current_bestand
from .landkarte import dots
from .landkarte.projection import HEIGHT
from .schema import Punkt
from .verzeichnis.kommunen import ON_ONE_PAGE
from .verzeichnis.words import Wortwahl, read_words

JE_SEITE = 10  # on a phone no more than six screens
ZEITEN_JE_SEITE = 25
ANSICHTEN = {
    "projekte": noop("Projekte"),
    "zeit": noop("Zeitleiste"),
    "karte": noop("Landkarte"),
}
ORTE = (KOMMUNE,)  # no field of the form: the map leads to the projects of some Kommunen
SORTIERUNG, ANSICHT, WORT = "sortierung", "ansicht", "wort"  # their names in addresses


@dataclass(frozen=True)
class Adresse:
    """What the address of the Markt asks for."""

    auswahl: Auswahl
    orte: Auswahl
    sortierung: str
    ansicht: str
    weggelassen: tuple[Weggelassen, ...]


def markt_context(request: HttpRequest) -> dict[str, Any]:
    """Template context."""
    keep_last(request, [filter_.name for filter_ in MARKT_FILTERS])
    words = read_words(request.GET.get(WORT, ""))
    asked = read_address(request.GET)
    leave_out(request, asked.weggelassen)
    bestand, orte = current_bestand(), asked.orte.filters.get(KOMMUNE.name, ())
    found = (
        bestand.visible(visible_ids(request)) & bestand.named(words) & bestand.having(KOMMUNE, orte)
    )
    chosen = bestand.passing(asked.auswahl.filters, found)
    counts = bestand.count(asked.auswahl.filters, found)
    context = {
        "facetten": facetten_of(counts, asked.auswahl, MARKT_FILTERS),
        "aktive_filter": [
            *_word_chips(words, request.GET),
            *active_filters(asked.orte, ORTE, request.GET),
            *active_filters(asked.auswahl, MARKT_FILTERS, request.GET),
        ],
        "wort": words.text,
        "orte": orte,
        "ohne_filter": "" if asked.ansicht == "projekte" else f"{ANSICHT}={asked.ansicht}",
        "anzahl": int(chosen.sum()),
        "ansicht": asked.ansicht,
        "ansichten": ANSICHTEN.items(),
        "sortierung": asked.sortierung,
        "sortierungen": order.SORTIERUNGEN.items(),
        **_VIEWS[asked.ansicht](request, bestand, chosen, asked.sortierung),
    }
    seite = context.get("seite")
    missing = missing_page(request.GET, seite.paginator) if seite is not None else ()
    return context | {"weggelassen": asked.weggelassen + missing}


def read_address(query: QueryDict) -> Adresse:
    """Reads the address of the Markt. Values that the form does not offer are left out, and
    named."""
    auswahl = read_filters(query, MARKT_FILTERS, several=False)
    orte = read_filters(query, ORTE)
    sortierung, no_order = choose(query, SORTIERUNG, REIHENFOLGE, order.SORTIERUNGEN, order.AZ)
    ansicht, no_view = choose(query, ANSICHT, left_out.ANSICHT, ANSICHTEN, "projekte")
    left = (*auswahl.weggelassen, *orte.weggelassen, *no_order, *no_view)
    return Adresse(auswahl, orte, sortierung, ansicht, left)


def _word_chips(words: Wortwahl, query: QueryDict) -> list[Chip]:
    if not words.text:
        return []
    return [
        Chip(
            _("Wort: {wort}").format(wort=words.text),
            f"?{without_value(query, WORT, str(query[WORT]))}",
        )
    ]


def _as_cards(
    request: HttpRequest, bestand: Bestand, chosen: Menge, sortierung: str
) -> dict[str, Any]:
    ordered = bestand.ordered(chosen, sortierung)
    seite = _page_of(request, ordered, JE_SEITE)
    pages = _pages(list(seite))
    return {
        "seite": seite,
        "gruppen": [
            (gruppe, [pages[f.pk] for f in gruppe.projekte if f.pk in pages])
            for gruppe in order.group_projekte(seite, sortierung)
        ],
        "buchstaben": bestand.letter_pages(chosen, JE_SEITE) if sortierung == order.AZ else {},
    }


def _as_timeline(
    request: HttpRequest, bestand: Bestand, chosen: Menge, sortierung: str
) -> dict[str, Any]:
    everything = bestand.ordered(chosen, order.AZ)
    drawn = timeline.with_period(everything)
    achse = timeline.axis(drawn, timezone.localdate().year)
    seite = _page_of(request, drawn, ZEITEN_JE_SEITE)
    pages = _pages(list(seite))
    rows = [
        (pages[f.pk], timeline.bar(zeitraum, achse))
        for f in seite
        if f.pk in pages and (zeitraum := timeline.period(f))
    ]
    left_out = len(everything) - len(drawn)
    return {"seite": seite, "zeiten": timeline.by_year(rows), "achse": achse, "ohne": left_out}


def _as_map(
    request: HttpRequest, bestand: Bestand, chosen: Menge, sortierung: str
) -> dict[str, Any]:
    projekte, heimat = bestand.ordered(chosen, order.AZ), heimat_of(request)
    counted = dots.count_by_ort(projekte)
    too_many = len(counted) > ON_ONE_PAGE
    punkte = dots.dots(counted, {} if too_many else dots.titles_by_ort(projekte))
    return {
        "punkte": punkte,
        "punktgruppen": dots.group(punkte),
        "daten": [_drawn_by_script(punkt, heimat) for punkt in punkte],
        "laender": [] if too_many else dots.by_land(counted),
        "nicht_gelistet": len(counted) if too_many else 0,
        "heimat": heimat,
        "heimatpunkt": dots.place_of(heimat),
        "nahe": dots.nearest(counted, heimat),
    }


def _drawn_by_script(punkt: Punkt, heimat: Ort | None) -> dict[str, Any]:
    neben = most_telling([punkt.ort], heimat)
    return {
        "name": punkt.ort.name,
        "slug": punkt.ort.slug,
        "ziel": reverse("kommune", args=[punkt.ort.slug]),
        "lage": [HEIGHT - punkt.y, punkt.x],  # upward, as the script counts
        "radius": punkt.radius,
        "anzahl": punkt.anzahl,
        "neben": neben.kurz if neben else "",
        "projekte": punkt.titel,
        "weitere": punkt.weitere,
    }


_VIEWS = {"projekte": _as_cards, "zeit": _as_timeline, "karte": _as_map}


def _page_of(
    request: HttpRequest, fakten: Sequence[Projektfakten], size: int
) -> "Page[Projektfakten]":
    return Paginator(fakten, size).get_page(request.GET.get("seite"))


def _pages(fakten: list[Projektfakten]) -> dict[int, Projektseite]:
    """The pages of these projects, which the visitor may read."""
    pages = Projektseite.objects.filter(pk__in=[f.pk for f in fakten])
    return {page.pk: page for page in pages.prefetch_related("kommunen", "themen")}
