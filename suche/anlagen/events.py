"""What happens to documents rings here: they are read, and the pages that offer them follow."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from procrastinate.contrib.django import app
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.signals import page_published

from einbettung.events.enqueue import enqueue_page, enqueue_pages
from einbettung.text.extraction import INDEXED_TYPES, attached_files

from .reading import read_document
from .uses import pages_offering, unread_documents

TASK = "suche.tasks.read_attachments"


def enqueue_reading(document_ids: list[int], page_id: int | None = None) -> None:
    """Enqueues the reading of documents; then the index takes in the pages that offer them, and
    `page_id`, which Wagtail's references may not know yet."""
    if document_ids:
        job = app.configure_task(TASK, queue="index")
        transaction.on_commit(partial(job.defer, document_ids=document_ids, page_id=page_id))


def read_and_index(document_ids: list[int], page_id: int | None) -> None:
    """Reads the documents; pages that offer them are enqueued whether something was read or not,
    since a document may have been closed or opened."""
    read = [read_document(one) for one in Document.objects.filter(pk__in=document_ids)]
    enqueue_pages(pages_offering(document_ids))
    if page_id is not None and any(read):
        enqueue_page(page_id)


def read_missing() -> int:
    """Reads what was missed. Returns how many documents were read."""
    return sum(read_document(document) for document in unread_documents().order_by("pk"))


def on_page_published(instance: Page, **_: Any) -> None:
    page = instance.specific_deferred
    if isinstance(page, INDEXED_TYPES) and (files := attached_files(page)):
        enqueue_reading(list(files), instance.pk)


def on_document_saved(instance: Document, created: bool, **_: Any) -> None:
    """A new document is read when a page offers it."""
    if not created and pages_offering([instance.pk]):
        enqueue_reading([instance.pk])


def on_document_deleting(instance: Document, **_: Any) -> None:
    enqueue_pages(pages_offering([instance.pk]))


def on_restriction(instance: CollectionViewRestriction, **_: Any) -> None:
    on_collection(instance.collection)


def on_collection(instance: Collection, created: bool = False, **_: Any) -> None:
    """A collection was closed, opened or moved, with all below it."""
    if not created:
        below = Document.objects.filter(collection__path__startswith=instance.path)
        enqueue_pages(pages_offering(list(below.values_list("pk", flat=True))))


def register_signal_handlers() -> None:
    page_published.connect(on_page_published, dispatch_uid="suche.anlagen.published")
    post_save.connect(on_document_saved, sender=Document, dispatch_uid="suche.anlagen.saved")
    pre_delete.connect(on_document_deleting, sender=Document, dispatch_uid="suche.anlagen.gone")
    post_save.connect(on_collection, sender=Collection, dispatch_uid="suche.anlagen.collection")
    for signal in (post_save, post_delete):
        signal.connect(
            on_restriction, sender=CollectionViewRestriction, dispatch_uid="suche.anlagen.closed"
        )
