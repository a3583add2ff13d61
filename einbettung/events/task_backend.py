"""Wagtail's background tasks on our queue: one worker for everything, and failures are kept."""

import json
from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from procrastinate.contrib.django import app

from .enqueue import defer_once

# They load what they work on by its key: one that waits sees all that happens until it begins. A
# page that is published is saved three times.
ONCE = frozenset(
    {
        "modelsearch.tasks.insert_or_update_object_task",
        "wagtail.tasks.update_reference_index_task",
    }
)


@app.task(name="django_tasks.run", queue="wagtail")
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Calls the task that was enqueued under its import path. The tasks of ONCE keep Wagtail's
    indexes up to date; when the row that one is about was deleted while the task waited, there is
    nothing left to do."""
    gone = (ObjectDoesNotExist,) if path in ONCE else ()
    with suppress(*gone):
        import_string(path).call(*args, **kwargs)


class ProcrastinateBackend(BaseTaskBackend):
    """`TASKS` backend: enqueues in the surrounding transaction."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        job = _defer(task, list(args), kwargs)
        return TaskResult(
            task=task,
            id=str(job),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


def _defer(task: Task, args: list[Any], kwargs: dict[str, Any]) -> int:
    """Returns the number of the job that waits now."""
    job = {"path": task.module_path, "args": args, "kwargs": kwargs}
    options: dict[str, Any] = {"priority": task.priority, "schedule_at": task.run_after}
    if task.module_path in ONCE:
        lock = json.dumps(job, sort_keys=True)
        once = run.configure(queueing_lock=lock, **options).make_new_job(**job)
        if waiting := defer_once([once]).get(lock):
            return waiting
    return run.configure(**options).defer(**job)
