"""Recurring work of the CMS itself."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="wagtail", queueing_lock="publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Pages that are due go online or offline, as their editors scheduled it."""
    call_command("publish_scheduled", verbosity=0)
