"""Page events ring here; a job does the work. Handlers only enqueue ids, in the same transaction.

Never autosaved drafts: they send no publish signal, and the job reads the published page anyway.
Moves, slugs and privacy need no event: nothing of them stands in the index, who may read a page
and where it lies is asked for at query time.
"""

from functools import singledispatch
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from taggit.models import Tag
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.signals import page_published, page_unpublished

from einbettung.indexing.index import lock_pages
from einbettung.text.extraction import INDEXED_TYPES
from wiki.models import Kommune, Projektseite, Thema, Veranstaltung

from .enqueue import enqueue_page, enqueue_pages

NAMES: tuple[type[Model], ...] = (Kommune, Thema, Tag)  # stand in the indexed text of pages


@singledispatch
def pages_naming(named: Model) -> "PageQuerySet[Page]":
    """Pages whose indexed text holds the name of this Kommune, Thema or product."""
    raise TypeError(f"{type(named).__name__} steht in keinem indexierten Text")


@pages_naming.register
def _(named: Kommune) -> "PageQuerySet[Page]":
    return Page.objects.filter(
        Q(pk__in=Projektseite.objects.filter(kommunen=named).values("pk"))
        | Q(pk__in=Projektseite.objects.filter(nachnutzungen__kommune=named).values("pk"))
        | Q(pk__in=Veranstaltung.objects.filter(kommune=named).values("pk"))
    )


@pages_naming.register
def _(named: Thema) -> "PageQuerySet[Page]":
    return Page.objects.filter(pk__in=Projektseite.objects.filter(themen=named).values("pk"))


@pages_naming.register
def _(named: Tag) -> "PageQuerySet[Page]":
    tagged = Projektseite.objects.filter(produkt_tags__tag=named)
    return Page.objects.filter(pk__in=tagged.values("pk"))


def on_page_event(instance: Page, **_: Any) -> None:
    if isinstance(instance.specific_deferred, INDEXED_TYPES):
        enqueue_page(instance.pk)


def on_page_saved(instance: Page, created: bool, **_: Any) -> None:
    """Enqueues a new alias: it is live at once and sends no publish signal. Later changes of an
    alias follow those of its source."""
    if created and instance.alias_of_id:
        enqueue_page(instance.pk)


def on_page_deleting(instance: Page, **_: Any) -> None:
    """Waits for a run that is storing this page's rows: they would point at a page that is gone."""
    lock_pages([instance.pk])


def on_name_saved(instance: Model, created: bool, **_: Any) -> None:
    if not created:
        enqueue_pages(pages_naming(instance).values_list("pk", flat=True))


def on_name_deleting(instance: Model, **_: Any) -> None:
    """Enqueues the pages that hold the name before it is deleted: afterwards nobody knows them.
    The jobs begin after the commit."""
    enqueue_pages(pages_naming(instance).values_list("pk", flat=True))


def register_signal_handlers() -> None:
    page_published.connect(on_page_event, dispatch_uid="einbettung.published")
    page_unpublished.connect(on_page_event, dispatch_uid="einbettung.unpublished")
    # Of the base class: Django then sends it in the order of the keys, as `lock_pages` takes them.
    pre_delete.connect(on_page_deleting, sender=Page, dispatch_uid="einbettung.deleting")
    for model in INDEXED_TYPES:
        post_delete.connect(on_page_event, sender=model, dispatch_uid=f"einbettung.{model}.deleted")
        post_save.connect(on_page_saved, sender=model, dispatch_uid=f"einbettung.{model}.saved")
    for named in NAMES:
        post_save.connect(on_name_saved, sender=named, dispatch_uid=f"einbettung.{named}.saved")
        pre_delete.connect(on_name_deleting, sender=named, dispatch_uid=f"einbettung.{named}.gone")
