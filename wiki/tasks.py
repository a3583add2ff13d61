"""Recurring work of the CMS itself."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="wagtail", queueing_lock="publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Pages that are due go online or offline, as their editors scheduled it."""
    call_command("publish_scheduled", verbosity=0)


@app.periodic(cron="30 2 * * *")
@app.task(queue="wagtail", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have expired go, and with them who was logged in when."""
    call_command("clearsessions", verbosity=0)
