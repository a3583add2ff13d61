"""The hits of an answer -> the sources of its sentences: what the visitor is shown of them, and
nothing else. Which pages these are was decided before they were ranked."""

from suche.answer.ergebnis import Ergebnis
from suche.rank.levels import WEAK

from .schema import Quelle

MOST = 8  # small models lose their way among more


def quellen_of(ergebnis: Ergebnis) -> list[Quelle]:
    """Returns the best hits that have a passage as sources, numbered from 1; at most MOST. Weak
    hits are left out."""
    hits = [hit for hit in ergebnis[0:MOST] if hit.passage and hit.stufe != WEAK]
    return [
        Quelle(
            number,
            hit.seite.title,
            hit.passage.adresse or _address(hit.seite.get_url() or "/", hit.passage.anker),
            tuple(kommune.name for kommune in hit.kommunen),
            hit.passage.abschnitt,
            hit.passage.text,
        )
        for number, hit in enumerate(hits, 1)
        if hit.passage
    ]


def _address(page: str, anchor: str) -> str:
    return f"{page}#{anchor}" if anchor else page
