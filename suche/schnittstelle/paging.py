"""Where a list goes on: a cursor that callers hand back and need not understand."""

import base64
import binascii
from collections.abc import Sequence
from typing import Generic, TypeVar

from ninja.errors import HttpError

Item = TypeVar("Item")
PER_PAGE, PER_PAGE_MAX = 20, 100
AT_MOST = 100_000  # no list goes on behind this


class Cut(Generic[Item]):
    """A part of a list: its `items`, and the cursor of the next part (None at the end)."""

    def __init__(self, items: Sequence[Item], first: int, whole: int) -> None:
        self.items, self.first = items, first
        end = first + len(items)
        self.weiter = written(end) if items and end < whole else None


def cut(whole: Sequence[Item], cursor: str, number: int) -> Cut[Item]:
    """The part of `number` items that begins at the cursor; empty is the beginning."""
    first = place(cursor)
    return Cut(whole[first : first + number], first, len(whole))


def written(first: int) -> str:
    return base64.urlsafe_b64encode(f"ab:{first}".encode()).decode().rstrip("=")


def place(cursor: str) -> int:
    """The number of items before the cursor; 400 when nobody here has written it."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise HttpError(400, "cursor") from None
    head, _, number = text.partition(":")
    if head != "ab" or not number.isascii() or not number.isdigit() or int(number[:9]) > AT_MOST:
        raise HttpError(400, "cursor")
    return int(number[:9])
