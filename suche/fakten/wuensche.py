"""What of a question's places, sizes, status and years the projects that fit fulfil, as sentences.
Pure; counted in the facts.
"""

from collections.abc import Collection, Iterator, Sequence

from suche.understand.recognition import Erkannt
from wiki.fakten.codes import Status
from wiki.fakten.facts import Projektfakten
from wiki.fakten.filters import GROESSE, JAHR, KOMMUNE, KREIS, LAND, STATUS
from wiki.fakten.rules import has_one
from wiki.fakten.sizes import KREISFREI

from .belege import once

FILTERS = {filter_.name: filter_ for filter_ in (KOMMUNE, KREIS, LAND, STATUS, JAHR, GROESSE)}


def fulfils(f: Projektfakten, wish: Erkannt) -> bool:
    """Returns whether a project has what the question names."""
    return has_one(FILTERS[wish.art].rule, (wish.key,), f)


def wishes_told(
    wishes: Sequence[Erkannt], fakten: Sequence[Projektfakten], others: Collection[Projektfakten]
) -> tuple[str, ...]:
    """Says for each wish how many of the projects fulfil it; nothing where all do. Of two places
    one is enough. `others`: hits that fit less well."""
    projects = once(fakten)
    return tuple(_told(wishes, projects, once(list(others)))) if projects else ()


def _told(
    wishes: Sequence[Erkannt], projects: list[Projektfakten], others: list[Projektfakten]
) -> Iterator[str]:
    for kind in dict.fromkeys(wish.art for wish in wishes):
        same = [wish for wish in wishes if wish.art == kind]
        known = [f for f in projects if any(fulfils(f, wish) for wish in same)]
        said = " oder ".join(dict.fromkeys(map(_said, same)))
        if not known:
            also = [f for f in others if any(fulfils(f, wish) for wish in same)]
            yield _none(said, len(projects)) + _unknown(kind, projects) + _also(len(also))
        elif len(known) < len(projects):
            yield f"{len(known)} davon {'ist' if len(known) == 1 else 'sind'} {said}"


def _none(said: str, number: int) -> str:
    return f"Es ist nicht {said}" if number == 1 else f"Keines davon ist {said}"


def _also(number: int) -> str:
    if not number:
        return ""
    return f", wohl aber {number} {'anderer' if number == 1 else 'andere'} Treffer"


def _unknown(kind: str, projects: Sequence[Projektfakten]) -> str:
    """Where no number of inhabitants is known, nobody can say that the size does not fit."""
    if kind != GROESSE.name:
        return ""
    number = sum(all(ort.einwohner is None for ort in f.kommunen) for f in projects)
    return f" (bei {number} ist die Größe nicht bekannt)" if number else ""


def _said(wish: Erkannt) -> str:
    if wish.art == GROESSE.name:
        return _size(wish)
    if wish.art == STATUS.name:
        return "eine Idee" if wish.key == Status.IDEE else wish.label
    if wish.art == JAHR.name:
        return f"aus der Zeit „{wish.label}“"
    return from_place(wish.label)


def _size(wish: Erkannt) -> str:
    if wish.key == KREISFREI:
        return "aus einer kreisfreien Stadt"
    return f"aus einer Kommune mit {wish.label}n"


def from_place(place: str) -> str:
    """ "Trier" -> "aus Trier", "Landkreis Hof" -> "aus dem Landkreis Hof"."""
    first = place.split(" ")[0]
    if first.lower().endswith("kreis") or place.endswith("kreis") or place == "Saarland":
        return f"aus dem {place}"
    if first in {"VG", "Verbandsgemeinde", "Samtgemeinde", "StädteRegion"}:
        return f"aus der {place}"
    return f"aus {place}"
