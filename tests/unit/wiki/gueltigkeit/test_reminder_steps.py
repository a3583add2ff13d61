"""Which reminder is due when."""

from datetime import date, timedelta

import pytest

from wiki.gueltigkeit.reminder_steps import STEPS, due_step, latest_reminded_date

LAST_DAY = date(2026, 6, 30)


def due(days: int, *sent: str) -> str | None:
    step = due_step(LAST_DAY, LAST_DAY + timedelta(days=days), sent)
    return step.name if step else None


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-31, None),
        (-30, "vorher"),
        (-1, "vorher"),
        (0, "am_tag"),
        (29, "am_tag"),
        (30, "nachher"),
        (59, "nachher"),
        (60, "redaktion"),
        (3000, "redaktion"),
    ],
)
def test_a_reminder_is_due_from_its_day_on(days: int, step: str | None) -> None:
    assert due(days) == step


def test_none_is_sent_twice() -> None:
    assert due(5, "vorher", "am_tag") is None


def test_missed_ones_are_not_made_up_for() -> None:
    """A page that came into the wiki long expired gets one reminder, not four."""
    assert due(40, "nachher") is None


def test_only_the_last_one_goes_to_the_redaktion() -> None:
    assert [step.name for step in STEPS if step.an_redaktion] == ["redaktion"]


def test_pages_that_are_valid_longer_are_of_no_concern() -> None:
    assert latest_reminded_date(date(2026, 1, 1)) == date(2026, 1, 31)
