"""Turns an answer into what stands beside the hits: overview, filters, order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from suche.answer.ergebnis import Ergebnis
from suche.answer.wegweiser import Wegweiser
from suche.fakten.order import sort_hits
from suche.fakten.ueberblick import Ueberblick
from suche.fakten.wuensche import fulfils
from suche.rank.levels import WEAK
from suche.understand.recognition import Erkannt
from wiki.fakten.facets import Facette, build_facetten
from wiki.fakten.facts import Ort, Projektfakten
from wiki.fakten.filters import GROESSE, SEARCH_FILTERS, Auswahl
from wiki.fakten.loading import load_fakten
from wiki.fakten.size_difference import SizeDifference, most_telling, own_size
from wiki.texte import noop

from .overview import Fakten, build_overview

# On the page these stand first; the other filters follow in the order of SEARCH_FILTERS.
FIRST_ON_THE_PAGE = ("thema", "status", "groesse", "land", "kreis", "kommune")


@dataclass(frozen=True)
class ResultPage:
    """`ergebnis` comes in the order that was asked for; `vergleiche` maps page ids to the Kommune
    beside the visitor's own; the overview leaves out `schwache` weak hits, which stand last.
    `erfuellbar`: codes of what the question names that some hit has."""

    ergebnis: Ergebnis
    facetten: list[Facette]
    ueberblick: Ueberblick | None
    vergleiche: dict[int, SizeDifference]
    schwache: int
    erfuellbar: frozenset[str] = frozenset()


def build_result_page(
    ergebnis: Ergebnis,
    auswahl: Auswahl,
    sortierung: str,
    heimat: Ort | None,
    preferred: Sequence[Erkannt] = (),
    wegweiser: Sequence[Wegweiser] = (),
) -> ResultPage:
    """Loads facts once, for every hit of the question; all figures come from them. A single hit
    has no filters beside it, unless they have left it."""
    hits = ergebnis.reihenfolge
    ids = list(dict.fromkeys((*hits, *ergebnis.ungefiltert)))
    fakten = {f.pk: f for f in load_fakten(ids)}
    weak = {pk for pk, stufe in ergebnis.stufen.items() if stufe == WEAK}
    einwohner = heimat.einwohner if heimat else None
    can_narrow = ergebnis.anzahl > 1 or auswahl.filters
    order = sort_hits(hits, fakten, weak, sortierung, einwohner)
    return ResultPage(
        ergebnis=ergebnis.in_order(order),
        facetten=_facetten(list(fakten.values()), auswahl, heimat) if can_narrow else [],
        ueberblick=build_overview(ergebnis, preferred, wegweiser, fakten, auswahl),
        vergleiche=_beside_the_own(hits, fakten, heimat),
        schwache=len(weak),
        erfuellbar=_fulfilled(preferred, fakten),
    )


def _beside_the_own(
    hits: Sequence[int], fakten: Fakten, heimat: Ort | None
) -> dict[int, SizeDifference]:
    """Returns how large the Kommunen of the hits are beside the visitor's own."""
    return {
        pk: found
        for pk in hits
        if pk in fakten and (found := most_telling(fakten[pk].kommunen, heimat))
    }


def _fulfilled(preferred: Sequence[Erkannt], fakten: Fakten) -> frozenset[str]:
    """Returns the codes of what the question names that some hit has."""
    return frozenset(one.code for one in preferred if any(fulfils(f, one) for f in fakten.values()))


def _facetten(fakten: list[Projektfakten], auswahl: Auswahl, heimat: Ort | None) -> list[Facette]:
    """Filters with nothing to choose are left out. Whoever has an own Kommune can also choose
    "unserer Größe"."""
    own = own_size(heimat)
    choices = ({own: noop("unserer Größe")} if own else {}) | dict(GROESSE.choices)
    known = [replace(f, choices=choices) if f is GROESSE else f for f in SEARCH_FILTERS]
    known.sort(key=lambda f: (*FIRST_ON_THE_PAGE, f.name).index(f.name))
    return [facette for facette in build_facetten(fakten, auswahl, known) if facette.werte]
