"""Turns an answer into what stands beside the hits: overview, filters, order."""

from dataclasses import dataclass, replace

from suche.answer.answer import Ergebnis
from suche.fakten.order import sort_hits
from suche.fakten.size_difference import SizeDifference, most_telling, own_size
from suche.fakten.ueberblick import Ueberblick, build_nennung, build_ueberblick
from suche.rank.levels import WEAK
from wiki.fakten.codes import Nachnutzungsweg
from wiki.fakten.facets import Facette, build_facetten
from wiki.fakten.facts import Ort, Projektfakten
from wiki.fakten.filters import GROESSE, SEARCH_FILTERS, Auswahl
from wiki.fakten.loading import load_fakten
from wiki.models.projektseite import heute

WEGE = dict(Nachnutzungsweg.choices)
# On the page these stand first; the other filters follow in the order of SEARCH_FILTERS.
FIRST_ON_THE_PAGE = ("thema", "status", "groesse", "land", "kreis", "kommune")


@dataclass(frozen=True)
class ResultPage:
    """`ergebnis` comes in the order that was asked for; `vergleiche` maps page ids to the Kommune
    beside the visitor's own; the overview leaves out `schwache` weak hits."""

    ergebnis: Ergebnis
    facetten: list[Facette]
    ueberblick: Ueberblick | None
    vergleiche: dict[int, SizeDifference]
    schwache: int


def build_result_page(
    ergebnis: Ergebnis,
    auswahl: Auswahl,
    sortierung: str,
    heimat: Ort | None,
) -> ResultPage:
    """Loads facts once, for every hit of the question; all figures come from them."""
    hits = ergebnis.reihenfolge
    ids = list(dict.fromkeys((*hits, *ergebnis.ungefiltert)))
    fakten = {f.pk: f for f in load_fakten(ids)}
    weak = {pk for pk, stufe in ergebnis.stufen.items() if stufe == WEAK}
    einwohner = heimat.einwohner if heimat else None
    order = sort_hits(hits, fakten, weak, sortierung, einwohner)
    return ResultPage(
        ergebnis=ergebnis.in_order(order),
        facetten=_facetten(list(fakten.values()), auswahl, heimat),
        ueberblick=_ueberblick(ergebnis, fakten),
        vergleiche={
            pk: found
            for pk in hits
            if pk in fakten and (found := most_telling(fakten[pk].kommunen, heimat))
        },
        schwache=len(weak),
    )


def _facetten(fakten: list[Projektfakten], auswahl: Auswahl, heimat: Ort | None) -> list[Facette]:
    """Filters with nothing to choose are left out. Whoever has an own Kommune can also choose
    "unserer Größe"."""
    own = own_size(heimat)
    choices = ({own: "unserer Größe"} if own else {}) | dict(GROESSE.choices)
    known = [replace(f, choices=choices) if f is GROESSE else f for f in SEARCH_FILTERS]
    known.sort(key=lambda f: (*FIRST_ON_THE_PAGE, f.name).index(f.name))
    return [facette for facette in build_facetten(fakten, auswahl, known) if facette.werte]


def _ueberblick(ergebnis: Ergebnis, fakten: dict[int, Projektfakten]) -> Ueberblick | None:
    """Only what fits well is counted; of a name, only what names it."""
    named = ergebnis.mentions.named
    counted = [
        fakten[pk]
        for pk in ergebnis.genau
        if pk in fakten and (pk in named or not ergebnis.ist_nennung)
    ]
    if ergebnis.ist_nennung:
        return build_nennung(ergebnis.gesucht, counted, heute().year)
    return build_ueberblick(counted, WEGE, heute().year)
