"""Mails and publishing go before all else, whichever way a job is put into the line."""

import pytest
from procrastinate.contrib.django import app

from wiki.platform.priorities import ACCOUNTS, INDEXING, MAILS, PUBLISHING

MAIL_TASKS = sorted(
    name for name in app.tasks if ".mail_" in name and not name.endswith("mail_weekly")
)


def priority_of(name: str) -> int:
    """As it is deferred by those who may not import the task: by its name."""
    return app.configure_task(name, queue="wagtail").job.priority


def test_what_is_over_goes_offline_before_anything_else() -> None:
    assert priority_of("wiki.tasks.publish_scheduled") == PUBLISHING
    assert PUBLISHING > ACCOUNTS > MAILS > INDEXING > 0


@pytest.mark.parametrize("name", MAIL_TASKS)
def test_mails_go_before_the_index(name: str) -> None:
    assert priority_of(name) >= MAILS


@pytest.mark.parametrize("name", ["wiki.tasks.mail_passwort", "wiki.tasks.mail_kontoaenderung"])
def test_mails_about_an_account_go_before_others(name: str) -> None:
    assert priority_of(name) == ACCOUNTS


def test_housekeeping_waits() -> None:
    assert priority_of("django_tasks.run") == 0
