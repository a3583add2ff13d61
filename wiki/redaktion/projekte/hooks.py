"""Registers the list of projects, its bulk action and the report "Was fehlt"."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wiki.redaktion.rollen.rechte import EDITING, page_policy

from . import bulk_form  # noqa: F401 - registers
from .listing import ProjektlisteViewSet
from .report import what_is_missing


@hooks.register("register_admin_viewset")
def register_list() -> ProjektlisteViewSet:
    return ProjektlisteViewSet("projektliste")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("reports/was-fehlt/", what_is_missing, name="was_fehlt")]


class BerichtMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_policy().user_has_any_permission(request.user, EDITING))


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return BerichtMenuItem(
        "Was fehlt", reverse("was_fehlt"), name="was_fehlt", icon_name="tasks", order=1240
    )
