"""What a Kommune does, runs and plans, and who of its size has projects, too. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wiki.fakten.codes import STATUS_RANK, KommuneTyp, Status
from wiki.fakten.distance import distance_km
from wiki.sorting import sort_key
from wiki.texte import noop

NEIGHBOURS = 6
FOLDED_FROM = 4  # so many projects of one status stand open; the rest unfolds
HEADINGS = {
    Status.BETRIEB: noop("Im Betrieb"),
    Status.UMSETZUNG: noop("In Umsetzung"),
    Status.PLANUNG: noop("In Planung"),
    Status.IDEE: noop("Ideen"),
    Status.BEENDET: noop("Beendet"),
    Status.ABGEBROCHEN: noop("Abgebrochen"),
}


@dataclass(frozen=True)
class Statusgruppe:
    """Projects of one status, by title."""

    status: str
    titel: str
    projekte: list[Any]

    @property
    def im_satz(self) -> str:
        """The status after a number: "3 im Betrieb"."""
        return noop("als Idee") if self.status == Status.IDEE else Status(self.status).label

    @property
    def offen(self) -> list[Any]:
        """Those that are shown at once."""
        return self.projekte[:FOLDED_FROM]

    @property
    def gefaltet(self) -> list[Any]:
        """Those behind a fold."""
        return self.projekte[FOLDED_FROM:]


def by_status(projekte: Iterable[Any]) -> list[Statusgruppe]:
    """Groups projects by status, what runs first."""
    ordered = sorted(projekte, key=lambda p: (STATUS_RANK[p.status], sort_key(p.title), p.pk))
    counts = Counter(projekt.status for projekt in ordered)
    return [
        Statusgruppe(status, HEADINGS[Status(status)], [p for p in ordered if p.status == status])
        for status in sorted(counts, key=STATUS_RANK.__getitem__)
    ]


@dataclass(frozen=True)
class Nachbar:
    """A Kommune of the same size class, and how far away it lies."""

    kommune: Any
    km: int


def neighbours(kommune: Any, counted: Iterable[Any]) -> list[Nachbar]:
    """The nearest of `counted` that are of the same size class: towns beside a town, districts
    beside a district. Empty when size or place is not known."""
    if not kommune.groessenklasse:
        return []
    alike = [other for other in counted if _is_alike(kommune, other)]
    found = [
        Nachbar(other, km) for other in alike if (km := distance_km(kommune, other)) is not None
    ]
    return sorted(found, key=lambda one: (one.km, sort_key(one.kommune.name)))[:NEIGHBOURS]


def _is_alike(kommune: Any, other: Any) -> bool:
    return (
        other.pk != kommune.pk
        and other.groessenklasse == kommune.groessenklasse
        and (other.typ == KommuneTyp.LANDKREIS) == (kommune.typ == KommuneTyp.LANDKREIS)
    )
