"""Which sentences pass the check? Measured on pairs of a sentence and a source."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .literals import missing
from .schema import Behauptung, Quelle
from .support import Naehe, Pruefer

BELEGT = "belegt"


@dataclass(frozen=True)
class Paar:
    """`art`: belegt, or why it is not."""

    haelfte: str
    art: str
    satz: str
    quelle: Quelle


@dataclass(frozen=True)
class Urteil:
    """What is measured of a pair. `fehlt`: what must stand in the source and does not."""

    paar: Paar
    naehe: Naehe
    fehlt: str

    def passes(self, bounds: Naehe, *, literally: bool = True) -> bool:
        return self.naehe.reaches(bounds) and not (literally and self.fehlt)


def read_pairs(path: Path) -> list[Paar]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Paar(row["haelfte"], row["art"], row["satz"], _quelle(row["titel"], row)) for row in rows
    ]


def judge(paare: Sequence[Paar], pruefer: Pruefer) -> list[Urteil]:
    return [_judged(paar, pruefer) for paar in paare]


def passing(urteile: Sequence[Urteil], art: str, bounds: Naehe, *, literally: bool = True) -> str:
    """`3 von 14`: how many pairs of this kind pass."""
    of_kind = [urteil for urteil in urteile if urteil.paar.art == art]
    passed = [urteil for urteil in of_kind if urteil.passes(bounds, literally=literally)]
    return f"{len(passed)} von {len(of_kind)}"


def _judged(paar: Paar, pruefer: Pruefer) -> Urteil:
    claim = Behauptung(paar.satz, (1,))
    near = pruefer.nearness([claim], {1: paar.quelle})[paar.satz, 1]
    return Urteil(paar, near, missing(paar.satz, paar.quelle.alles, pruefer.places))


def _quelle(titel: str, row: dict[str, str]) -> Quelle:
    return Quelle(1, titel, "", tuple(row["kommunen"].split(", ")), "", row["text"])
