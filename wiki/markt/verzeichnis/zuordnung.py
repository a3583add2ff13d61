"""Which projects each Kommune and each Thema has, of those that the visitor may read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from wiki.models.projektseite import Projektseite
from wiki.visibility import ForEverybody, listed_ids

Zuordnung = Mapping[int, frozenset[int]]  # id of a Kommune or a Thema -> ids of its projects

_OF_KOMMUNEN: Any = Projektseite.kommunen.through
_OF_THEMEN: Any = Projektseite.themen.through


def projekte_je_kommune(request: HttpRequest) -> Zuordnung:
    """Returns the projects of each Kommune that has any."""
    return _je_kommune.get(request)


def projekte_je_thema(request: HttpRequest) -> Zuordnung:
    """Returns the projects of each Thema that has any of its own; those of Themen below it are not
    among them."""
    return _je_thema.get(request)


def _read(table: Any, name: str, request: HttpRequest) -> Zuordnung:
    pairs = table.objects.values_list(name, "projektseite_id")
    return _grouped(pairs.iterator(), listed_ids(request))


def _grouped(pairs: Iterable[tuple[int, int]], visible: Collection[int]) -> Zuordnung:
    found: dict[int, set[int]] = defaultdict(set)
    for one, projekt in pairs:
        if projekt in visible:
            found[one].add(projekt)
    return {one: frozenset(projekte) for one, projekte in found.items()}


_je_kommune = ForEverybody(lambda request: _read(_OF_KOMMUNEN, "kommune_id", request), _OF_KOMMUNEN)
_je_thema = ForEverybody(lambda request: _read(_OF_THEMEN, "thema_id", request), _OF_THEMEN)
