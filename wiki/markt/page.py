"""From a request to what the page of the Markt shows."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from wiki.models.kommune import GROESSENKLASSEN, GROESSTE_KLASSE
from wiki.models.projektseite import Projektseite
from wiki.sorting import sort_key

from . import facets, order, timeline
from .exceptions import FilterUnknown
from .landkarte import dots
from .offer import read_offer
from .parameters import ANSICHTEN, Parameter, read_parameters
from .schema import Angebot, Auswahl, Counts, Eintrag, Facette, Option

JE_SEITE = 24
ZEITEN_JE_SEITE = 50

STATUS: dict[str, str] = {str(wert): str(name) for wert, name in Projektseite.Status.choices}
RANG = {status: rang for rang, status in enumerate(["betrieb", "umsetzung", "planung", "idee"])}
GROESSEN = [*(name for _, name in GROESSENKLASSEN), GROESSTE_KLASSE]
WEGE = [(str(wert), str(name)) for wert, name in Projektseite.Nachnutzungsweg.choices]
KOSTEN = [(facets.BEKANNT, "Betrag bekannt"), (facets.UNBEKANNT, "Betrag nicht bekannt")]
TITEL = {  # name in the address -> (label, wording of no choice)
    "thema": ("Thema", "alle Themen"),
    "status": ("Status", "jeder Status"),
    "land": ("Land", "alle Länder"),
    "groesse": ("Einwohner", "jede Größe"),
    "kosten": ("Kosten", "egal"),
    "weg": ("Nachnutzung", "alle Wege"),
}


def markt_context(request: HttpRequest) -> dict[str, Any]:
    """Template context; `fehler` says what is wrong with the address (the answer is then 400)."""
    angebot = read_offer(request)
    werte = _choices(angebot)
    try:
        known = {name: {wert for wert, _ in choices} for name, choices in werte.items()}
        parameter, fehler = read_parameters(request.GET.dict(), known), ""
    except FilterUnknown as error:
        parameter, fehler = Parameter({}), str(error)
    counts = facets.count(angebot.eintraege, parameter.auswahl)
    chosen = facets.select(angebot.eintraege, parameter.auswahl)
    facetten = [_facette(name, werte[name], counts, parameter.auswahl) for name in TITEL]
    return {
        "facetten": facetten,
        "gewaehlt": [
            (f, o, _without(request, f.name)) for f in facetten for o in f.optionen if o.gewaehlt
        ],
        "anzahl": len(chosen),
        "ansicht": parameter.ansicht,
        "ansichten": ANSICHTEN.items(),
        "sortierung": parameter.sortierung,
        "sortierungen": order.SORTIERUNGEN.items(),
        "fehler": fehler,
        **_VIEWS[parameter.ansicht](request, angebot, chosen, parameter.sortierung),
    }


def _choices(angebot: Angebot) -> dict[str, list[tuple[str, str]]]:
    """All values that may be chosen, in the order of the form."""
    laender = sorted({ort.land for ort in angebot.orte.values()}, key=sort_key)
    return {
        "thema": angebot.themen,
        "status": list(STATUS.items()),
        "land": [(land, land) for land in laender],
        "groesse": [(slugify(name), name) for name in GROESSEN],
        "kosten": KOSTEN,
        "weg": WEGE,
    }


def _facette(
    name: str, choices: list[tuple[str, str]], counts: Counts, auswahl: Auswahl
) -> Facette:
    """Values without a project are left out, unless they are chosen."""
    options = [
        Option(wert, text, counts[name][wert], auswahl.get(name) == wert) for wert, text in choices
    ]
    titel, alle = TITEL[name]
    return Facette(name, titel, alle, [o for o in options if o.anzahl or o.gewaehlt])


def _without(request: HttpRequest, name: str) -> str:
    """The address without this choice, from the first page on."""
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("seite", None)
    return f"?{query.urlencode()}"


def _as_cards(
    request: HttpRequest, angebot: Angebot, chosen: list[Eintrag], sortierung: str
) -> dict[str, Any]:
    ordered = order.sort(chosen, sortierung, RANG)
    seite = _page_of(request, ordered, JE_SEITE)
    projekte = _projekte(list(seite))
    groups = order.group(seite, sortierung, STATUS)
    return {
        "seite": seite,
        "gruppen": [
            (group, [projekte[entry.pk] for entry in group.eintraege if entry.pk in projekte])
            for group in groups
        ],
        "buchstaben": order.letter_pages(ordered, JE_SEITE) if sortierung == order.AZ else {},
    }


def _as_timeline(
    request: HttpRequest, angebot: Angebot, chosen: list[Eintrag], sortierung: str
) -> dict[str, Any]:
    today = timezone.localdate().year
    years = timeline.years_of(chosen, today)
    seite = _page_of(request, timeline.sort_by_year(chosen, today), ZEITEN_JE_SEITE)
    projekte = _projekte(list(seite))
    rows = [
        (projekte[entry.pk], timeline.bar(entry, years, today))
        for entry in seite
        if entry.pk in projekte
    ]
    return {"seite": seite, "zeiten": timeline.by_year(rows), "jahre": years}


def _as_map(
    request: HttpRequest, angebot: Angebot, chosen: list[Eintrag], sortierung: str
) -> dict[str, Any]:
    counted = dots.count_by_ort(chosen, angebot.orte)
    return {"punkte": dots.dots(counted), "laender": dots.by_land(counted)}


_VIEWS = {"projekte": _as_cards, "zeit": _as_timeline, "karte": _as_map}


def _page_of(request: HttpRequest, eintraege: list[Eintrag], size: int) -> "Page[Eintrag]":
    return Paginator(eintraege, size).get_page(request.GET.get("seite"))


def _projekte(eintraege: list[Eintrag]) -> dict[int, Projektseite]:
    """The pages of these entries, which come from the visitor's own offer."""
    pages = Projektseite.objects.filter(pk__in=[entry.pk for entry in eintraege])
    return {page.pk: page for page in pages.prefetch_related("kommunen", "themen")}
