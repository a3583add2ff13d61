"""Wagtail's tasks on our queue."""

import pytest

from einbettung.events.task_backend import ONCE, run

GONE = ["wiki", "verwandtschaft", "999999"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(ONCE))
def test_a_row_that_was_deleted_while_its_job_waited_is_no_error(path: str) -> None:
    run.func(path, GONE, {})


def test_what_else_is_wrong_still_fails() -> None:
    with pytest.raises(LookupError):
        run.func("wagtail.tasks.update_reference_index_task", ["wiki", "gibtesnicht", "1"], {})
