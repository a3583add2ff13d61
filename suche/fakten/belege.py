"""A statement of the answer with the pages it comes from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.fakten.facets import before_the_fold
from wiki.fakten.facts import Ort, Projektfakten
from wiki.texte import listed, ngettext

BELEGE_SHOWN = 6  # items that are seen at once; the others unfold
ORTE_NAMED = 2  # where there are many


@dataclass(frozen=True)
class Beleg:
    """One source: a page, said by its Kommunen; `zusatz` behind it (a year, an amount)."""

    adresse: str
    titel: str
    text: str
    zusatz: str = ""
    hinweis: str = ""


@dataclass(frozen=True, kw_only=True)
class Belegt:
    """A statement with its sources, of which the first are seen and the others unfold."""

    belege: tuple[Beleg, ...]

    @property
    def vorn(self) -> tuple[Beleg, ...]:
        return before_the_fold(self.belege, BELEGE_SHOWN)

    @property
    def weitere(self) -> tuple[Beleg, ...]:
        return self.belege[len(self.vorn) :]


def beleg(f: Projektfakten, zusatz: str = "", hinweis: str = "") -> Beleg:
    return Beleg(f.adresse, f.titel, name_orte(f.kommunen) or f.titel, zusatz, hinweis)


def name_orte(orte: Sequence[Ort]) -> str:
    """Joins names: "Trier", "Konz und Trier", "Bitburg, Konz und 9 weitere"."""
    return listed([ort.name for ort in orte], most=ORTE_NAMED)


def count_projects(number: int) -> str:
    return ngettext("{anzahl} Projekt", "{anzahl} Projekte", number).format(anzahl=number)
