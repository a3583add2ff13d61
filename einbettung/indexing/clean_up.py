"""Clears away what nobody needs any more (old entries of the change log, old jobs), and tries
Wagtail's tasks that failed once more."""

from collections.abc import Mapping

from django.db import connection

CHANGES_KEPT = 10_000  # the newest entries of the change log stay whatever they say
JOBS_KEPT_DAYS = 30  # time enough to look into a failed one
RETRIED_DAYS = 7
RETRIES = 5

# A follower needs one entry for each page that changed after its bookmark: the newest. One whose
# own bookmark went has stood still for long and builds itself anew (suche.rank.words.follower).
SHORTEN_LOG = """
    DELETE FROM einbettung_aenderung AS old
    USING (SELECT page_id, max(nummer) AS newest FROM einbettung_aenderung GROUP BY page_id) AS kept
    WHERE old.page_id = kept.page_id AND old.nummer < kept.newest
        AND old.nummer <= (SELECT max(nummer) FROM einbettung_aenderung) - %s
"""
REMOVE_JOBS = """
    DELETE FROM procrastinate_jobs
    WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND id IN (
        SELECT job_id FROM procrastinate_events
        GROUP BY job_id HAVING max(at) < now() - make_interval(days => %s)
    )
"""
# The pages of our own failed jobs have just been compared and mended; recurring jobs come again. Of
# those with one queueing lock one may wait.
RETRY_JOBS = """
    SELECT procrastinate_retry_job_v2(max(id), now(), NULL, NULL, NULL)
    FROM procrastinate_jobs AS failed
    WHERE status = 'failed' AND task_name = 'django_tasks.run' AND attempts < %s AND id IN (
        SELECT job_id FROM procrastinate_events
        GROUP BY job_id HAVING max(at) > now() - make_interval(days => %s)
    ) AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS waiting
        WHERE waiting.status = 'todo' AND waiting.queueing_lock = failed.queueing_lock
    )
    GROUP BY coalesce(queueing_lock, id::text)
"""


def clean_up() -> Mapping[str, int]:
    """Clears away what nobody needs any more. Returns numbers by kind, without zeros:
    {"aenderungen": 12}."""
    done = {
        "aenderungen": _execute(SHORTEN_LOG, CHANGES_KEPT),
        "auftraege": _execute(REMOVE_JOBS, JOBS_KEPT_DAYS),
        "wiederholt": _execute(RETRY_JOBS, RETRIES, RETRIED_DAYS),
    }
    return {kind: number for kind, number in done.items() if number}


def _execute(statement: str, *parameters: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
