"""Gaps in the CMS: two reports, and what is to be done on the first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wiki.redaktion.dashboard import ENTRIES_SHOWN, Aufgabe, Eintrag

from . import views
from .models import Luecke
from .nightly import shown_luecken


class LueckenMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_work_on_luecken(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/luecken/", views.report, name="luecken_bericht"),
        path("reports/luecken/<int:luecke_id>/", views.decide, name="luecken_entscheiden"),
        path("reports/klicks/", views.clicks, name="klicks_bericht"),
    ]


@hooks.register("register_reports_menu_item")
def register_luecken() -> MenuItem:
    address = reverse("luecken_bericht")
    return LueckenMenuItem("Wissenslücken", address, name="luecken", icon_name="help", order=1310)


@hooks.register("register_reports_menu_item")
def register_clicks() -> MenuItem:
    address = reverse("klicks_bericht")
    return LueckenMenuItem("Klicks je Rang", address, name="klicks", icon_name="view", order=1320)


@hooks.register("wiki_aufgaben")
def open_luecken(request: HttpRequest) -> Aufgabe | None:
    """Shows on the first page of the CMS what several people have asked in vain."""
    if not views.may_work_on_luecken(request.user):
        return None
    luecken: Any = shown_luecken(Luecke.Stand.OFFEN)
    address = reverse("luecken_bericht")
    shown = [
        Eintrag(
            luecke.frage,
            f"{address}#luecke-{luecke.pk}",
            "1 Frage" if luecke.anzahl == 1 else f"{luecke.anzahl} Fragen",
        )
        for luecke in luecken[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Wissenslücken", luecken.count(), shown, address, ordnung=70, einzahl="Wissenslücke"
    )
