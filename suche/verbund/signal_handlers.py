"""A wiki that was named or changed is pulled at once."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from procrastinate.exceptions import AlreadyEnqueued

from .models import Nachbarwiki


def on_saved(instance: Nachbarwiki, **_: Any) -> None:
    if instance.aktiv:
        transaction.on_commit(partial(_enqueue))


def _enqueue() -> None:
    from .tasks import pull_all  # the job queue is ready only when all apps are

    with suppress(AlreadyEnqueued), transaction.atomic():
        pull_all.defer()


def register_signal_handlers() -> None:
    post_save.connect(on_saved, sender=Nachbarwiki, dispatch_uid="verbund.saved")
