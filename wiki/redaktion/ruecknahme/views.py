"""The button "Rückgängig", and the list of what was changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import ReportView

from wiki.models import Sammelaenderung
from wiki.models.mitarbeit import AUTOR
from wiki.redaktion.rollen.adressen import role_of

from .columns import FormColumn
from .protocol import UndoImpossible, undo

TEMPLATE = "wiki/redaktion/ruecknahme/"


def offer_undo(request: HttpRequest, change: Sammelaenderung) -> None:
    """Says what was done, with a button to undo it."""
    context = {"aenderung": change, "weiter": get_valid_next_url_from_request(request)}
    text = render_to_string(f"{TEMPLATE}rueckgaengig.html", context, request)
    messages.success(request, text)


def may_undo(user: Any, change: Sammelaenderung) -> bool:
    """Whether the user may undo the change: whoever made it, the Redaktion and the Leitung may."""
    return change.von_id == user.pk or user.is_superuser or role_of(user) not in ("", AUTOR)


@require_POST
def take_back(request: HttpRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(Sammelaenderung, pk=change_id)
    if not may_undo(request.user, change):
        raise PermissionDenied
    try:
        _, left = undo(change.pk, request.user)
    except UndoImpossible as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"Zurückgenommen. Das gilt nicht mehr: {change.text} {left}".strip()
        )
    back = get_valid_next_url_from_request(request)
    return HttpResponseRedirect(back) if back else redirect("wagtailadmin_home")


class UndoColumn(FormColumn):
    cell_template_name = f"{TEMPLATE}spalte.html"


class SammelaenderungenView(ReportView):
    """What was changed at once, newest first."""

    model = Sammelaenderung
    page_title = "Sammeländerungen"
    header_icon = "history"
    index_url_name = "sammelaenderungen"
    index_results_url_name = "sammelaenderungen_liste"
    default_ordering = "-am"
    columns = [
        Column("text", label="Was geschah"),
        Column("von", label="Von"),
        DateColumn("am", label="Wann", sort_key="am"),
        UndoColumn("zurueckgenommen_am", label="Rückgängig"),
    ]
    list_export: list[str] = []

    def get_base_queryset(self) -> Any:
        return Sammelaenderung.objects.defer("daten").select_related("von")
