"""All projects with what the Markt filters, counts and sorts by, kept until one of them changes.

What a visitor may read is asked of the database with every request; this only says what a project
is like. Sets of projects are arrays of bool, one place a project, so that ten thousand are counted
in a millisecond.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from wiki.fakten.facets import finder
from wiki.fakten.facts import Projektfakten
from wiki.fakten.filters import KOMMUNE, MARKT_FILTERS, Filter, Filters
from wiki.fakten.loading import TABLES, load_all
from wiki.fakten.rules import Hit
from wiki.models.projektseite import Projektseite
from wiki.platform.table_cache import LAGS_FROM, TableCache
from wiki.visibility import each_once

from . import order
from .verzeichnis.words import Wortwahl, plain

Menge = np.ndarray  # of bool: which of the projects


class _Values:
    """Which values of one filter each project has: pairs of a project's place and a Hit's."""

    def __init__(self, filter_: Filter, fakten: Sequence[Projektfakten]) -> None:
        find = finder(filter_.rule, ())
        known: dict[Hit, int] = {}
        pairs = [
            (place, known.setdefault(hit, len(known)))
            for place, projekt in enumerate(fakten)
            for hit in find(projekt)
        ]
        self._hits = list(known)
        self._projects, self._values = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
        self._number = len(fakten)

    def having(self, werte: Collection[str]) -> Menge:
        """The projects that have at least one of the values."""
        wanted = [place for place, hit in enumerate(self._hits) if hit[0] in werte]
        found = np.zeros(self._number, dtype=bool)
        found[self._projects[np.isin(self._values, wanted)]] = True
        return found

    def count(self, among: Menge) -> Counter[Hit]:
        """How many of these projects have each value."""
        counts = np.bincount(self._values[among[self._projects]], minlength=len(self._hits))
        return Counter({self._hits[place]: int(counts[place]) for place in np.flatnonzero(counts)})


@dataclass(frozen=True)
class Reihe(Sequence[Projektfakten]):
    """Projects in an order, of which only those that are shown are fetched. `places`: where each
    stands among `fakten`."""

    fakten: Sequence[Projektfakten]
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, part: int) -> Projektfakten: ...
    @overload
    def __getitem__(self, part: slice) -> list[Projektfakten]: ...
    def __getitem__(self, part: int | slice) -> Projektfakten | list[Projektfakten]:
        if isinstance(part, slice):
            return [self.fakten[place] for place in self.places[part]]
        return self.fakten[self.places[part]]

    def __iter__(self) -> Iterator[Projektfakten]:
        return map(self.fakten.__getitem__, self.places.tolist())


class Bestand:
    """All projects from A to Z. Sets of them, orders and values of filters are worked out when they
    are first needed, and kept."""

    def __init__(self, fakten: Iterable[Projektfakten]) -> None:
        self.fakten = order.sort_projekte(fakten, order.AZ)
        self._place = {projekt.pk: place for place, projekt in enumerate(self.fakten)}
        self._seen: tuple[frozenset[int], Menge] | None = None
        self._orders: dict[str, np.ndarray] = {}

    def visible(self, ids: frozenset[int]) -> Menge:
        """Returns the set of projects whose pages are among `ids`, those that the visitor may read.
        The last answer is kept, because most visitors may read the same pages."""
        known = self._seen
        if known is None or known[0] is not ids:
            pages = np.fromiter((projekt.pk for projekt in self.fakten), np.int64)
            known = self._seen = ids, np.isin(pages, np.fromiter(ids, np.int64, len(ids)))
        return known[1]

    def named(self, words: Wortwahl) -> Menge:
        """Returns the set of projects in whose names all the words stand."""
        if not words.text:
            return np.ones(len(self.fakten), dtype=bool)
        return np.fromiter(map(words.admit_plain, self._names), dtype=bool)

    def having(self, filter_: Filter, werte: Collection[str]) -> Menge:
        """Returns the set of projects that have at least one of the values; all projects if no
        value is given."""
        if not werte:
            return np.ones(len(self.fakten), dtype=bool)
        return self._values[filter_.name].having(werte)

    def passing(self, filters: Filters, among: Menge) -> Menge:
        """Returns the projects among these that pass every filter."""
        for mask in self._masks(filters).values():
            among = among & mask
        return among

    def count(self, filters: Filters, among: Menge) -> dict[str, Counter[Hit]]:
        """Counts each value of each filter, as `wiki.fakten.facets` does: a filter's own choice
        does not count for its values."""
        masks = self._masks(filters)
        counts = {}
        for filter_ in MARKT_FILTERS:
            passing = among
            for name, mask in masks.items():
                passing = passing if name == filter_.name else passing & mask
            counts[filter_.name] = self._values[filter_.name].count(passing)
        return counts

    def ordered(self, among: Menge, sortierung: str) -> Reihe:
        """Returns those of `among`, sorted."""
        if sortierung not in self._orders:
            whole = order.sort_projekte(self.fakten, sortierung)
            places = np.array([self._place[projekt.pk] for projekt in whole], dtype=np.int32)
            self._orders[sortierung] = places
        places = self._orders[sortierung]
        return Reihe(self.fakten, places[among[places]])

    def letter_pages(self, among: Menge, je_seite: int) -> dict[str, int]:
        """Letter -> number of the page on which it begins, when `among` is shown from A to Z."""
        letters, places = np.unique(self._letters[among], return_index=True)
        return {str(letters[n]): int(places[n]) // je_seite + 1 for n in np.argsort(places)}

    def _masks(self, filters: Filters) -> dict[str, Menge]:
        return {name: self._values[name].having(werte) for name, werte in filters.items() if werte}

    @cached_property
    def _values(self) -> dict[str, _Values]:
        return {one.name: _Values(one, self.fakten) for one in (KOMMUNE, *MARKT_FILTERS)}

    @cached_property
    def _letters(self) -> np.ndarray:
        return np.array([order.letter_of(projekt) for projekt in self.fakten], dtype=np.str_)

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return [plain(order.names_of(projekt)) for projekt in self.fakten]


def current_bestand() -> Bestand:
    """Returns all projects, visible or not, as they are now; of more than LAGS_FROM, as they were a
    moment ago. One small query, if nothing has changed."""
    return _bestand.get()


def _is_large(bestand: Bestand) -> bool:
    """Whether it takes seconds to make these projects anew, so that readers get the former ones
    meanwhile."""
    return len(bestand.fakten) > LAGS_FROM


_bestand = TableCache(
    lambda: Bestand(load_all(each_once(Projektseite.objects.live()))), *TABLES, lags=_is_large
)
