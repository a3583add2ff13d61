"""Puts work into the queue: one waiting job a page, however often it rings."""

import logging
from collections.abc import Collection, Iterable

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from wiki.platform.priorities import INDEXING, INDEXING_MANY

logger = logging.getLogger(__name__)

TASK = "einbettung.tasks.index_page"
ATTEMPTS = 5

# Locked until the surrounding transaction ends: a worker passes over locked jobs, so one that is
# there already begins after what it is to see has been committed.
HOLD_WAITING = """
    SELECT queueing_lock, id FROM procrastinate_jobs
    WHERE status = 'todo' AND queueing_lock = ANY(%s) ORDER BY id FOR SHARE
"""


def enqueue_page(page_id: int, *, attempt: int = 1, in_seconds: int = 0) -> None:
    """Enqueues one page. One waiting job per page is enough: ten edits in a minute are one
    encoding."""
    _enqueue([page_id], INDEXING, attempt, in_seconds)


def enqueue_pages(page_ids: Iterable[int]) -> None:
    """Enqueues many pages with two queries, in the caller's transaction."""
    _enqueue(sorted(set(page_ids)), INDEXING_MANY, 1, 0)


def _enqueue(page_ids: Collection[int], priority: int, attempt: int, in_seconds: int) -> None:
    """Enqueues a job for each page. Of one page no two wait, and no two run at the same time."""
    jobs = [
        app.configure_task(
            TASK,
            queue="index",
            lock=lock,
            queueing_lock=lock,
            priority=priority,
            schedule_in={"seconds": in_seconds} if in_seconds else None,
        ).make_new_job(page_id=page_id, **({"attempt": attempt} if attempt > 1 else {}))
        for page_id in page_ids
        for lock in [f"seite-{page_id}"]
    ]
    defer_once(jobs)


def defer_once(jobs: Iterable[Job]) -> dict[str, int]:
    """Puts those jobs into the queue of which none with the same queueing lock waits. Returns the
    id of the one that waits now, by queueing lock."""
    missing = {str(job.queueing_lock): job for job in jobs}
    waiting: dict[str, int] = {}
    for _ in range(ATTEMPTS):
        waiting |= _hold_waiting(list(missing))
        missing = {lock: job for lock, job in missing.items() if lock not in waiting}
        if not missing:
            return waiting
        try:
            with transaction.atomic():  # a taken lock is an SQL error: keep it inside a savepoint
                new = _manager().batch_defer_jobs(list(missing.values()))
        except AlreadyEnqueued:
            continue  # by somebody else in this moment: hold that one
        return waiting | {str(job.queueing_lock): int(job.id or 0) for job in new}
    logger.warning("Nicht eingereiht, der Abgleich holt es nach: %s", sorted(missing))
    return waiting


def _manager() -> JobManager:
    """Returns a job manager on Django's own connection, so that a job is part of the surrounding
    transaction. Inside a worker the queue's app has a connection of its own: a job put in there
    could begin before the transaction has ended."""
    return JobManager(DjangoConnector(alias=DEFAULT_DB_ALIAS))


def _hold_waiting(locks: list[str]) -> dict[str, int]:
    """Returns queueing lock -> id of the job that waits, and keeps it from beginning until the
    transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_WAITING, [locks])
        return dict(cursor.fetchall())
