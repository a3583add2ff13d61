"""Pulls the other wikis: each when it is named or changed, and all four times a day."""

from procrastinate.contrib.django import app

from .exceptions import PullRunning
from .models import Nachbarwiki
from .pulling import pull

QUEUE = "import"  # long work, beside the pages


@app.task(queue=QUEUE, lock="verbund", queueing_lock="verbund")
def pull_all() -> None:
    """One that fails keeps no other from being pulled: `pull` only reports it."""
    for wiki in Nachbarwiki.objects.filter(aktiv=True):
        try:
            pull(wiki)
        except PullRunning:
            return  # a command does it just now


@app.periodic(cron="10 1,7,13,19 * * *")
@app.task(queue=QUEUE, lock="verbund", queueing_lock="verbund-takt")
def pull_often(timestamp: int) -> None:
    """What another wiki has withdrawn must be gone within a day (`models.SHOWN_FOR`), also when it
    did not answer once or twice."""
    pull_all()
