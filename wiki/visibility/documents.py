"""Who may open which document: whoever passes the restrictions of its collection."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction

from .pages import failed_by


def is_visible_document(document: Any, request: HttpRequest) -> bool:
    """Whether this visitor may open `document`; None is none."""
    if document is None:
        return False
    return visible_documents(type(document).objects.filter(pk=document.pk), request).exists()


def visible_documents(files: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    """Those of `files` (documents or images) whose collection is open to this visitor."""
    failed = CollectionViewRestriction.objects.filter(failed_by(request, CollectionViewRestriction))
    closed = Collection.objects.filter(view_restrictions__in=failed).values_list("path", flat=True)
    below = Q(pk__in=())  # nothing
    for path in closed:
        below |= Q(collection__path__startswith=path)
    return files.exclude(below)
