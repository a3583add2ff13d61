"""A whole generation as jobs: workers on any number of machines share the encoding."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued

from einbettung.exceptions import NoWorker
from einbettung.models import Fassung, Generation
from einbettung.tasks import index_batch

from .audit import windows
from .index import PAGES_AT_ONCE, indexable_pages

POLL_S = 1.0
SILENT_FOR = timedelta(seconds=60)  # a worker reports every 10 s
SHARING_PRIORITY = -10  # behind page events, which readers wait for


def share_encoding(generation: Generation, progress: Callable[[int], object]) -> None:
    """Enqueue all pages that the generation lacks, and wait until the workers are through.

    What they could not encode is left to the caller. Raises NoWorker when none is there; the jobs
    stay in the queue, and calling this again goes on.
    """
    enqueue_missing(generation)
    reported = 0
    while True:
        waiting = open_jobs(generation)
        done = Fassung.objects.filter(modell=generation.modell).count()
        progress(done - reported)
        reported = done
        if not waiting:
            return
        _require_worker()
        time.sleep(POLL_S)


def enqueue_missing(generation: Generation) -> int:
    """Enqueues a job for each batch of pages that have no rows in this generation. Returns how many
    jobs are new."""
    there = Fassung.objects.filter(modell=generation.modell).values("dokument")
    new = 0
    for page_ids in windows(indexable_pages().exclude(pk__in=there), PAGES_AT_ONCE):
        lock = f"generation-{generation.pk}-{page_ids[0]}"
        job = index_batch.configure(queueing_lock=lock, priority=SHARING_PRIORITY)
        try:
            with transaction.atomic():  # a taken lock is an SQL error: keep it inside a savepoint
                job.defer(modell=generation.modell, page_ids=page_ids)
            new += 1
        except AlreadyEnqueued:
            pass  # of a run that was broken off
    return new


def open_jobs(generation: Generation) -> int:
    """How many batches wait or are being worked on."""
    jobs = ProcrastinateJob.objects.filter(
        task_name=index_batch.name, args__modell=generation.modell, status__in=["todo", "doing"]
    )
    return jobs.count()


def _require_worker() -> None:
    if not ProcrastinateWorker.objects.filter(
        last_heartbeat__gt=timezone.now() - SILENT_FOR
    ).exists():
        raise NoWorker()
