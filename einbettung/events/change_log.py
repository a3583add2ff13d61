"""The change log: which pages changed, in the order of the commits. Word indexes follow it."""

from collections.abc import Sequence

from django.db.models import Max

from einbettung.models import Aenderung
from wiki.platform.locks import Lock, wait_for


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
