"""Who may open which document: whoever passes the restrictions of its collection.

What an Autor uploads lies in a collection that is closed to all but those who write (the inbox),
until the Redaktion approves it. Who is let in as Autor only sees the own files in it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction

from .pages import failed_by

INBOX_OF = "Autor"  # the group whose files wait for approval


def is_visible_document(document: Any, request: HttpRequest) -> bool:
    """Whether this visitor may open `document`; None is none."""
    if document is None:
        return False
    return visible_documents(type(document).objects.filter(pk=document.pk), request).exists()


def visible_documents(files: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    """Returns those of `files` (documents or images) whose collection is open to this visitor."""
    failed = CollectionViewRestriction.objects.filter(failed_by(request, CollectionViewRestriction))
    closed = Collection.objects.filter(view_restrictions__in=failed).values_list("path", flat=True)
    return files.exclude(_below(closed)).exclude(_of_other_autoren(request))


def _below(paths: Iterable[str]) -> Q:
    below = Q(pk__in=())  # nothing
    for path in paths:
        below |= Q(collection__path__startswith=path)
    return below


def _of_other_autoren(request: HttpRequest) -> Q:
    """Files that wait for approval and are not this visitor's, who is let in as Autor only."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_superuser:
        return Q(pk__in=())
    inbox = CollectionViewRestriction.objects.filter(groups__name=INBOX_OF)
    otherwise = inbox.filter(groups__in=user.groups.exclude(name=INBOX_OF))
    narrow = Collection.objects.filter(view_restrictions__in=inbox)
    paths = narrow.exclude(view_restrictions__in=otherwise).values_list("path", flat=True)
    return _below(paths) & (Q(uploaded_by_user=None) | ~Q(uploaded_by_user=user))
