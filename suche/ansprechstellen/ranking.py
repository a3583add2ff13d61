"""Results of a question -> the offices behind them."""

from collections.abc import Iterable

from suche.answer.ergebnis import Ergebnis, Treffer
from suche.answer.projekte import fitting_projects, status_text
from wiki.models import Projektseite

from .ansprechstellen import Ansprechstelle, Projektbeleg, rank_offices


def ansprechstellen(ergebnis: Ergebnis) -> list[Ansprechstelle]:
    """Returns the offices behind an answer. An Ergebnis holds only pages that the asker may
    read."""
    return offices_of(fitting_projects(ergebnis))


def offices_of(treffer: Iterable[Treffer]) -> list[Ansprechstelle]:
    """Returns the offices of these hits, which must be projects."""
    return rank_offices(_beleg(t) for t in treffer)


def _beleg(treffer: Treffer) -> Projektbeleg:
    page: Projektseite = treffer.seite
    return Projektbeleg(
        seite=page.pk,
        titel=page.title,
        url=page.get_url() or "",
        kommunen=tuple(kommune.name for kommune in treffer.kommunen),
        status=status_text(page),
        stufe=treffer.stufe,
        rang=treffer.rang,
        stelle=page.kontakt_stelle,
        postfach=page.kontakt_postfach,
        telefon=page.kontakt_telefon,
    )
