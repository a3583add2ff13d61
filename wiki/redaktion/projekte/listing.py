"""The list of projects in the CMS."""

from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from wiki.models import Projektseite
from wiki.redaktion.papierkorb.bin import without_bin
from wiki.sorting import sort_key
from wiki.texte import listed

from .drafts import newest_versions
from .filters import ProjektFilterSet
from .gaps import guete_of_page
from .rated import READ

NAMES_SHOWN = 3


def _names(page: Any, field: str) -> str:
    names = sorted((str(one) for one in getattr(page.gezeigt, field).all()), key=sort_key)
    return listed(names, most=NAMES_SHOWN)


def _quality(page: Any) -> str:
    return f"{guete_of_page(page.gezeigt).prozent}\u00a0%"


def _day(page: Any) -> str:
    day = page.gezeigt.gueltig_bis
    return date_format(day, "d.m.Y") if day else ""


class ProjektlisteView(IndexView):
    """Shows of a published page what readers see, of any other one its draft."""

    template_name = "wiki/redaktion/projekte/liste.html"
    page_title = "Projekte"
    paginate_by = 50
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Titel", sort_key="title", classname="title"),
        Column("kommunen", label="Kommunen", accessor=lambda page: _names(page, "kommunen")),
        Column("themen", label="Themen", accessor=lambda page: _names(page, "themen")),
        Column("stand", label="Status", accessor=lambda p: p.gezeigt.get_status_display()),
        Column("guete", label="Güte", accessor=_quality),
        Column("gueltig_bis", label="Gültig bis", sort_key="gueltig_bis", accessor=_day),
        DateColumn(
            "latest_revision_created_at",
            label="Aktualisiert",
            sort_key="latest_revision_created_at",
        ),
        PageStatusColumn("status", label="Veröffentlicht", sort_key="live"),
    ]

    def get_base_queryset(self) -> Any:
        """Administrators may open the bin in the tree; here nobody looks for what lies there."""
        return without_bin(super().get_base_queryset())

    def search_queryset(self, queryset: Any) -> Any:
        """Searches by title. Wagtail's own search knows no filters by Thema or Kommune."""
        if not self.is_searching:
            return queryset
        said = self.search_query
        return queryset.filter(Q(title__icontains=said) | Q(draft_title__icontains=said))

    def get_table(self, object_list: Any) -> Any:
        pages = list(object_list)
        online = Projektseite.objects.filter(live=True).prefetch_related(*READ)
        shown = online.in_bulk([page.pk for page in pages])
        shown |= newest_versions([page for page in pages if page.pk not in shown])
        for page in pages:
            page.gezeigt = shown[page.pk]
        return super().get_table(pages)


class ProjektlisteViewSet(PageListingViewSet):
    model = Projektseite
    icon = "list-ul"
    menu_label = "Projekte"
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ProjektlisteView
    filterset_class = ProjektFilterSet
