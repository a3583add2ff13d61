"""What a result list can be narrowed to. Several values of one kind widen the list, several kinds
narrow it. Pure; `suche.fakten.filter_query` says the same to the database and reads addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

from suche.german.ranges import bounds

from .fakten import LANDKREIS, Ort, Projektfakten

KREISFREI = "kreisfrei"  # as a size: a city outside a district
KREISFREIE_STADT = "kreisfreie Stadt"
EINMALIG, LAUFEND = "einmalig", "laufend"


@dataclass(frozen=True)
class Filters:
    """Chosen values as they stand in addresses: slugs of `thema`, `kommune` and `kreis`, ranges of
    inhabitants as `groesse` (suche.german.ranges), years as `stand`. Empty means any."""

    thema: tuple[str, ...] = ()
    kommune: tuple[str, ...] = ()
    kreis: tuple[str, ...] = ()
    land: tuple[str, ...] = ()
    groesse: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()
    kosten: tuple[str, ...] = ()
    nachnutzungsweg: tuple[str, ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """The values chosen of one kind."""
        chosen: tuple[str, ...] = getattr(self, name)
        return chosen

    def without(self, name: str) -> "Filters":
        return replace(self, **{name: ()})


FILTER_NAMES = tuple(field.name for field in fields(Filters))


def admits(filters: Filters, fakten: Projektfakten) -> bool:
    """Whether a project passes."""
    return all(
        any(matches(name, wert, fakten) for wert in filters.of(name))
        for name in FILTER_NAMES
        if filters.of(name)
    )


def matches(name: str, wert: str, fakten: Projektfakten) -> bool:
    """Whether a project has this value. Of several Kommunen one is enough."""
    if name == "groesse":
        return any(has_size(ort, wert) for ort in fakten.orte)
    return wert in set(VALUES[name](fakten))


def has_size(ort: Ort, groesse: str) -> bool:
    """Districts have no size: they would be the biggest towns."""
    if groesse == KREISFREI:
        return ort.typ == KREISFREIE_STADT
    if ort.typ == LANDKREIS or ort.einwohner is None:
        return False
    low, high = bounds(groesse)
    return (low is None or ort.einwohner >= low) and (high is None or ort.einwohner <= high)


def _themen(fakten: Projektfakten) -> Iterator[str]:
    """An Oberthema holds the projects of its Themen."""
    for gebiet in fakten.gebiete:
        yield gebiet.slug
        if gebiet.ober:
            yield gebiet.ober


def _kreise(fakten: Projektfakten) -> Iterator[str]:
    """A district holds its own projects and those of its towns."""
    for ort in fakten.orte:
        if ort.typ == LANDKREIS:
            yield ort.slug
        if ort.kreis:
            yield ort.kreis


def _kosten(fakten: Projektfakten) -> Iterator[str]:
    if fakten.einmalig:
        yield EINMALIG
    if fakten.laufend:
        yield LAUFEND


VALUES: dict[str, Callable[[Projektfakten], Iterator[str]]] = {  # but for `groesse`, a range
    "thema": _themen,
    "kommune": lambda fakten: (ort.slug for ort in fakten.orte),
    "kreis": _kreise,
    "land": lambda fakten: (ort.land for ort in fakten.orte),
    "status": lambda fakten: iter([fakten.status]),
    "stand": lambda fakten: iter([str(fakten.stand)] if fakten.stand else []),
    "kosten": _kosten,
    "nachnutzungsweg": lambda fakten: iter(fakten.wege),
}
