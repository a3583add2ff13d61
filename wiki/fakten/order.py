"""Keys to sort projects by. Pure. What is unknown comes last in every order."""

import math
from collections.abc import Callable
from typing import Any

from wiki.sorting import sort_key

from .codes import STATUS_RANK, KommuneTyp
from .facts import Projektfakten

UNKNOWN = math.inf
LAST_LETTER = chr(0x10FFFF)

SortKey = Callable[[Projektfakten], tuple[Any, ...]]


def by_title(f: Projektfakten) -> tuple[Any, ...]:
    return sort_key(f.titel), f.pk


def by_status(f: Projektfakten) -> tuple[Any, ...]:
    return (STATUS_RANK[f.status],)


def by_latest_status_year(f: Projektfakten) -> tuple[Any, ...]:
    return (-f.status_jahr if f.status_jahr else UNKNOWN,)


def by_costs(f: Projektfakten) -> tuple[Any, ...]:
    """The lowest first: what is paid once, then what is paid a year."""
    amounts = (f.kosten_einmalig, f.kosten_laufend)
    return tuple(UNKNOWN if euro is None else euro for euro in amounts)


def by_kommune(f: Projektfakten) -> tuple[Any, ...]:
    return (sort_key(f.kommunen[0].name) if f.kommunen else LAST_LETTER,)


def by_published(f: Projektfakten) -> tuple[Any, ...]:
    return (-f.erschienen, -f.gespeichert)


def by_changed(f: Projektfakten) -> tuple[Any, ...]:
    return (-f.geaendert, -f.gespeichert)


def by_size(einwohner: int | None) -> SortKey:
    """The smallest Kommune first; with the inhabitants of one's own the most similar one first."""

    def key(f: Projektfakten) -> tuple[Any, ...]:
        sizes = [o.einwohner for o in f.kommunen if o.einwohner and o.typ != KommuneTyp.LANDKREIS]
        if not einwohner:
            return (min(sizes, default=UNKNOWN),)
        return (min((abs(math.log(size / einwohner)) for size in sizes), default=UNKNOWN),)

    return key
