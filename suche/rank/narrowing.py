"""All hits of a question -> those that pass the filters. Ranks nothing: both rankings come in.

How well a page fits is decided by the question alone: levels found among the filtered pages would
differ from those the reader has just seen. So filters choose among the hits of the question.
`Ranking.passing_pages`, those that pass ranked among themselves, is used in two cases: there may be
hits that the second stage did not reach (those found further down are added), or no hit passes (the
pages that come nearest are then called weak).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .calibration import stored_calibration
from .levels import GOOD, WEAK, levels
from .parameters import DEPTH, EXHAUSTED_SHARE, SECOND_STAGE
from .schema import Ranked, Ranking


@dataclass(frozen=True)
class Narrowed:
    """Pages that pass the filters, hits or not, best first; `stufen`: page id -> level of the
    hits."""

    pages: Sequence[Ranked]
    stufen: Mapping[int, str]


def narrow(
    ranking: Ranking, stufen: Mapping[int, str], passing: Collection[int] | None, words: int
) -> Narrowed:
    """Returns the pages that pass the filters. `stufen`: levels of all `ranking.pages`. `passing`:
    ids of the pages that pass; None without filters. `words`: how many words the question has."""
    if passing is None or ranking.passing_pages is None:
        return Narrowed(ranking.pages, stufen)
    pages = [page for page in ranking.pages if page.page_id in passing]
    kept = {pk: stufe for pk, stufe in stufen.items() if pk in passing}
    if stufen and not kept:
        nearest = rate(ranking.passing_pages, ranking, words)
        return Narrowed(ranking.passing_pages, dict.fromkeys(nearest, WEAK))
    if exhausted(ranking, stufen):
        return Narrowed(pages, kept)
    below = _below(ranking, ranking.passing_pages)
    return _joined(pages, kept, below, _levels_below(ranking, below, kept, words))


def with_all(found: Narrowed, page_ids: Collection[int]) -> Narrowed:
    """Returns the hits when these pages are the answer, whatever the ranking says of them: those
    that it has not found stand behind those that it has, and all other pages are weak at best."""
    others = {pk: WEAK for pk in found.stufen if pk not in page_ids}
    known = {page.page_id for page in found.pages}
    missing = [Ranked(pk, 0.0, None, None) for pk in sorted(page_ids) if pk not in known]
    pages = sorted([*found.pages, *missing], key=lambda page: page.page_id not in page_ids)
    return Narrowed(pages, {**dict.fromkeys(page_ids, GOOD), **others})


def _joined(
    pages: Sequence[Ranked],
    kept: Mapping[int, str],
    below: Sequence[Ranked],
    found: Mapping[int, str],
) -> Narrowed:
    """Returns the hits that pass (`pages` with the levels `kept`) and those of the pages `below`
    that were `found` to be hits as well; what was compared in detail stands first."""
    further = [page for page in below if page.page_id in found]
    shown = [page for page in pages if page.page_id not in found] + further
    shown.sort(key=lambda page: (not page.is_compared, -page.score))
    return Narrowed(shown, {**kept, **found})


def rate(pages: Sequence[Ranked], ranking: Ranking, words: int) -> dict[int, str]:
    """Returns page id -> level of the `pages` that are hits. `ranking` tells which generation's
    calibration counts and whether the model could be asked."""
    calibration = stored_calibration(ranking.signature)
    return levels(pages, words, calibration, ranking.vector is None)


def exhausted(ranking: Ranking, stufen: Mapping[int, str]) -> bool:
    """Returns whether all hits are known: either most pages of the second stage were no hits, or
    everything that the legs found fitted into it."""
    compared = [page.page_id for page in ranking.pages if page.is_compared]
    if not compared:
        return len(ranking.pages) < DEPTH
    if len(compared) < SECOND_STAGE:
        return True
    return sum(pk in stufen for pk in compared) <= EXHAUSTED_SHARE * len(compared)


def _below(ranking: Ranking, passing_pages: Sequence[Ranked]) -> list[Ranked]:
    """Returns the passing pages that were not compared in the ranking of all pages."""
    compared = {page.page_id for page in ranking.pages if page.is_compared}
    return [page for page in passing_pages if page.page_id not in compared]


def _levels_below(
    ranking: Ranking, below: Sequence[Ranked], kept: Collection[int], words: int
) -> dict[int, str]:
    """Returns page id -> level of the pages `below`, measured beside the pages of the ranking of
    all pages. A page that has its level already (`kept`) is left out."""
    new = {page.page_id for page in below}
    beside = [page for page in ranking.pages if page.page_id not in new]
    stufen = rate([*beside, *below], ranking, words)
    return {pk: stufe for pk, stufe in stufen.items() if pk in new and pk not in kept}
