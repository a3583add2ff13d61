"""Recurring work on the indexes."""

import logging

from django.core.management import call_command
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einbettung.exceptions import RepairRunning
from suche.anlagen.events import read_and_index

logger = logging.getLogger(__name__)


@app.task(queue="index", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def read_attachments(document_ids: list[int], page_id: int | None = None) -> None:
    """Read documents that pages offer, and let the index take in these pages."""
    read_and_index(document_ids, page_id)


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
