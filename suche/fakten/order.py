"""Other orders than by relevance. Pure. Weak hits stay behind in every order; ties keep theirs."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence

from .fakten import LANDKREIS, Projektfakten

RELEVANZ = "relevanz"
SORTIERUNGEN = {
    RELEVANZ: "Beste zuerst",
    "neueste": "Neuester Stand zuerst",
    "status": "Status",
    "kosten": "Kosten, niedrigste zuerst",
    "kommune": "Kommune, A bis Z",
    "groesse": "Größe der Kommune",
}
STATUS = ("betrieb", "umsetzung", "planung", "idee", "beendet", "abgebrochen")
UNKNOWN = math.inf

Place = tuple[float | str, ...]


def sort_hits(
    ids: Sequence[int],
    fakten: Mapping[int, Projektfakten],
    weak: Collection[int],
    how: str,
    sort_key: Callable[[str], str],
    einwohner: int | None = None,
) -> list[int]:
    """`ids` are in the order of relevance; those without facts (events) follow the projects.
    `einwohner`: of the visitor's own Kommune, then the most similar sizes come first."""
    if how == RELEVANZ:
        return list(ids)

    def place(pk: int) -> tuple[bool, bool, Place]:
        known = fakten.get(pk)
        return (pk in weak, known is None, _place(known, how, sort_key, einwohner) if known else ())

    return sorted(ids, key=place)


def _place(
    f: Projektfakten, how: str, sort_key: Callable[[str], str], einwohner: int | None
) -> Place:
    """Among its kind; what is unknown comes last."""
    if how == "neueste":
        return (-f.stand if f.stand else UNKNOWN,)
    if how == "status":
        return (STATUS.index(f.status),)
    if how == "kosten":
        once = f.einmalig.euro if f.einmalig else UNKNOWN
        return (once, f.laufend.euro if f.laufend else UNKNOWN)
    if how == "kommune":
        return (sort_key(f.orte[0].name),) if f.orte else (chr(0x10FFFF),)
    sizes = [ort.einwohner for ort in f.orte if ort.einwohner and ort.typ != LANDKREIS]
    if not einwohner:
        return (min(sizes, default=UNKNOWN),)
    return (min((abs(math.log(size / einwohner)) for size in sizes), default=UNKNOWN),)
