"""A saved tip rings here: the worker works out what its questions mean."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from .models import Redaktionstipp


def on_tip_saved(**_: Any) -> None:
    from .tasks import embed_new_tips  # the job queue is ready only when all apps are

    transaction.on_commit(lambda: embed_new_tips.defer())


def register_signal_handlers() -> None:
    post_save.connect(on_tip_saved, sender=Redaktionstipp, dispatch_uid="luecken.tipp")
