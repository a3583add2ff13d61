"""Page events ring here; a job does the work. Handlers only enqueue ids, in the same transaction.

Never autosaved drafts: they send no publish signal, and the job reads the published page anyway.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from procrastinate.exceptions import AlreadyEnqueued
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from wiki.models import Kommune, Projektseite, Thema, Veranstaltung

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


def on_page_saved(instance: Page, created: bool, **_: Any) -> None:
    """A new alias is live at once and sends no publish signal; later ones follow its source's."""
    if created and instance.alias_of_id:
        enqueue_page(instance.pk)


def on_kommune_saved(instance: Kommune, created: bool, **_: Any) -> None:
    """Its name stands in the indexed text of its pages."""
    if not created:
        pages = Page.objects.filter(
            Q(pk__in=Projektseite.objects.filter(kommunen=instance).values("pk"))
            | Q(pk__in=Projektseite.objects.filter(nachnutzungen__kommune=instance).values("pk"))
            | Q(pk__in=Veranstaltung.objects.filter(kommune=instance).values("pk"))
        )
        for page_id in pages.values_list("pk", flat=True):
            enqueue_page(page_id)


def on_thema_saved(instance: Thema, created: bool, **_: Any) -> None:
    """Its name stands in the indexed fact box of its projects."""
    if not created:
        for page_id in Projektseite.objects.filter(themen=instance).values_list("pk", flat=True):
            enqueue_page(page_id)


def register_signal_handlers() -> None:
    page_published.connect(on_page_event, dispatch_uid="einbettung.published")
    page_unpublished.connect(on_page_event, dispatch_uid="einbettung.unpublished")
    for model in INDEXED_TYPES:
        post_delete.connect(on_page_event, sender=model, dispatch_uid=f"einbettung.{model}.deleted")
        post_save.connect(on_page_saved, sender=model, dispatch_uid=f"einbettung.{model}.saved")
    post_save.connect(on_kommune_saved, sender=Kommune, dispatch_uid="einbettung.kommune")
    post_save.connect(on_thema_saved, sender=Thema, dispatch_uid="einbettung.thema")
