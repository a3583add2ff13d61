"""All hits of a question -> those that pass the filters.

How well a page fits is decided by the question alone: levels found among the filtered pages would
differ from those the reader has just seen. So filters choose among the hits of the question. The
legs are asked again, about the pages that pass, when there may be hits that the second stage did
not reach (what they find below the first ones is added), and when no hit passes (what they find
then is called weak).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from einbettung.indexing.index import indexable_pages
from suche.understand.question import Question
from wiki.fakten.conditions import restrict
from wiki.fakten.filters import SEARCH_FILTERS, Filters

from .calibration import stored_calibration
from .levels import WEAK, levels
from .ranking import DEPTH, SECOND_STAGE, Ranking, rank
from .schema import Ranked

RUN_DRY = 0.6  # if no more than this share of the compared pages are hits, there are no others


@dataclass(frozen=True)
class Narrowed:
    """Pages that pass, hits or not, best first; `stufen`: page id -> level of the hits."""

    pages: Sequence[Ranked]
    stufen: Mapping[int, str]


def narrow(
    question: Question,
    ranking: Ranking,
    stufen: Mapping[int, str],
    allowed: Collection[int],
    filters: Filters,
    legs: Collection[str],
) -> Narrowed:
    """`ranking` and `stufen`: of all `allowed` pages."""
    if not filters:
        return Narrowed(ranking.pages, stufen)
    deeper = not exhausted(ranking, stufen)
    passing = _passing(filters, allowed if deeper else [p.page_id for p in ranking.pages])
    pages = [page for page in ranking.pages if page.page_id in passing]
    kept = {pk: stufe for pk, stufe in stufen.items() if pk in passing}
    if stufen and not kept:
        return _nearest(question, filters, allowed, legs)
    if not deeper:
        return Narrowed(pages, kept)
    below = _below(question, ranking, passing & frozenset(allowed), legs)
    found = _levels_below(question, ranking, below, kept)
    others = [page for page in below if page.page_id in found]
    shown = [page for page in pages if page.page_id not in found] + others
    shown.sort(key=lambda page: (page.late is None, -page.score))
    return Narrowed(shown, kept | found)


def rate(question: Question, pages: Sequence[Ranked], ranking: Ranking) -> dict[int, str]:
    """Page id -> level, of those that are hits; `ranking` says whether the model could be asked."""
    calibration = stored_calibration(ranking.signature)
    return levels(pages, len(question.units), calibration, ranking.vector is None)


def exhausted(ranking: Ranking, stufen: Mapping[int, str]) -> bool:
    """Whether all hits are known: the second stage met mostly pages that are none, or everything
    that the legs found fitted into it."""
    compared = [page.page_id for page in ranking.pages if page.late is not None]
    if not compared:
        return len(ranking.pages) < DEPTH
    if len(compared) < SECOND_STAGE:
        return True
    return sum(pk in stufen for pk in compared) <= RUN_DRY * len(compared)


def _passing(filters: Filters, ids: Collection[int]) -> frozenset[int]:
    pages = restrict(indexable_pages().filter(pk__in=ids), filters, SEARCH_FILTERS)
    return frozenset(pages.order_by().values_list("pk", flat=True))


def _nearest(
    question: Question, filters: Filters, allowed: Collection[int], legs: Collection[str]
) -> Narrowed:
    """What comes nearest among the pages that pass, though it is no hit of the question."""
    inside = rank(question, _passing(filters, allowed), legs=legs)
    return Narrowed(inside.pages, dict.fromkeys(rate(question, inside.pages, inside), WEAK))


def _below(
    question: Question, ranking: Ranking, passing: frozenset[int], legs: Collection[str]
) -> list[Ranked]:
    """What the legs find among the pages that pass, but for those that were compared before."""
    judged = {page.page_id for page in ranking.pages if page.late is not None}
    return [p for p in rank(question, passing, legs=legs).pages if p.page_id not in judged]


def _levels_below(
    question: Question, ranking: Ranking, below: Sequence[Ranked], kept: Collection[int]
) -> dict[int, str]:
    """Levels of the pages below, measured beside those of the first ranking; none is judged
    twice."""
    new = {page.page_id for page in below}
    beside = [page for page in ranking.pages if page.page_id not in new]
    stufen = rate(question, [*beside, *below], ranking)
    return {pk: stufe for pk, stufe in stufen.items() if pk in new and pk not in kept}
