"""Does the work of imports in the queue: one at a time, and in slices, so that pages which are
published meanwhile get indexed. Also harvests, each week, the lists that others publish."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from wiki.austausch.harvest.harvesting import configured_addresses, harvest
from wiki.austausch.importing.jobs import work_on
from wiki.austausch.importing.running import Paused
from wiki.austausch.importing.stale import close_run
from wiki.models.projektseite import heute

from .exceptions import ImportRunning
from .models import Importlauf

logger = logging.getLogger(__name__)

LOCK = "import"  # of the queue; the advisory lock keeps commands away, too


@app.task(
    queue="import",
    lock=LOCK,
    retry=RetryStrategy(max_attempts=200, wait=15, retry_exceptions={ImportRunning}),
)
def work_on_import(lauf_id: int) -> None:
    """Continues a run. Does nothing if it was discarded or has ended, so calling it twice does no
    harm."""
    lauf = Importlauf.objects.filter(pk=lauf_id).first()
    if lauf is None or not lauf.unterwegs:
        return
    try:
        work_on(lauf)
    except Paused:
        work_on_import.defer(lauf_id=lauf_id)
    except ImportRunning:
        raise
    except Exception:
        close_run(lauf)  # nobody would go on with it
        raise


@app.periodic(cron="30 4 * * 1")
@app.task(queue="import", lock=LOCK, queueing_lock="harvest")
def harvest_weekly(timestamp: int) -> None:
    """Mondays at 4:30 (UTC), if the operator names addresses: their lists become drafts."""
    for address in configured_addresses():
        report = harvest(address, heute())
        if "fehlschlag" in report:
            logger.warning("%s: %s", address.name, report["fehlschlag"])
