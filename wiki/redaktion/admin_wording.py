"""Wagtail's own menus and buttons, in the words that authors of this wiki know."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.action_menu import (
    PublishMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.menu import MenuItem

from wiki.models import Textseite
from wiki.visibility import visible_to

# Slugs of the pages that explain this wiki, if there are any.
ANLEITUNGEN = ("schreiben", "redaktion", "hilfe")


class Anleitung(MenuItem):
    """A page of this wiki, in a window of its own: who writes must not lose the form."""

    def __init__(self, page: Textseite, order: int) -> None:
        attrs = {"target": "_blank", "rel": "noopener"}
        super().__init__(page.title, page.url, icon_name="help", attrs=attrs, order=order)


@hooks.register("construct_help_menu")
def explain_this_wiki(request: HttpRequest, items: list[Any]) -> None:
    """Our own pages instead of Wagtail's, which are in English and on a foreign server."""
    items[:] = [item for item in items if not item.url.startswith("http")]
    pages = visible_to(Textseite.objects.filter(slug__in=ANLEITUNGEN), request)
    found = sorted(pages, key=lambda page: ANLEITUNGEN.index(page.slug))
    items += [Anleitung(page, order) for order, page in enumerate(found, 1) if page.url]


class EinreichenMenuItem(SubmitForModerationMenuItem):
    """Wagtail puts the workflow's name into a sentence that it does not fit."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        label = "Erneut bei der Redaktion einreichen" if again else "Bei der Redaktion einreichen"
        return context | {"label": label}


@hooks.register("construct_page_action_menu")
def name_the_way_out(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Who may approve what waits is not offered to publish past it: its author would not hear."""
    decides = any(isinstance(item, WorkflowMenuItem) for item in items)
    items[:] = [
        EinreichenMenuItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in items
        if not (decides and isinstance(item, PublishMenuItem))
    ]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """The mark of the section "Lösung"; Wagtail has none of this name any more."""
    return [*icons, "wiki/redaktion/symbole/tick.svg"]


@hooks.register("insert_editor_js")
def watch_session() -> SafeString:
    return format_html(
        '<script src="{}" data-adresse="{}" data-anmelden="{}"></script>',
        static("js/sitzung.js"),
        reverse("angemeldet"),
        reverse("wagtailadmin_login"),
    )


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/redaktion.css"))
