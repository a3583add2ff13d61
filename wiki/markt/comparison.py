"""The facts of up to four projects in one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiki.felder.felder import FELDER
from wiki.felder.schema import Gruppe
from wiki.felder.values import facts_of
from wiki.models import Projektseite

MOST_SIDE_BY_SIDE = 4
LAND_LABEL, EINWOHNER_LABEL = "Land", "Einwohner"
ASKED = {"Status", "Kosten einmalig", "Kontakt"}


@dataclass(frozen=True)
class Vergleichszeile:
    """A row: one fact of all projects. A cell holds lines of text, none where nothing is known."""

    name: str
    zellen: list[list[str]]

    @property
    def verschieden(self) -> bool:
        """Whether two projects that both know the fact differ in it."""
        known = [tuple(sorted(zelle)) for zelle in self.zellen if zelle]
        return len(set(known)) > 1


def compare_projekte(projekte: Sequence[Projektseite]) -> list[Vergleichszeile]:
    """Makes a row for each fact that at least one project knows, and for those in ASKED."""
    known = [_known_facts(projekt) for projekt in projekte]
    rows = [Vergleichszeile(name, [facts.get(name, []) for facts in known]) for name in _names()]
    return [row for row in rows if any(row.zellen) or row.name in ASKED]


def _names() -> list[str]:
    """The rows in the order of the fields; the Kommunen are followed by what they are like."""
    names = [f.fakt for f in FELDER if f.fakt and f.gruppe is not Gruppe.AKTUALITAET]
    first, *others = dict.fromkeys(names)
    return [first, LAND_LABEL, EINWOHNER_LABEL, *others]


def _known_facts(projekt: Projektseite) -> dict[str, list[str]]:
    kommunen = projekt.kommunen.all()
    return {fakt.name: list(fakt.werte) for fakt in facts_of(projekt)} | {
        LAND_LABEL: _each_once(kommune.land for kommune in kommunen),
        EINWOHNER_LABEL: _each_once(kommune.groessenklasse for kommune in kommunen),
    }


def _each_once(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
