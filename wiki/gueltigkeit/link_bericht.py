"""The report on sources that cannot be reached any more."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html_join
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from wiki.models import Linkpruefung, Projektquelle
from wiki.redaktion.rollen.rechte import EDITING, editable_pages, page_policy


def dead_links(user: Any) -> Any:
    """Addresses that did not answer, of published projects that this user may edit."""
    pages = editable_pages(user).order_by().values("pk")
    named = Projektquelle.objects.filter(projekt__in=pages, projekt__live=True)
    return Linkpruefung.objects.filter(erreichbar=False, url__in=named.values("url"))


def pages_naming(rows: Sequence[Linkpruefung], user: Any) -> dict[str, list[Page]]:
    """Address -> the pages of this user that name it as a source."""
    pages = editable_pages(user).order_by().values("pk")
    named = Projektquelle.objects.filter(
        projekt__in=pages, projekt__live=True, url__in=[row.url for row in rows]
    )
    found: dict[str, list[Page]] = {}
    for quelle in named.select_related("projekt").order_by("projekt__title"):
        found.setdefault(quelle.url, []).append(quelle.projekt)
    return found


class LinkView(ReportView):
    """Per address: what happened when it was tried, and which pages name it."""

    model = Linkpruefung
    page_title = "Tote Links"
    header_icon = "link"
    index_url_name = "links_bericht"
    index_results_url_name = "links_bericht_liste"
    any_permission_required = sorted(EDITING)
    is_searchable = True
    search_backend_name = None
    search_fields = ["url"]
    export_filename = "tote-links"
    default_ordering = "url"
    columns = [
        Column("url", label="Adresse", sort_key="url"),
        Column("ergebnis", label="Ergebnis", sort_key="ergebnis"),
        DateColumn("geprueft_am", label="Geprüft am", sort_key="geprueft_am"),
        Column("seiten", label="Seiten", accessor=lambda row: _links(row.seiten)),
    ]
    export_headings = {"url": "Adresse", "ergebnis": "Ergebnis", "geprueft_am": "Geprüft am"}
    list_export = list(export_headings)

    @property
    def permission_policy(self) -> PagePermissionPolicy:
        """Lets everybody who may edit pages see the report. Wagtail would ask for rights to the
        results themselves."""
        return page_policy()

    def get_base_queryset(self) -> Any:
        return dead_links(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = context["object_list"]  # the table holds the same, and reads it when it is shown
        pages = pages_naming(list(rows), self.request.user)
        for row in rows:
            row.seiten = pages.get(row.url, [])
        return context


def _links(pages: Sequence[Page]) -> str:
    addresses = ((f"/admin/pages/{page.pk}/edit/", page.title) for page in pages)
    return format_html_join(", ", '<a href="{}">{}</a>', addresses)
