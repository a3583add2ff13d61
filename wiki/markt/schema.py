"""What the stages of the Markt hand each other. No Django."""

from dataclasses import dataclass, field

from wiki.fakten.facts import Ort, Projektfakten


@dataclass(frozen=True)
class Punkt:
    """A Kommune on the map: x and y in units of the map, number of projects."""

    ort: Ort
    anzahl: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Projektgruppe:
    """Projects under one heading; `anker` is the fragment that leads to it."""

    titel: str
    anker: str
    projekte: list[Projektfakten] = field(default_factory=list)
