"""Where a list goes on: a cursor that callers hand back and need not understand."""

import base64
import binascii
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ninja.errors import HttpError

Item = TypeVar("Item")
PER_PAGE, PER_PAGE_MAX = 20, 100
FROM, BEHIND = "ab", "nach"  # what the number of a cursor is: a place, or the id before it
AT_MOST = {FROM: 100_000, BEHIND: 2**31 - 1}  # no list goes on behind this


@dataclass(frozen=True)
class Cut(Generic[Item]):
    """A part of a list: its `items`, the place of the first in the whole, and the cursor of the
    next part (None at the end)."""

    items: Sequence[Item]
    first: int
    weiter: str | None


def cut(whole: Sequence[Item], cursor: str, number: int) -> Cut[Item]:
    """The part of `number` items that begins at the cursor; empty is the beginning."""
    first = _read(cursor, FROM)
    end = first + number
    items = whole[first:end]
    return Cut(items, first, written(FROM, end) if items and end < len(whole) else None)


def cut_behind(ids: Sequence[int], cursor: str, number: int) -> Cut[int]:
    """Returns the `number` ids that come after the cursor. `ids` must rise: then a caller who reads
    part by part misses none, even when one that was read already disappears meanwhile."""
    first = bisect_right(ids, _read(cursor, BEHIND))
    end = first + number
    items = ids[first:end]
    return Cut(items, first, written(BEHIND, items[-1]) if items and end < len(ids) else None)


def written(kind: str, number: int) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{number}".encode()).decode().rstrip("=")


def _read(cursor: str, kind: str) -> int:
    """The number in the cursor; 400 when nobody here has written it for this list."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise HttpError(400, "cursor") from None
    head, _, number = text.partition(":")
    is_number = number.isascii() and number.isdigit() and len(number) <= len(str(AT_MOST[kind]))
    if head != kind or not is_number or int(number) > AT_MOST[kind]:
        raise HttpError(400, "cursor")
    return int(number)
