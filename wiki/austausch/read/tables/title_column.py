"""Finds the column in which a row says what its project is called. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from wiki.austausch.draft.headings import suggest_mapping

COUNTS = re.compile(r"(?:lfd|nr|nummer|id|pos|#)\b", re.I)


def title_column(headings: Sequence[str]) -> int:
    """Returns the column that will be read as the title; if none is known, the first that is not a
    number."""
    return _found(tuple(headings))


@lru_cache(maxsize=8)
def _found(headings: tuple[str, ...]) -> int:
    fields = suggest_mapping(headings).fields
    if "titel" in fields:
        return fields.index("titel")
    named = (n for n, heading in enumerate(headings) if heading and not COUNTS.match(heading))
    return next(named, 0)
