"""Results of a question -> the offices behind them."""

from collections.abc import Iterable

from suche.answer import Ergebnis, Treffer
from wiki.models import Projektseite

from .offices import Ansprechstelle, Beleg, rank_offices

DEPTH = 50  # results whose offices are ranked


def ansprechstellen(ergebnis: Ergebnis) -> list[Ansprechstelle]:
    """Only of pages that the asker may read: an Ergebnis has no others."""
    return offices_of(ergebnis[:DEPTH])


def offices_of(treffer: Iterable[Treffer]) -> list[Ansprechstelle]:
    return rank_offices(_beleg(t) for t in treffer if t.ist_projekt)


def _beleg(treffer: Treffer) -> Beleg:
    page: Projektseite = treffer.seite
    stand = f" (Stand {page.status_jahr})" if page.status_jahr else ""
    return Beleg(
        titel=page.title,
        url=page.get_url() or "",
        kommunen=tuple(kommune.name for kommune in treffer.kommunen),
        status=f"{page.get_status_display()}{stand}",
        stufe=treffer.stufe,
        rang=treffer.rang,
        stelle=page.kontakt_stelle,
        postfach=page.kontakt_postfach,
        telefon=page.kontakt_telefon,
    )
