"""Recurring work on the indexes."""

import logging

from django.core.management import call_command
from procrastinate.contrib.django import app

from einbettung.exceptions import RepairRunning

logger = logging.getLogger(__name__)


@app.periodic(cron="0 3 * * 1-6")
@app.task(queue="index", lock="repair_index", queueing_lock="repair_index")
def reindex_daily(timestamp: int) -> None:
    """On the other days at 3 (UTC): what an event has missed is not wrong for a week."""
    _repair()


@app.periodic(cron="0 3 * * 0")
@app.task(queue="index", lock="repair_index", queueing_lock="repair_index")
def repair_index_weekly(timestamp: int) -> None:
    """Sundays at 3 (UTC): what has drifted is found and repaired, and editors get a report."""
    _repair()


def _repair() -> None:
    try:
        call_command("repair_index", verbosity=0)
    except RepairRunning as error:
        logger.warning("%s", error)  # somebody runs it by hand: that does the same work
