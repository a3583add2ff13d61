"""What grows is cleared away, and nobody who needs it loses it."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from einbettung.events.change_log import log_changes
from einbettung.indexing import clean_up as module
from einbettung.indexing.clean_up import clean_up
from einbettung.models import Aenderung
from suche import views
from suche.rank.words.lexical import LexicalIndex
from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four, question


@pytest.fixture
def short_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHANGES_KEPT", 0)


def test_only_the_newest_change_of_each_page_stays(db: None, short_log: None) -> None:
    for page_ids in ([1, 2], [1], [1], [3]):
        log_changes(page_ids)
    assert clean_up() == {"aenderungen": 2}
    assert list(Aenderung.objects.values_list("page_id", flat=True)) == [2, 1, 3]


def test_index_that_stood_still_finds_everything_after_the_log_was_shortened(
    index: IndexPages, wortindex: LexicalIndex, short_log: None
) -> None:
    pages = publish_four()
    index()
    wortindex.catch_up()
    page = pages["Freibad"]  # the last one: the index's bookmark is its entry
    page.title = "Freibad-Laterne"
    page.save_revision().publish()
    index()
    clean_up()
    hits = wortindex.search(question("Laterne").units, [page.pk], 10)
    assert [hit.page_id for hit in hits] == [page.pk]


def test_jobs_go_when_they_ended_long_ago(db: None) -> None:
    old, young, waiting = (_job(status) for status in ("succeeded", "failed", "todo"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '31 days' "
            "WHERE job_id = ANY(%s)",
            [[old, waiting]],
        )
    clean_up()
    left = ProcrastinateJob.objects.filter(pk__in=[old, young, waiting])
    assert set(left.values_list("pk", flat=True)) == {young, waiting}


def test_failed_tasks_of_wagtail_are_tried_again(db: None) -> None:
    job = _job("failed")
    assert clean_up()["wiederholt"] >= 1
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


def test_of_failed_tasks_that_do_the_same_one_is_tried_again(db: None) -> None:
    failed = [_job("failed", lock="same") for _ in range(2)]
    clean_up()
    again = ProcrastinateJob.objects.filter(pk__in=failed, status="todo")
    assert [job.pk for job in again] == failed[1:]


def test_failed_task_is_left_where_one_that_does_the_same_waits(db: None) -> None:
    failed, _ = _job("failed", lock="same"), _job("todo", lock="same")
    clean_up()
    assert ProcrastinateJob.objects.get(pk=failed).status == "failed"


def test_visitors_are_told_when_the_database_is_away(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(views, "reply_to", _lose_database)
    answer = client.get("/suche/", {"q": "Kita"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Datenbank ist gerade nicht erreichbar" in answer.content.decode()


def _job(status: str, lock: str | None = None) -> int:
    task = app.tasks["django_tasks.run"].configure(queueing_lock=lock)
    job = task.defer(path="x", args=[], kwargs={})
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s",
            [status, job],
        )
    return job


def _lose_database(*_: object, **__: object) -> None:
    raise OperationalError("weg")
