"""The small links above the results that say what a question prefers."""

from collections.abc import Collection

from django.http import QueryDict

from suche.understand.recognition import ARTEN, Erkannt
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.selection import Chip, first_page
from wiki.texte import gettext as _

FILTER_NAMES = tuple(filter_.name for filter_ in SEARCH_FILTERS)


def preferred_chips(
    preferred: tuple[Erkannt, ...], query: QueryDict, found: Collection[str]
) -> list[Chip]:
    """One Chip for each preference that is not a filter already. `found`: codes of those that some
    hit has; only they are offered as a filter."""
    return [
        Chip(
            f"{_(ARTEN[erkannt.art])}: {_(erkannt.label)}",
            f"?{_without_preference(query, erkannt)}",
            f"?{_as_only_filter(query, erkannt)}" if _may_narrow(erkannt, found) else "",
        )
        for erkannt in preferred
        if erkannt.key not in query.getlist(erkannt.art)
    ]


def _may_narrow(erkannt: Erkannt, found: Collection[str]) -> bool:
    return erkannt.art in FILTER_NAMES and erkannt.code in found


def _without_preference(query: QueryDict, erkannt: Erkannt) -> str:
    kept = first_page(query)
    kept.appendlist("ohne", erkannt.code)
    return kept.urlencode()


def _as_only_filter(query: QueryDict, erkannt: Erkannt) -> str:
    kept = first_page(query)
    kept[erkannt.art] = erkannt.key
    return kept.urlencode()
