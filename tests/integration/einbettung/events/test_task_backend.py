"""Wagtail's own jobs: one that loads a row by its key waits once, the others as often as asked."""

import pytest
from django.db import connection
from django_tasks.base import Task
from modelsearch.tasks import insert_or_update_object_task
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.tasks import delete_file_from_storage_task, update_reference_index_task

from tests.factories import KommuneFactory, publish_projekt
from wiki.models import Startseite

BY_KEY = [insert_or_update_object_task, update_reference_index_task]
ROW = ("wiki", "kommune")


@pytest.mark.parametrize("task", BY_KEY)
def test_job_that_loads_by_key_waits_once(db: None, task: Task) -> None:
    first, again, other = (task.enqueue(*ROW, pk) for pk in ("1", "1", "2"))
    assert again.id == first.id != other.id
    assert _waiting(task, "1") == _waiting(task, "2") == 1


@pytest.mark.parametrize("task", BY_KEY)
def test_job_that_has_begun_has_not_seen_what_comes_now(db: None, task: Task) -> None:
    task.enqueue(*ROW, "1")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    task.enqueue(*ROW, "1")
    assert _waiting(task, "1") == 1


def test_other_jobs_wait_as_often_as_they_are_asked_for(db: None) -> None:
    for _ in range(2):
        delete_file_from_storage_task.enqueue(["storage", [], {}], "x.pdf")
    jobs = ProcrastinateJob.objects.filter(args__path=delete_file_from_storage_task.module_path)
    assert jobs.count() == 2


def test_published_page_waits_once_for_each_index(start: Startseite) -> None:
    page = publish_projekt(kommunen=[KommuneFactory()])
    jobs = ProcrastinateJob.objects.filter(args__args=["wiki", "projektseite", str(page.pk)])
    assert sorted(job.args["path"] for job in jobs) == sorted(task.module_path for task in BY_KEY)


def _waiting(task: Task, pk: str) -> int:
    args = {"path": task.module_path, "args": [*ROW, pk], "kwargs": {}}
    return ProcrastinateJob.objects.filter(status="todo", args=args).count()
