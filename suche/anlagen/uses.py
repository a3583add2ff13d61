"""Which pages offer which documents, as Wagtail's reference index knows it; and what is to be read.

The reference index follows a page a moment later; who has the page itself asks
`einbettung.text.extraction.attached_files`.
"""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import ReferenceIndex

from einbettung.models import Anlagentext
from einbettung.text.extraction import INDEXED_TYPES

TRY_AGAIN_AFTER = timedelta(days=7)  # a file that could not be read: the fault may have been ours


def pages_offering(document_ids: Collection[int]) -> frozenset[int]:
    """Returns the ids of the pages, of the kinds that are indexed."""
    found = _uses().filter(to_object_id__in=[str(pk) for pk in document_ids])
    return frozenset(int(pk) for pk in found.values_list("object_id", flat=True))


def unread_documents() -> "QuerySet[Document]":
    """Documents that a page offers and whose text is not there, or is that of an older file."""
    offered = _uses().annotate(pk_of=Cast("to_object_id", BigIntegerField())).values("pk_of")
    again = Q(anlagentext__gelesen_am__lt=timezone.now() - TRY_AGAIN_AFTER)
    return Document.objects.filter(pk__in=offered).exclude(
        Q(anlagentext__isnull=False)
        & Q(anlagentext__pruefsumme=F("file_hash"))
        & ~(again & ~Q(anlagentext__fehler=""))
    )


def unreadable_files(page_ids: Collection[int]) -> dict[int, str]:
    """Returns page id -> its files that could not be read, with the reason, in words."""
    failed = Anlagentext.objects.exclude(fehler="").select_related("dokument").in_bulk()
    if not failed:
        return {}
    uses = _uses().filter(
        object_id__in=[str(pk) for pk in page_ids], to_object_id__in=[str(pk) for pk in failed]
    )
    pairs = uses.values_list("object_id", "to_object_id").distinct().order_by("to_object_id")
    found: dict[int, list[str]] = {}
    for page_id, document_id in pairs:
        text = failed[int(document_id)]
        found.setdefault(int(page_id), []).append(f"{text.dokument.filename}: {text.fehler}")
    return {page_id: ", ".join(said) for page_id, said in found.items()}


def _uses() -> "QuerySet[ReferenceIndex]":
    kinds = ContentType.objects.get_for_models(Document, *INDEXED_TYPES)
    return ReferenceIndex.objects.filter(
        to_content_type=kinds[Document],
        content_type__in=[kinds[model] for model in INDEXED_TYPES],
    )
