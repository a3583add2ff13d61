"""Decides when somebody is reminded that a page runs out. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class ReminderStep:
    """A reminder `tage` days after the last valid day. With `an_redaktion` it goes to the
    Redaktion, because the mailbox has not answered."""

    name: str
    tage: int
    an_redaktion: bool = False


STEPS = (
    ReminderStep("vorher", -30),
    ReminderStep("am_tag", 0),
    ReminderStep("nachher", 30),
    ReminderStep("redaktion", 60, an_redaktion=True),
)
EARLIEST = min(step.tage for step in STEPS)


def due_step(gueltig_bis: date, today: date, sent: Collection[str]) -> ReminderStep | None:
    """Returns the reminder that is due now: the latest whose day has come, if it was not sent.
    Earlier ones that were missed (a long holiday, pages that came old) are not made up for."""
    passed = (today - gueltig_bis).days
    come = [step for step in STEPS if step.tage <= passed]
    return come[-1] if come and come[-1].name not in sent else None


def latest_reminded_date(today: date) -> date:
    """Returns the last day that matters now: pages that are valid beyond it need no reminder
    yet."""
    return today - timedelta(days=EARLIEST)
