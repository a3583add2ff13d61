"""Reports ageing pages in the CMS. Wagtail's reports do not restrict who sees which page, so
`reported_pages` does."""

from typing import Any

from django.db.models import Case, F, Max, Value, When
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.redaktion.rollen.rechte import EDITING, editable_pages
from wiki.visibility import each_once

from .reminder_steps import latest_reminded_date

ABGELAUFEN, LAEUFT_AB, OHNE, GILT = "abgelaufen", "läuft bald ab", "ohne Frist", "gilt"


def reported_pages(user: Any) -> Any:
    """Returns the live projects that this user may edit, with the state of their date as `zustand`
    and the last reminder as `erinnert_am`."""
    today = heute()
    editable = editable_pages(user).order_by().values("pk")
    pages = each_once(Projektseite.objects.live().filter(pk__in=editable))
    return pages.annotate(
        zustand=Case(
            When(gueltig_bis=None, then=Value(OHNE)),
            When(gueltig_bis__lt=today, then=Value(ABGELAUFEN)),
            When(gueltig_bis__lte=latest_reminded_date(today), then=Value(LAEUFT_AB)),
            default=Value(GILT),
        ),
        erinnert_am=Max("erinnerungen__gesendet_am"),
    )


def day_column(name: str, label: str) -> Column:
    """Makes a column that shows a day as date. Wagtail's says how long ago it was, and cannot show
    days to come."""
    return Column(
        name,
        label=label,
        sort_key=name,
        accessor=lambda page: date_format(day, "d.m.Y") if (day := getattr(page, name)) else "",
    )


class AlterungView(ReportView):
    """Lists pages: until when each is valid, when it was checked, who was reminded when."""

    model = Projektseite
    page_title = "Gültigkeit"
    header_icon = "calendar-check"
    index_url_name = "gueltigkeit_bericht"
    index_results_url_name = "gueltigkeit_bericht_liste"
    any_permission_required = sorted(EDITING)
    is_searchable = True
    search_backend_name = None
    search_fields = ["title"]
    export_filename = "gueltigkeit"
    default_ordering = "gueltig_bis"
    columns = [
        TitleColumn("title", label="Seite", url_name="wagtailadmin_pages:edit", sort_key="title"),
        StatusTagColumn("zustand", label="Zustand", primary=lambda page: page.zustand == GILT),
        day_column("gueltig_bis", "Gültig bis"),
        day_column("geprueft_am", "Geprüft am"),
        DateColumn("last_published_at", label="Veröffentlicht", sort_key="last_published_at"),
        Column("kontakt_postfach", label="Postfach"),
        DateColumn("erinnert_am", label="Zuletzt erinnert", sort_key="erinnert_am"),
    ]
    export_headings = {
        "title": "Seite",
        "zustand": "Zustand",
        "gueltig_bis": "Gültig bis",
        "geprueft_am": "Geprüft am",
        "last_published_at": "Veröffentlicht",
        "kontakt_postfach": "Postfach",
        "erinnert_am": "Zuletzt erinnert",
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        return reported_pages(self.request.user).order_by(F("gueltig_bis").asc(nulls_last=True))
