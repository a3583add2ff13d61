"""Counts beside the filters: how many projects each value would leave. Pure.

A filter's own choice does not count for its values: "Bayern (4)" beside a ticked Hessen means four
projects more. A value that would leave nothing is not offered, unless it is chosen.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .facts import Projektfakten
from .filters import Auswahl, Filter, Filters, Wert
from .rules import Hit, Rule, Some, has_one

T = TypeVar("T")
VALUES_SHOWN = 6  # of a Facette before its others unfold


@dataclass(frozen=True)
class Facette:
    """One filter with the values that can be chosen. `alle` is the wording of "no choice"."""

    name: str
    titel: str
    alle: str
    werte: tuple[Wert, ...]

    @property
    def vorn(self) -> tuple[Wert, ...]:
        return before_the_fold(self.werte, VALUES_SHOWN)

    @property
    def weitere(self) -> tuple[Wert, ...]:
        return self.werte[len(self.vorn) :]


def before_the_fold(items: tuple[T, ...], shown: int) -> tuple[T, ...]:
    """The first items; one alone is not hidden behind a "1 weiterer"."""
    return items if len(items) <= shown + 1 else items[:shown]


def admits(filters: Filters, known: Iterable[Filter], fakten: Projektfakten) -> bool:
    """Whether a project passes every filter."""
    return all(
        has_one(filter_.rule, filters[filter_.name], fakten)
        for filter_ in known
        if filters.get(filter_.name)
    )


def build_facetten(
    fakten: Sequence[Projektfakten], auswahl: Auswahl, known: Sequence[Filter]
) -> list[Facette]:
    """Counts the values of each filter. `fakten` are those of all projects, before any filter. A
    filter with nothing to choose gets a Facette without values."""
    texts = {filter_.name: _texts(filter_, auswahl) for filter_ in known}
    return facetten_of(_count(fakten, auswahl.filters, known, texts), auswahl, known)


def facetten_of(
    counts: Mapping[str, Counter[Hit]], auswahl: Auswahl, known: Sequence[Filter]
) -> list[Facette]:
    """Makes the Facetten of counts: name of a filter -> how many projects have each of its values
    and pass all other filters."""
    texts = {filter_.name: _texts(filter_, auswahl) for filter_ in known}
    return [
        _facette(filter_, counts[filter_.name], texts[filter_.name], auswahl.filters)
        for filter_ in known
    ]


def _texts(filter_: Filter, auswahl: Auswahl) -> dict[str, str]:
    """The values that are offered in any case: first those chosen that stand in no list."""
    chosen = auswahl.filters.get(filter_.name, ())
    own = {w: auswahl.texte[filter_.name, w] for w in chosen if w not in filter_.choices}
    return own | dict(filter_.choices)


def _count(
    fakten: Iterable[Projektfakten],
    filters: Filters,
    known: Sequence[Filter],
    offered: Mapping[str, Collection[str]],
) -> dict[str, Counter[Hit]]:
    """Counts a project for each of its values if it passes all other filters."""
    counts: dict[str, Counter[Hit]] = {filter_.name: Counter() for filter_ in known}
    finders = {f.name: finder(f.rule, offered[f.name]) for f in known}
    for projekt in fakten:
        hits = {name: find(projekt) for name, find in finders.items()}
        missed = [
            name
            for name, werte in filters.items()
            if not any(hit[0] in werte for hit in hits[name])
        ]
        if len(missed) < 2:
            for name in missed or counts:
                counts[name].update(hits[name])
    return counts


def finder(rule: Rule, offered: Collection[str]) -> Callable[[Projektfakten], set[Hit]]:
    """Finds the values of a project. What a Kommune or a Thema has is found once, because many
    projects share them: this halves the time for ten thousand projects."""
    if not isinstance(rule, Some):
        return lambda projekt: set(rule.find(projekt, offered))
    known: dict[int, list[Hit]] = {}

    def find(projekt: Projektfakten) -> set[Hit]:
        related = getattr(projekt, rule.relation)
        for one in related:
            if id(one) not in known:
                known[id(one)] = rule.rule.find(one, offered)
        return {hit for one in related for hit in known[id(one)]}

    return find


def _facette(
    filter_: Filter, counts: Counter[Hit], texts: Mapping[str, str], filters: Filters
) -> Facette:
    chosen = filters.get(filter_.name, ())
    anzahl = {wert: number for (wert, _, _), number in counts.items()}
    ueber = {wert: above for wert, _, above in counts}
    found = {} if filter_.choices else {wert: text for wert, text, _ in counts}
    werte = [
        Wert(wert, text, anzahl.get(wert, 0), wert in chosen, ueber.get(wert, ""))
        for wert, text in (found | dict(texts)).items()
        if wert in anzahl or wert in chosen
    ]
    if not filter_.choices:
        werte.sort(key=filter_.order)
    return Facette(filter_.name, filter_.titel, filter_.alle, tuple(werte))
