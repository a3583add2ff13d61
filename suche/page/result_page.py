"""An answer -> what stands on the result page beside the hits: overview, filters, order."""

from dataclasses import dataclass

from suche.answer.answer import Ergebnis
from suche.fakten.facetten import Facette, build_facetten
from suche.fakten.fact_loading import load_fakten
from suche.fakten.fakten import Ort, Projektfakten
from suche.fakten.filter_query import GROESSEN, KOSTEN, Auswahl
from suche.fakten.order import sort_hits
from suche.fakten.size_difference import Vergleich, compare_orte, own_size
from suche.fakten.ueberblick import Ueberblick, build_ueberblick
from suche.rank.levels import GOOD, WEAK
from wiki.models import Projektseite
from wiki.models.seiten import sort_key

WEGE: dict[str, str] = dict(Projektseite.Nachnutzungsweg.choices)
STATUS: dict[str, str] = dict(Projektseite.Status.choices)


@dataclass(frozen=True)
class ResultPage:
    """`ergebnis` in the order that was asked for; `vergleiche`: page id -> its Kommune beside the
    visitor's own; `schwache`: hits that the overview does not count."""

    ergebnis: Ergebnis
    facetten: list[Facette]
    ueberblick: Ueberblick | None
    vergleiche: dict[int, Vergleich]
    schwache: int


def build_result_page(
    ergebnis: Ergebnis,
    auswahl: Auswahl,
    sortierung: str,
    heimat: Ort | None,
) -> ResultPage:
    """Facts are loaded once, for every hit of the question; all figures come from them."""
    hits = ergebnis.reihenfolge
    ids = list(dict.fromkeys((*hits, *ergebnis.ungefiltert)))
    fakten = {f.pk: f for f in load_fakten(ids)}
    weak = {pk for pk, stufe in ergebnis.stufen.items() if stufe == WEAK}
    einwohner = heimat.einwohner if heimat else None
    order = sort_hits(hits, fakten, weak, sortierung, sort_key, einwohner)
    return ResultPage(
        ergebnis=ergebnis.in_order(order),
        facetten=_facetten(list(fakten.values()), auswahl, heimat),
        ueberblick=_ueberblick(ergebnis, fakten),
        vergleiche={
            pk: found
            for pk in hits
            if pk in fakten and (found := compare_orte(list(fakten[pk].orte), heimat))
        },
        schwache=len(weak),
    )


def _facetten(fakten: list[Projektfakten], auswahl: Auswahl, heimat: Ort | None) -> list[Facette]:
    own = own_size(heimat)
    sizes = {own: "unserer Größe"} if own else {}
    choices = {
        "status": STATUS,
        "groesse": sizes | GROESSEN,
        "kosten": KOSTEN,
        "nachnutzungsweg": WEGE,
    }
    return build_facetten(fakten, auswahl.filters, auswahl.texte, choices, sort_key)


def _ueberblick(ergebnis: Ergebnis, fakten: dict[int, Projektfakten]) -> Ueberblick | None:
    counted = [pk for pk in ergebnis.reihenfolge if pk in fakten and ergebnis.stufen[pk] != WEAK]
    all_good = all(ergebnis.stufen[pk] == GOOD for pk in counted)
    return build_ueberblick([fakten[pk] for pk in counted], WEGE, sort_key, all_good=all_good)
