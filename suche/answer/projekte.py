"""The projects among the results of a question; Vermerk, Vorhaben, Ansprechstellen use them."""

from suche.fakten.status import status_words
from suche.rank.levels import WEAK
from wiki.models import Projektseite
from wiki.models.projektseite import heute

from .ergebnis import Ergebnis, Treffer


def fitting_projects(ergebnis: Ergebnis) -> list[Treffer]:
    """Returns the projects that fit well or are related, best first: all of them, for they are
    counted. Results behind the last of them are not built, because building costs queries."""
    pages = enumerate(ergebnis.ranking.pages, 1)
    fitting = [n for n, page in pages if ergebnis.stufen[page.page_id] != WEAK]
    results = ergebnis[: max(fitting, default=0)]
    return [treffer for treffer in results if treffer.ist_projekt and treffer.stufe != WEAK]


def nearest_projects(ergebnis: Ergebnis, number: int) -> list[Treffer]:
    """Returns the first projects of the list, weak ones too; at most `number`."""
    return [treffer for treffer in ergebnis[: 2 * number] if treffer.ist_projekt][:number]


def status_text(page: Projektseite) -> str:
    """`im Betrieb (Stand 2025)`; in the past where the statement is old."""
    return status_words(page.status, page.status_jahr, heute().year)
