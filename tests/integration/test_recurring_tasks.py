"""The recurring work of the CMS, done by a real worker."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from einbettung.signal_handlers import enqueue_page
from wiki import tasks


def work() -> None:
    """All jobs that wait, in this process."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["wagtail"], wait=False, install_signal_handlers=False, listen_notify=False
        )


@pytest.mark.django_db(transaction=True)
def test_expired_logins_are_forgotten() -> None:
    for key, days in (("alt", -1), ("neu", 1)):
        expires = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    tasks.clear_sessions.defer(timestamp=0)
    work()
    assert list(Session.objects.values_list("pk", flat=True)) == ["neu"]


@pytest.mark.django_db(transaction=True)
def test_only_old_jobs_that_went_well_are_removed() -> None:
    for page_id, status in enumerate(("succeeded", "failed", "todo")):
        enqueue_page(page_id)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE lock = %s",
                [status, f"seite-{page_id}"],
            )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days'")
    tasks.remove_done_jobs.defer(timestamp=0)
    work()
    left = ProcrastinateJob.objects.filter(lock__startswith="seite-")
    assert set(left.values_list("status", flat=True)) == {"failed", "todo"}
