"""Registers the reports, the button "Noch aktuell" and the list of expiring pages with the CMS."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.redaktion.dashboard import ENTRIES_SHOWN, Aufgabe, Eintrag
from wiki.redaktion.rollen.rechte import EDITING, page_policy

from . import views
from .bericht import AlterungView, reported_pages
from .link_bericht import LinkView
from .reminder_steps import latest_reminded_date


class BerichtMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_policy().user_has_any_permission(request.user, EDITING))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    report = AlterungView
    return [
        path("reports/gueltigkeit/", report.as_view(), name="gueltigkeit_bericht"),
        path(
            "reports/gueltigkeit/liste/",
            report.as_view(results_only=True),
            name="gueltigkeit_bericht_liste",
        ),
        path("reports/links/", LinkView.as_view(), name="links_bericht"),
        path(
            "reports/links/liste/",
            LinkView.as_view(results_only=True),
            name="links_bericht_liste",
        ),
        path("projekt/<int:page_id>/aktuell/", views.confirm_in_cms, name="projekt_aktuell"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return BerichtMenuItem(
        "Gültigkeit",
        reverse("gueltigkeit_bericht"),
        name="gueltigkeit",
        icon_name="calendar-check",
        order=1250,
    )


@hooks.register("register_reports_menu_item")
def register_link_report() -> MenuItem:
    return BerichtMenuItem(
        "Tote Links", reverse("links_bericht"), name="links", icon_name="link", order=1260
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def confirm_button(
    page: Page, user: Any, next_url: str | None = None, **_: Any
) -> Iterator[Button]:
    is_case = page.live and page.specific_class is Projektseite
    if is_case and page.permissions_for_user(user).can_edit():
        address = reverse("projekt_aktuell", args=[page.pk])
        yield Button("Noch aktuell", address, icon_name="calendar-check", priority=90)


@hooks.register("wiki_aufgaben")
def expiring(request: HttpRequest) -> Aufgabe:
    """Lists pages of this user that have expired or will within 30 days."""
    pages = reported_pages(request.user).filter(gueltig_bis__lte=latest_reminded_date(heute()))
    shown = [
        Eintrag(
            page.title,
            reverse("projekt_aktuell", args=[page.pk]),
            f"{page.zustand}, {page.gueltig_bis:%d.%m.%Y}",
        )
        for page in pages.order_by("gueltig_bis")[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Seiten, deren Gültigkeit abläuft oder abgelaufen ist",
        pages.count(),
        shown,
        reverse("gueltigkeit_bericht"),
        ordnung=50,
        einzahl="Seite, deren Gültigkeit abläuft oder abgelaufen ist",
    )
