"""Changes Wagtail's menus and buttons into words that authors of this wiki know."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.menu import MenuItem

from wiki.models import Textseite
from wiki.visibility import visible_to

# Slugs of the pages that explain this wiki, if there are any.
ANLEITUNGEN = ("schreiben", "redaktion", "hilfe")


class Anleitung(MenuItem):
    """A menu entry for a page of this wiki. It opens in a new window, so that an author does not
    lose the form."""

    def __init__(self, page: Textseite, order: int) -> None:
        attrs = {"target": "_blank", "rel": "noopener"}
        super().__init__(page.title, page.url, icon_name="help", attrs=attrs, order=order)


@hooks.register("construct_help_menu")
def explain_this_wiki(request: HttpRequest, items: list[Any]) -> None:
    """Replaces Wagtail's help, which is in English and on a foreign server, by pages of this
    wiki."""
    items[:] = [item for item in items if not item.url.startswith("http")]
    pages = visible_to(Textseite.objects.filter(slug__in=ANLEITUNGEN), request)
    found = sorted(pages, key=lambda page: ANLEITUNGEN.index(page.slug))
    items += [Anleitung(page, order) for order, page in enumerate(found, 1) if page.url]


class ZurueckziehenMenuItem(CancelWorkflowMenuItem):
    label = "Nicht mehr freigeben lassen"


class NeuEinreichenMenuItem(RestartWorkflowMenuItem):
    label = "Von vorn einreichen"


class EinreichenMenuItem(SubmitForModerationMenuItem):
    """Names the button to submit a page. Wagtail would put the workflow's name into a sentence that
    it does not fit. `past_the_workflow`: whoever sees it may publish without asking."""

    def __init__(self, order: int, past_the_workflow: bool) -> None:
        super().__init__(order)
        self.past_the_workflow = past_the_workflow

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        label = "Erneut bei der Redaktion einreichen" if again else "Bei der Redaktion einreichen"
        return context | {"label": label}


# What the buttons of a page that waits for approval are called: (action, asks for a remark).
DECISIONS = {
    ("approve", False): "Freigeben",
    ("approve", True): "Freigeben mit Bemerkung",
    ("reject", True): "Zur Änderung zurückgeben",
}
# What people come for stands on the button, and the rest behind its arrow: drafts save themselves.
FIRST = (
    lambda item: isinstance(item, WorkflowMenuItem) and item.name == "approve",
    lambda item: isinstance(item, EinreichenMenuItem) and not item.past_the_workflow,
    lambda item: isinstance(item, PublishMenuItem),
)


@hooks.register("construct_page_action_menu")
def name_the_way_out(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Takes "Veröffentlichen" away from those who may approve the page while it waits for approval:
    publishing past the workflow would leave its author without an answer."""
    decides = any(isinstance(item, WorkflowMenuItem) for item in items)
    publishes = any(isinstance(item, PublishMenuItem) for item in items)
    items[:] = [
        _renamed(item, publishes)
        for item in items
        if not (decides and isinstance(item, PublishMenuItem))
    ]
    _put_first(items)


def _renamed(item: Any, publishes: bool) -> Any:
    if type(item) is SubmitForModerationMenuItem:
        return EinreichenMenuItem(item.order, past_the_workflow=publishes)
    if isinstance(item, WorkflowMenuItem):
        item.label = DECISIONS.get((item.name, bool(item.launch_modal)), item.label)
    elif type(item) is CancelWorkflowMenuItem:
        return ZurueckziehenMenuItem(item.order)
    elif type(item) is RestartWorkflowMenuItem:
        return NeuEinreichenMenuItem(item.order)
    return item


def _put_first(items: list[Any]) -> None:
    for is_wanted in FIRST:
        found = next((item for item in items if is_wanted(item)), None)
        if found is not None:
            items.remove(found)
            items.insert(0, found)
            return


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Adds the icon of the section "Lösung", which Wagtail no longer has under this name."""
    return [*icons, "wiki/redaktion/symbole/tick.svg"]


@hooks.register("insert_editor_js")
def watch_session() -> SafeString:
    """Loads the script that notices when an author is logged out."""
    return format_html(
        '<script src="{}" data-adresse="{}" data-anmelden="{}"></script>',
        static("js/sitzung.js"),
        reverse("angemeldet"),
        reverse("account_login"),
    )


@hooks.register("insert_editor_js")
def help_writing() -> SafeString:
    """Loads the scripts that keep what is pasted, ask about pictures, complete names in remarks,
    and send a form only once the page has saved itself."""
    names = ("einfuegen", "bilder", "bemerkungen", "absenden")
    scripts = ((static(f"js/{name}.js"), reverse("projekt_bilder")) for name in names)
    return format_html_join("", '<script src="{}" data-adresse="{}"></script>', scripts)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/redaktion.css"))
