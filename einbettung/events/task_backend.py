"""Wagtail's background tasks on our queue: one worker for everything, and failures are kept."""

from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from procrastinate.contrib.django import app


@app.task(name="django_tasks.run", queue="wagtail")
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the task that was enqueued under its import path."""
    import_string(path).call(*args, **kwargs)


class ProcrastinateBackend(BaseTaskBackend):
    """`TASKS` backend: enqueues in the surrounding transaction."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        job = run.configure(priority=task.priority, schedule_at=task.run_after).defer(
            path=task.module_path, args=list(args), kwargs=kwargs
        )
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
