"""Registers the list of changes, and the undoing of Wagtail's own changes of many pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from . import bulk, views


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    listed = views.SammelaenderungenView
    return [
        path("reports/aenderungen/", listed.as_view(), name="sammelaenderungen"),
        path(
            "reports/aenderungen/liste/",
            listed.as_view(results_only=True),
            name="sammelaenderungen_liste",
        ),
        path(
            "aenderungen/<int:change_id>/zurueck/", views.take_back, name="aenderung_rueckgaengig"
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    address = reverse("sammelaenderungen")
    return MenuItem(
        "Sammeländerungen", address, name="sammelaenderungen", icon_name="history", order=1280
    )


@hooks.register("before_bulk_action")
def remember(request: HttpRequest, kind: str, objects: list[Any], view: Any) -> None:
    if kind in bulk.KINDS and Page in view.models:
        view.states_before = bulk.states_of(objects)


@hooks.register("after_bulk_action")
def offer(request: HttpRequest, kind: str, objects: list[Any], view: Any) -> HttpResponse | None:
    """Says what was done, with a button to undo it, in the place of Wagtail's own message."""
    if not hasattr(view, "states_before"):
        return None
    change = bulk.write_down_bulk(kind, view.states_before, request.user)
    views.offer_undo(request, change)
    return HttpResponseRedirect(view.next_url)
