"""Whom to ask: offices by their matching projects. Pure.

A project brings its office points: what its level is worth, divided by log2(place + 1), as nDCG
discounts places. An office's projects count in the order of their points, the first in full, the
second by half, the third by a third: two good projects beat one, many poor ones don't.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from suche.rank.levels import GOOD, RELATED

LEVEL_POINTS: Mapping[str, float] = {GOOD: 1.0, RELATED: 0.5}  # a weak result proves nothing


@dataclass(frozen=True)
class Projektbeleg:
    """A matching project as the reason to ask its office. `seite`: its page's id; `rang`: its place
    among the results; `stelle`: who in the town hall is in charge, as far as anybody knows."""

    seite: int
    titel: str
    url: str
    kommunen: tuple[str, ...]
    status: str
    stufe: str
    rang: int
    stelle: str
    postfach: str
    telefon: str


@dataclass(frozen=True)
class Ansprechstelle:
    """An office with its reasons, best first. Without `postfach` and `telefon` it is a Kommune, and
    `stelle` names who is in charge there, if anybody knows."""

    stelle: str
    kommunen: tuple[str, ...]
    postfach: str
    telefon: str
    punkte: float
    belege: tuple[Projektbeleg, ...]

    @property
    def ist_erreichbar(self) -> bool:
        return bool(self.postfach or self.telefon)

    def as_json(self) -> dict[str, Any]:
        return {
            "stelle": self.stelle or None,
            "kommunen": list(self.kommunen),
            "postfach": self.postfach or None,
            "telefon": self.telefon or None,
            "punkte": round(self.punkte, 3),
            "projekte": [
                {"titel": b.titel, "url": b.url, "status": b.status, "stufe": b.stufe}
                for b in self.belege
            ],
        }


def rank_offices(belege: Iterable[Projektbeleg]) -> list[Ansprechstelle]:
    """Returns the offices of these projects, best first; equal ones by name."""
    groups: dict[tuple[str, ...], list[Projektbeleg]] = {}
    for beleg in belege:
        if beleg.stufe in LEVEL_POINTS:
            groups.setdefault(_office(beleg), []).append(beleg)
    offices = [_ansprechstelle(group) for group in groups.values()]
    return sorted(offices, key=lambda office: (-office.punkte, office.stelle, office.kommunen))


def points(beleg: Projektbeleg) -> float:
    return LEVEL_POINTS[beleg.stufe] / math.log2(beleg.rang + 1)


def total(belege: Sequence[Projektbeleg]) -> float:
    """Adds the points of an office's projects, best first: the second counts half, the third a
    third."""
    return sum(points(beleg) / place for place, beleg in enumerate(belege, 1))


def _office(beleg: Projektbeleg) -> tuple[str, ...]:
    """Returns what tells offices apart: name and mailbox. Without a mailbox or telephone the
    Kommunen count instead of the name, because every town has a Jugendamt."""
    if beleg.postfach or beleg.telefon:
        return (_folded(beleg.stelle), _folded(beleg.postfach or beleg.telefon))
    return ("", "", *sorted(beleg.kommunen))


def _ansprechstelle(group: Sequence[Projektbeleg]) -> Ansprechstelle:
    belege = sorted(group, key=lambda beleg: (-points(beleg), beleg.rang))
    first = belege[0]
    stellen = {_folded(beleg.stelle): beleg.stelle for beleg in belege if beleg.stelle}
    kommunen = tuple(dict.fromkeys(name for beleg in belege for name in beleg.kommunen))
    telefon = next((beleg.telefon for beleg in belege if beleg.telefon), "")
    return Ansprechstelle(
        ", ".join(stellen.values()), kommunen, first.postfach, telefon, total(belege), tuple(belege)
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
