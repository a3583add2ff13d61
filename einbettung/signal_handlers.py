"""Page events ring here; a job does the work. Handlers only enqueue ids, in the same transaction.

Never autosaved drafts: they send no publish signal, and the job reads the published page anyway.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from procrastinate.exceptions import AlreadyEnqueued
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from .extraction import INDEXED_TYPES
from .tasks import index_page

PRIORITY = 10  # readers wait for these; Wagtail's own housekeeping (0) can wait


def enqueue_page(page_id: int) -> None:
    """One waiting job per page is enough: ten edits in a minute are one encoding."""
    lock = f"seite-{page_id}"
    try:
        with transaction.atomic():  # a taken lock is an SQL error: keep it inside a savepoint
            index_page.configure(lock=lock, queueing_lock=lock, priority=PRIORITY).defer(
                page_id=page_id
            )
    except AlreadyEnqueued:
        pass


def on_page_event(instance: Page, **_: Any) -> None:
    if isinstance(instance.specific_deferred, INDEXED_TYPES):
        enqueue_page(instance.pk)


def register_signal_handlers() -> None:
    page_published.connect(on_page_event, dispatch_uid="einbettung.published")
    page_unpublished.connect(on_page_event, dispatch_uid="einbettung.unpublished")
    for model in INDEXED_TYPES:
        post_delete.connect(on_page_event, sender=model, dispatch_uid=f"einbettung.{model}")
