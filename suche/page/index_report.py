"""The report 'Index' in the CMS: what the index knows of each page, and a button to index it anew.

Wagtail's reports have no rule of their own about who sees which page; `pages_with_index_state` is
it.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateEvent
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.query import PageQuerySet

from einbettung.events.enqueue import enqueue_page
from einbettung.indexing.attachments import document_of
from einbettung.indexing.fingerprints import fingerprint_of
from einbettung.indexing.index import indexable_pages
from einbettung.model.active_model import model_signature
from einbettung.models import Chunk, Fassung
from suche.anlagen.uses import unreadable_files
from wiki.exceptions import WikiError
from wiki.redaktion.rollen.rechte import page_policy

EDITOR_RIGHTS = ("change", "publish")
AKTUELL, FEHLT, VERALTET, VERWAIST = "aktuell", "fehlt", "veraltet", "verwaist"


def pages_with_index_state(user: Any) -> "PageQuerySet[Page]":
    """Pages that belong into the index or are in it, of those that this user may edit.

    Annotated with what the index holds; `dringend` is 0 where it most likely needs care.
    """
    pages = page_policy().instances_user_has_any_permission_for(user, EDITOR_RIGHTS)
    return (
        _with_index(pages)
        .filter(Q(gehoert_hinein=True) | Q(indexiert_am__isnull=False))
        .annotate(
            dringend=Case(
                When(indexiert_am__isnull=True, then=0),
                When(gehoert_hinein=False, then=0),
                When(last_published_at__gt=F("indexiert_am"), then=0),
                default=1,
            )
        )
    )


def _with_index(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    """Annotates the pages with what the answering generation holds of them."""
    own = {"dokument": OuterRef("pk"), "modell": _signature() or ""}
    numbers = Chunk.objects.filter(**own).order_by().values("dokument")
    fassung = Fassung.objects.filter(**own)
    when = Coalesce(Subquery(fassung.values("indexiert_am")), F("dokument__indexiert_am"))
    return pages.annotate(
        gehoert_hinein=Exists(indexable_pages().order_by().filter(pk=OuterRef("pk"))),
        indexiert_am=when,
        index_fingerabdruck=Subquery(fassung.values("fingerabdruck")),
        chunks=Coalesce(Subquery(numbers.annotate(n=Count("pk")).values("n")), 0),
    )


def with_index_state(pages: Collection[Any]) -> None:
    """Gives each of `pages_with_index_state` its `index_stand`, `rueckstand` and `fehler`, and the
    attached files that could not be read."""
    signature = _signature()
    failures = _failed_jobs(pages)
    unreadable = unreadable_files([page.pk for page in pages])
    for page in pages:
        page.index_stand = _stand(page, signature)
        page.rueckstand = _rueckstand(page)
        page.fehler = failures[_lock(page.pk)]
        page.anlagen = unreadable.get(page.pk, "")


def _signature() -> str | None:
    """Returns the answering generation's signature; None while the model can't be read. Then only
    dates tell whether a page is out of date."""
    try:
        return model_signature()
    except (WikiError, OSError):
        return None


def _stand(page: Any, signature: str | None) -> str:
    if not page.gehoert_hinein:
        return VERWAIST
    if page.indexiert_am is None:
        return FEHLT
    if signature is not None and page.index_fingerabdruck is None:
        return VERALTET
    return VERALTET if _published_since(page) and _text_differs(page, signature) else AKTUELL


def _published_since(page: Any) -> bool:
    published = page.last_published_at
    return bool(published and (page.indexiert_am is None or published > page.indexiert_am))


def _text_differs(page: Any, signature: str | None) -> bool:
    """Returns whether the index has another text of the page. A page that was published without a
    change of its text is not indexed again, and not out of date."""
    if signature is None:
        return True
    return fingerprint_of(document_of(page.specific), signature) != page.index_fingerabdruck


def _rueckstand(page: Any) -> str:
    """Returns for how long readers have had a text that is not in the index; empty when it is."""
    if page.index_stand in (FEHLT, VERALTET) and _published_since(page):
        return timesince(page.last_published_at, depth=1)
    return ""


def _lock(page_id: int) -> str:
    """Returns the lock of the page's jobs; `enqueue_page` gives them this name."""
    return f"seite-{page_id}"


def _failed_jobs(pages: Collection[Any]) -> Counter[str]:
    """Returns lock -> number of the page's jobs that have failed since one succeeded or since the
    page was indexed."""
    indexed = {_lock(page.pk): page.indexiert_am for page in pages}
    events = ProcrastinateEvent.objects.filter(
        type__in=["failed", "succeeded"], job__lock__in=list(indexed)
    ).order_by("at", "pk")
    counts = Counter[str]()
    for lock, kind, at in events.values_list("job__lock", "type", "at"):
        if kind == "succeeded":
            counts[lock] = 0
        elif indexed[lock] is None or at > indexed[lock]:
            counts[lock] += 1
    return counts


def _may_reindex(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())


class ReindexColumn(BaseColumn):
    """A button per page; empty for users who may not publish the page."""

    cell_template_name = "suche/_neu_indexieren.html"

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        context = super().get_cell_context_data(instance, parent_context)
        return context | {
            "erlaubt": _may_reindex(request.user, instance),
            "csrf_token": get_token(request),  # cells are rendered without the request's context
        }


class IndexReportView(ReportView):
    """Lists for each page when it was indexed, its chunks, its state, its lag and its errors."""

    model = Page
    page_title = "Index"
    header_icon = "search"
    index_url_name = "index_report"
    index_results_url_name = "index_report_results"
    any_permission_required = list(EDITOR_RIGHTS)
    default_ordering = ("dringend", "title", "pk")
    is_searchable = True
    search_backend_name = None  # Wagtail's own index cannot be asked with these annotations
    search_fields = ["title"]
    export_filename = "index"
    columns = [
        TitleColumn("title", label="Seite", url_name="wagtailadmin_pages:edit", sort_key="title"),
        StatusTagColumn(
            "index_stand", label="Stand", primary=lambda page: page.index_stand == AKTUELL
        ),
        DateColumn("indexiert_am", label="Zuletzt indexiert", sort_key="indexiert_am"),
        Column("chunks", label="Textstücke", sort_key="chunks"),
        Column("rueckstand", label="Rückstand"),
        Column("fehler", label="Gescheiterte Aufträge"),
        Column("anlagen", label="Nicht lesbare Anlagen"),
        ReindexColumn("neu", label="Neu indexieren"),
    ]
    export_headings = {
        "title": "Seite",
        "index_stand": "Stand",
        "indexiert_am": "Zuletzt indexiert",
        "chunks": "Textstücke",
        "rueckstand": "Rückstand",
        "fehler": "Gescheiterte Aufträge",
        "anlagen": "Nicht lesbare Anlagen",
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> "PageQuerySet[Page]":
        return pages_with_index_state(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        with_index_state(object_list)
        return object_list


@require_POST
def index_anew(request: HttpRequest, page_id: int) -> HttpResponse:
    """Enqueues one page. A page that the user may not edit is answered with 404."""
    page = get_object_or_404(pages_with_index_state(request.user), pk=page_id)
    if not _may_reindex(request.user, page):
        raise PermissionDenied
    enqueue_page(page.pk)
    messages.success(request, f"„{page.title}“ ist zum Indexieren eingereiht.")
    return redirect("index_report")
