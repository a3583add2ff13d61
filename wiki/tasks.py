"""Recurring work of the CMS itself."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

DONE_JOBS_KEPT_H = 720  # 30 days; failed ones stay until somebody has looked


@app.periodic(cron="* * * * *")
@app.task(queue="wagtail", queueing_lock="publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Pages that are due go online or offline, as their editors scheduled it."""
    call_command("publish_scheduled", verbosity=0)


@app.periodic(cron="20 2 * * *")
@app.task(queue="wagtail", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Logins that have expired are forgotten."""
    call_command("clearsessions", verbosity=0)


@app.periodic(cron="30 2 * * *")
@app.task(queue="wagtail", queueing_lock="remove_done_jobs", pass_context=True)
async def remove_done_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs that went well are not kept for ever."""
    await context.app.job_manager.delete_old_jobs(nb_hours=DONE_JOBS_KEPT_H)
