"""Registers the bin with the CMS."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from wiki.redaktion.rollen.rechte import EDITING, page_policy

from . import views
from .bin import PUT_BACK, THROWN_AWAY
from .deleting import PapierkorbAPIAction

PagesAdminAPIViewSet.actions["delete"] = PapierkorbAPIAction


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    listed = views.PapierkorbView
    return [
        path("papierkorb/", listed.as_view(), name="papierkorb"),
        path("papierkorb/liste/", listed.as_view(results_only=True), name="papierkorb_liste"),
        path("papierkorb/<int:entry_id>/zurueck/", views.restore, name="papierkorb_zurueck"),
        path("papierkorb/<int:entry_id>/loeschen/", views.delete, name="papierkorb_loeschen"),
    ]


class PapierkorbMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_policy().user_has_any_permission(request.user, EDITING))


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return PapierkorbMenuItem(
        "Papierkorb", reverse("papierkorb"), name="papierkorb", icon_name="bin", order=860
    )


@hooks.register("register_log_actions")
def register_logged(actions: Any) -> None:
    for action, said in (
        (THROWN_AWAY, "In den Papierkorb gelegt"),
        (PUT_BACK, "Aus dem Papierkorb geholt"),
    ):
        formatter = type("Papierkorb", (LogFormatter,), {"label": said, "message": said})
        actions.register_action(action)(formatter)
