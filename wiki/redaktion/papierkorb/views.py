"""The bin in the CMS: what lies there, putting it back, deleting it for good."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from wiki.models import Papierkorbeintrag
from wiki.redaktion.rollen.rechte import EDITING, page_policy
from wiki.redaktion.ruecknahme.columns import FormColumn

from .bin import DAYS, PlaceGone, bin_paths, delete_for_good, put_back
from .rights import entries_for, may_decide, may_put_back

TEMPLATE = "wiki/redaktion/papierkorb/"


def _last_day(entry: Papierkorbeintrag) -> str:
    return str(date_format(localtime(entry.geloescht_am) + timedelta(DAYS), "d.m.Y"))


class _Entry(FormColumn):
    cell_template_name = f"{TEMPLATE}spalte.html"


class PapierkorbView(ReportView):
    """Deleted pages that this user may put back, the last one first."""

    model = Papierkorbeintrag
    page_title = "Papierkorb"
    header_icon = "bin"
    index_url_name = "papierkorb"
    index_results_url_name = "papierkorb_liste"
    default_ordering = "-geloescht_am"
    list_export: list[str] = []
    columns = [
        Column("titel", label="Seite", accessor=lambda e: e.seite.get_admin_display_title()),
        Column("ort", label="Lag unter"),
        DateColumn("geloescht_am", label="Gelöscht", sort_key="geloescht_am"),
        Column("geloescht_von", label="Von"),
        Column("bis", label="Bleibt bis", accessor=_last_day),
        _Entry("seite_id", label="Was tun"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not page_policy().user_has_any_permission(request.user, EDITING):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        return entries_for(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        bins = bin_paths()
        for entry in context["object_list"]:  # the table holds the same
            entry.endgueltig = may_decide(entry, self.request.user, bins)
        return context


@require_POST
def restore(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry = get_object_or_404(Papierkorbeintrag, pk=entry_id)
    if not may_put_back(entry, request.user):
        raise PermissionDenied
    try:
        page = put_back(entry, request.user)
    except PlaceGone as error:
        messages.error(request, str(error))
        return redirect("papierkorb")
    messages.success(request, f"„{page.specific.get_admin_display_title()}“ ist wieder da.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@require_POST
def delete(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry = get_object_or_404(Papierkorbeintrag, pk=entry_id)
    if not may_decide(entry, request.user):
        raise PermissionDenied
    title = entry.seite.get_admin_display_title()
    delete_for_good(entry, request.user)
    messages.success(request, f"„{title}“ ist endgültig gelöscht.")
    return redirect("papierkorb")
