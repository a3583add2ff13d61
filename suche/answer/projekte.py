"""The projects among the results of a question, for whoever goes on working with them."""

from suche.rank.levels import WEAK
from wiki.models import Projektseite

from .answer import Ergebnis, Treffer

DEPTH = 50  # results that are looked at


def fitting_projects(ergebnis: Ergebnis) -> list[Treffer]:
    """Those that fit well or are related, best first. Results behind the last of them are not
    built: that is what costs."""
    pages = ergebnis.ranking.pages[:DEPTH]
    fitting = [n for n, page in enumerate(pages, 1) if ergebnis.stufen[page.page_id] != WEAK]
    results = ergebnis[: max(fitting, default=0)]
    return [treffer for treffer in results if treffer.ist_projekt and treffer.stufe != WEAK]


def nearest_projects(ergebnis: Ergebnis, number: int) -> list[Treffer]:
    """The first projects of the list, however weak; at most `number`."""
    return [treffer for treffer in ergebnis[: 2 * number] if treffer.ist_projekt][:number]


def status_text(page: Projektseite) -> str:
    """`im Betrieb (Stand 2024)`."""
    stand = f" (Stand {page.status_jahr})" if page.status_jahr else ""
    return f"{page.get_status_display()}{stand}"
