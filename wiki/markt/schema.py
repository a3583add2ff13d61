"""What the stages of the Markt hand each other. No Django."""

from dataclasses import dataclass, field

from wiki.fakten.facts import Ort, Projektfakten
from wiki.sorting import sort_key


@dataclass(frozen=True)
class Punkt:
    """A Kommune on the map: x and y in units of the map, number of projects. `titel` names the
    first of them, or none where nobody points at the dot."""

    ort: Ort
    anzahl: int
    x: float
    y: float
    radius: float
    titel: tuple[str, ...] = ()

    @property
    def weitere(self) -> int:
        """How many projects `titel` leaves out."""
        return self.anzahl - len(self.titel)


@dataclass(frozen=True)
class Punktgruppe:
    """Dots that would hide each other, drawn as one where the first lies; or a single dot."""

    punkte: tuple[Punkt, ...]

    @property
    def erster(self) -> Punkt:
        """The one with most projects."""
        return self.punkte[0]

    @property
    def kommunen(self) -> list[str]:
        """The slugs of the Kommunen, for the address of the list that shows their projects."""
        return [punkt.ort.slug for punkt in self.punkte]

    @property
    def namen(self) -> str:
        """All of them, in German order."""
        return ", ".join(sorted((punkt.ort.name for punkt in self.punkte), key=sort_key))


@dataclass(frozen=True)
class Projektgruppe:
    """Projects under one heading; `anker` is the fragment that leads to it."""

    titel: str
    anker: str
    projekte: list[Projektfakten] = field(default_factory=list)
