"""Kreise and associations of municipalities: the projects of the Kommunen inside them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from wiki.fakten.codes import OBERGEBIETE
from wiki.models.gemeinde import Gemeinde
from wiki.models.kommune import Kommune
from wiki.sorting import sort_key

from .zuordnung import Zuordnung


@dataclass(frozen=True)
class Inneres:
    """The Kommunen inside an Obergebiet that have projects, by name, each with their number
    (`anzahl`). `anzahl` of the whole counts each project once, and leaves out those that belong to
    the Obergebiet itself."""

    kommunen: tuple[Any, ...] = ()
    anzahl: int = 0

    @property
    def kuerzel(self) -> list[str]:
        """The Kürzel of the Kommunen, for the address of the list of their projects."""
        return [kommune.slug for kommune in self.kommunen]


def with_obergebiete(counted: Iterable[Any], projekte: Zuordnung) -> list[Any]:
    """`counted`, each with the number of projects inside it (`innen`), and the Obergebiete that
    have none themselves; by name. `projekte`: those that the visitor may see."""
    own = list(counted)
    above = list(Kommune.objects.filter(typ__in=OBERGEBIETE))
    found = inside(above, projekte)
    known = {kommune.pk for kommune in own}
    more = [one for one in above if one.pk not in known and found[one.pk].anzahl]
    for kommune in (*own, *more):
        kommune.anzahl = getattr(kommune, "anzahl", 0)
        kommune.innen = found[kommune.pk].anzahl if kommune.pk in found else 0
    return sorted([*own, *more], key=lambda kommune: sort_key(kommune.name))


def inside(above: Collection[Kommune], projekte: Zuordnung) -> dict[int, Inneres]:
    """What lies inside each of these, by its id. Two queries, however many they are."""
    named = Kommune.objects.filter(typ__in=Kommune.Typ.values) if above else ()
    kommunen = [kommune for kommune in named if kommune.pk in projekte]
    members = _members(above, kommunen)
    return {one.pk: _inneres(one, members[one.pk], projekte) for one in above}


def _members(above: Collection[Kommune], kommunen: Collection[Kommune]) -> dict[int, list[Kommune]]:
    """Id of an Obergebiet -> those of the Kommunen that lie in it: that name it as their Kreis, or
    whose key begins with its key. Each Kommune is looked at once, however many Obergebiete."""
    begins = {one.pk: one.regionalschluessel or one.ags for one in above}
    lengths = set(map(len, begins.values()))
    keys = _keys(kommunen)
    found: dict[int | str, dict[int, Kommune]] = defaultdict(dict)
    for kommune in kommunen:
        for place in (kommune.kreis_id, *(keys[kommune.pk][:length] for length in lengths)):
            if place:
                found[place][kommune.pk] = kommune
    return {
        pk: [kommune for kommune in (found[pk] | found[begin]).values() if kommune.pk != pk]
        for pk, begin in begins.items()
    }


def _inneres(one: Kommune, members: list[Any], projekte: Zuordnung) -> Inneres:
    for kommune in members:
        kommune.anzahl = len(projekte[kommune.pk])
    together = {pk for kommune in members for pk in projekte[kommune.pk]}
    ordered = sorted(members, key=lambda kommune: sort_key(kommune.name))
    return Inneres(tuple(ordered), len(together - projekte.get(one.pk, frozenset())))


def _keys(kommunen: Iterable[Kommune]) -> dict[int, str]:
    """Id of a Kommune -> its Regionalschlüssel, which begins with that of what it lies in; the AGS
    where the register does not know it."""
    named = {kommune.pk: kommune.ags for kommune in kommunen}
    rows = Gemeinde.objects.filter(ags__in=set(filter(None, named.values())))
    of_ags = dict(rows.values_list("ags", "schluessel"))
    return {
        kommune.pk: of_ags.get(kommune.ags, "") or kommune.regionalschluessel or kommune.ags
        for kommune in kommunen
    }
