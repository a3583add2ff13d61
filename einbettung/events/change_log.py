"""The change log: which pages changed, in the order of the commits. Who follows it remembers the
last entry taken in.

Each entry carries a random name beside its number. When the log does not know the remembered entry
(the database was put back to an older state, or the entry was cleared away while the follower stood
still), the follower has to begin anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from einbettung.models import Aenderung
from wiki.platform.locks import Lock, wait_for
from wiki.platform.one_look import once


def log_changes(page_ids: Sequence[int]) -> None:
    """Appends these pages to the change log. Call it as the last write of a transaction: it takes
    a lock that is held until the commit."""
    if not page_ids:
        return
    wait_for(Lock.CHANGE_LOG)
    Aenderung.objects.bulk_create([Aenderung(page_id=pk) for pk in page_ids])


def last_change() -> int:
    """The newest number of the change log (0 when it is empty)."""
    return Aenderung.objects.aggregate(newest=Max("nummer"))["newest"] or 0


@dataclass(frozen=True)
class Bookmark:
    """The last entry of the change log that was taken in; number 0 when the log was empty."""

    number: int
    name: str


@dataclass(frozen=True)
class Changes:
    """Pages that have changed, and the last entry of the log that tells of them."""

    page_ids: tuple[int, ...]
    until: Bookmark


def newest_entry() -> Bookmark:
    """Returns where the log ends now."""
    newest = Aenderung.objects.order_by("nummer").values_list("nummer", "kennung").last()
    return Bookmark(newest[0], newest[1].hex) if newest else Bookmark(0, "")


def changes_since(bookmark: Bookmark) -> Changes | None:
    """Returns the changes after the bookmark; None when the log does not know its entry. One query;
    within one look at the database one for all who have read as far."""
    return once((Changes, bookmark), lambda: _changes_since(bookmark))


def _changes_since(bookmark: Bookmark) -> Changes | None:
    rows = list(
        Aenderung.objects.filter(nummer__gte=bookmark.number)
        .order_by("nummer")
        .values_list("nummer", "kennung", "page_id")
    )
    if bookmark.number:
        if not rows or Bookmark(rows[0][0], rows[0][1].hex) != bookmark:
            return None
        rows = rows[1:]
    if not rows:
        return Changes((), bookmark)
    number, name, _ = rows[-1]
    return Changes(tuple(dict.fromkeys(row[2] for row in rows)), Bookmark(number, name.hex))
