"""A Kommune beside the visitor's own: size and distance. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wiki.texte import gettext as _

from .codes import KommuneTyp
from .distance import distance_km
from .facts import Ort

FACTOR = 2  # "unserer Größe": from half to double as many inhabitants


@dataclass(frozen=True)
class SizeDifference:
    """How a project's Kommune differs from the visitor's own. `eigene`: it is the same one;
    `aehnlich`: it has half to double as many inhabitants; `entfernung` is in km (None: unknown, or
    the same one); `lage`: "im selben Kreis" and the like, empty when neither is."""

    ort: Ort
    eigene: bool
    aehnlich: bool
    entfernung: int | None
    lage: str = ""

    @property
    def weit(self) -> str:
        """The distance, for a long list: "34 km"."""
        if self.eigene:
            return _("Ihre Kommune")
        return "" if self.entfernung is None else _("{km} km").format(km=max(self.entfernung, 1))

    @property
    def kurz(self) -> str:
        """What differs, for a line of a list: "34 km, im selben Kreis, ähnlich groß"."""
        size = _("ähnlich groß") if self.aehnlich else ""
        return ", ".join(filter(None, (self.weit, self.lage, size)))


def own_size(heimat: Ort | None) -> str:
    """Returns the range of "Kommunen unserer Größe" as the filter takes it: 110,000 inhabitants ->
    "55000-220000"; empty without inhabitants, and for a district."""
    if heimat is None or not heimat.einwohner or heimat.typ == KommuneTyp.LANDKREIS:
        return ""
    return f"{heimat.einwohner // FACTOR}-{heimat.einwohner * FACTOR}"


def most_telling(orte: Sequence[Ort], heimat: Ort | None) -> SizeDifference | None:
    """Picks the one of a project's Kommunen that tells the visitor most: their own, else the one
    most like it in size, else the nearest. Returns None without an own Kommune, or when nothing is
    known to compare."""
    if heimat is None:
        return None
    known = [found for ort in orte if (found := _difference(ort, heimat))]
    return min(known, key=lambda found: by_interest(found, heimat), default=None)


def _difference(ort: Ort, heimat: Ort) -> SizeDifference | None:
    eigene = ort.slug == heimat.slug
    entfernung = None if eigene else distance_km(ort, heimat)
    if not (eigene or ort.einwohner or entfernung is not None):
        return None
    lage = "" if eigene else common_area(ort, heimat)
    return SizeDifference(ort, eigene, not eigene and _similar(ort, heimat), entfernung, lage)


def common_area(ort: Ort, heimat: Ort) -> str:
    """Says what both lie in: the Kreis, else the Land; empty when neither is known to be one."""
    if ort.kreis_schluessel and ort.kreis_schluessel == heimat.kreis_schluessel:
        return _("Ihr Kreis") if ort.typ == KommuneTyp.LANDKREIS else _("im selben Kreis")
    return _("im selben Land") if ort.land and ort.land == heimat.land else ""


def _similar(ort: Ort, heimat: Ort) -> bool:
    if KommuneTyp.LANDKREIS in {ort.typ, heimat.typ} or not (ort.einwohner and heimat.einwohner):
        return False
    return heimat.einwohner // FACTOR <= ort.einwohner <= heimat.einwohner * FACTOR


def by_interest(found: SizeDifference, heimat: Ort) -> tuple[bool, bool, float, float]:
    """Sorts the visitor's own Kommune first, then those like it in size, then the nearest."""
    size = found.ort.einwohner
    unlike = abs(math.log(size / heimat.einwohner)) if size and heimat.einwohner else math.inf
    away = math.inf if found.entfernung is None else found.entfernung
    return (not found.eigene, not found.aehnlich, unlike, away)
