"""Jobs: load by id, call the function that does the work. Doing one twice changes nothing."""

from functools import partial

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from .generation import encoder_of
from .index import index_in_all_generations, index_pages
from .models import Generation

STALLED_AFTER_S = 120  # a worker reports every 10 s; after this long it is dead


@app.task(queue="index", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def index_page(page_id: int) -> None:
    """Bring one page's index rows to its present state, in every generation that needs it."""
    index_in_all_generations([page_id])


@app.task(queue="index", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def index_batch(modell: str, page_ids: list[int]) -> None:
    """A share of a generation under construction; nothing to do when it has been removed."""
    generation = Generation.objects.filter(modell=modell).first()
    if generation:
        index_pages(page_ids, modell, partial(encoder_of, generation))


@app.periodic(cron="*/2 * * * *")
@app.task(queue="index", queueing_lock="rescue", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that was killed go back into the queue; else they would hold their page's
    lock for ever."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
        try:
            await manager.retry_job(job)
        except ConnectorException:
            # Published again meanwhile: the job that waits behind the lock does the same work.
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
