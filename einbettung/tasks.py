"""Jobs: load by id, call the function that does the work. Doing one twice changes nothing."""

from datetime import timedelta
from functools import partial

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from einbettung.events.enqueue import enqueue_page
from einbettung.indexing.generation import encoder_of
from einbettung.indexing.index import index_in_all_generations, index_pages

from .models import Generation

STALLED_AFTER_S = 120  # a worker reports every 10 s; after this long it is dead
# A page takes seconds. One that a living worker has had for so long is forgotten: the database was
# away just when the worker wanted to write down that it had finished.
FORGOTTEN_AFTER = timedelta(minutes=15)
SHORT_TASKS = ("einbettung.tasks.index_page", "django_tasks.run")
PAUSES_S = (3, 9, 27)  # before the second, third and last attempt


@app.task(queue="index")
def index_page(page_id: int, attempt: int = 1) -> None:
    """Bring one page's index rows to its present state, in every generation that needs it.

    A failed attempt puts a new job into the queue. The queue's own retries cannot: a page that was
    published again meanwhile has a job waiting, and only one may wait.
    """
    try:
        index_in_all_generations([page_id])
    except Exception:
        if attempt <= len(PAUSES_S):
            enqueue_page(page_id, attempt=attempt + 1, in_seconds=PAUSES_S[attempt - 1])
        raise


@app.task(queue="index", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def index_batch(modell: str, page_ids: list[int]) -> None:
    """Encodes a share of a generation under construction; does nothing if the generation has been
    removed."""
    generation = Generation.objects.filter(modell=modell).first()
    if generation:
        index_pages(page_ids, modell, partial(encoder_of, generation))


@app.periodic(cron="*/2 * * * *")
@app.task(queue="index", queueing_lock="rescue", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that was killed go back into the queue; else they would hold their page's
    lock for ever."""
    manager = context.app.job_manager
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S))
    for job in stalled + await sync_to_async(_forgotten_jobs)():
        try:
            await manager.retry_job(job)
        except ConnectorException:
            # Published again meanwhile: the job that waits behind the lock does the same work.
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


def _forgotten_jobs() -> list[Job]:
    begun = ProcrastinateJob.objects.filter(
        status="doing",
        task_name__in=SHORT_TASKS,
        procrastinateevent__type="started",
        worker__isnull=False,
    ).exclude(
        procrastinateevent__type="started",
        procrastinateevent__at__gt=timezone.now() - FORGOTTEN_AFTER,
    )
    return [job.procrastinate_job for job in begun.distinct()]
