"""The change log: which pages changed, in the order of the commits. Word indexes follow it."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Max

from einbettung.models import Aenderung

CHANGE_LOG_LOCK = 7_301_001  # advisory lock: change numbers are given out in commit order


def log_changes(page_ids: Sequence[int]) -> None:
    """Append to the change log. Must be the last write of its transaction: it takes the lock."""
    if not page_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGE_LOG_LOCK])
    Aenderung.objects.bulk_create([Aenderung(page_id=pk) for pk in page_ids])


def last_change() -> int:
    """The newest number of the change log (0 when it is empty)."""
    return Aenderung.objects.aggregate(newest=Max("nummer"))["newest"] or 0
