"""What moves pages in the ranking beside their score: wishes in the question, statements that have
run out. Pages move up or down; none is hidden."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet, Value

from suche.fakten.wuensche import FILTER_OF
from suche.understand.recognition import Erkannt
from wiki.fakten.conditions import has_one_condition
from wiki.fakten.filters import STATUS
from wiki.models import Projektseite
from wiki.platform.kept_rows import KeptRows

from .parameters import ABGELAUFEN_MALUS, BONUS
from .schema import Ranked

DAYS_KEPT = 20_000  # pages of which the last day of validity stays in memory


@dataclass(frozen=True)
class Wished:
    """What a question names, as pages. `bonus`: page id -> its head start. `fulfilling`: those that
    have something of each kind that is named: of two Kommunen, Kreise or Länder one is enough.
    `is_of_matter`: a status is named, which is part of the matter: what runs is no answer to who
    asks for plans. `avoided`: those from places from which nothing is wanted. `everything`: what is
    named, where nothing else is asked for: "Projekte in Thüringen"."""

    bonus: Mapping[int, float] = field(default_factory=dict, hash=False)
    fulfilling: frozenset[int] = frozenset()
    is_of_matter: bool = False
    avoided: frozenset[int] = frozenset()
    everything: tuple[Erkannt, ...] = ()


def wished(
    erkannt: Sequence[Erkannt], avoided: Sequence[Erkannt] = (), *, alone: bool = False
) -> Wished:
    """Looks up the Projektseiten that fit something the question names, and those from places from
    which it wants nothing (`avoided`); private ones too: who may see them is decided elsewhere. One
    query for each of both. `alone`: nothing else is asked for."""
    elsewhere = frozenset(_kinds(avoided))
    if not erkannt:
        return Wished(avoided=elsewhere)
    kinds = _kinds(erkannt)
    named = {e.art for e in erkannt}
    return Wished(
        {page_id: sum(BONUS[art] for art in found) for page_id, found in kinds.items()},
        frozenset(page_id for page_id, found in kinds.items() if found == named),
        STATUS.name in named,
        elsewhere,
        tuple(erkannt) if alone else (),
    )


def _kinds(erkannt: Sequence[Erkannt]) -> dict[int, set[str]]:
    """Returns page id -> the kinds of what is named of which it has something."""
    matches = [_matching(e).annotate(art=Value(e.art)).values_list("pk", "art") for e in erkannt]
    kinds: dict[int, set[str]] = defaultdict(set)
    if matches:
        first, *others = (match.order_by() for match in matches)
        for page_id, art in first.union(*others):
            kinds[page_id].add(art)
    return kinds


def demoted(page_ids: Collection[int], today: date) -> dict[int, float]:
    """Returns page id -> malus (negative) for the pages whose validity has run out."""
    last_days = _last_days.get(page_ids)
    return {pk: -ABGELAUFEN_MALUS for pk, last_day in last_days.items() if last_day < today}


def _read_last_days(page_ids: list[int]) -> dict[int, date]:
    limited = Projektseite.objects.filter(pk__in=page_ids, gueltig_bis__isnull=False)
    return dict(limited.order_by().values_list("pk", "gueltig_bis"))


_last_days = KeptRows(_read_last_days, DAYS_KEPT, Projektseite)


def prefer(pages: Sequence[Ranked], bonus: Mapping[int, float]) -> list[Ranked]:
    """Returns the pages in the order that their scores have with the bonus (or malus) added. Pages
    compared in detail stay in front of the others, whose scores mean something else."""
    if not bonus:
        return list(pages)
    moved = [replace(page, score=page.score + bonus.get(page.page_id, 0.0)) for page in pages]
    return sorted(moved, key=lambda page: (not page.is_compared, -page.score))


def _matching(erkannt: Erkannt) -> "QuerySet[Projektseite]":
    condition = has_one_condition(FILTER_OF[erkannt.art].rule, (erkannt.key,))
    return Projektseite.objects.filter(condition)
