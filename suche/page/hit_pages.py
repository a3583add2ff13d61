"""The list of hits in pages: the weak ones fold behind the last good one, and unfold on pages of
their own."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from suche.answer.ergebnis import Treffer
from suche.rank.levels import WEAK


class Trefferseiten(Paginator[Treffer]):
    """`schwache` of the hits are weak and stand last. The first of them share the page with the
    last of the others."""

    def __init__(self, hits: Any, per_page: int, schwache: int) -> None:
        super().__init__(hits, per_page)
        self.strong = self.count - schwache

    @cached_property
    def bounds(self) -> Sequence[tuple[int, int]]:
        """(first, behind the last) of each page."""
        if not self.strong:
            return self._cut(0, self.count) or [(0, 0)]
        *full, (start, end) = self._cut(0, self.strong)
        folded = min(end + self.per_page, self.count)
        return [*full, (start, folded), *self._cut(folded, self.count)]

    @property
    def num_pages(self) -> int:
        return len(self.bounds)

    def page(self, number: int | str) -> "Page[Treffer]":
        number = self.validate_number(number)
        start, end = self.bounds[number - 1]
        return Page(self.object_list[start:end], number, self)

    def _cut(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(at, min(at + self.per_page, end)) for at in range(start, end, self.per_page)]


def fold(
    treffer: Sequence[Treffer], *, is_answered: bool = False
) -> tuple[list[Treffer], list[Treffer]]:
    """Splits the hits of a page into those that are seen and the weak ones that unfold. A page of
    weak ones only folds nothing, unless all that was asked for stands above (`is_answered`)."""
    seen = [one for one in treffer if one.stufe != WEAK]
    weak = [one for one in treffer if one.stufe == WEAK]
    return (seen, weak) if seen or is_answered else (weak, [])
