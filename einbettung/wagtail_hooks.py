"""Reports of the index in the CMS: Berichte > Indexabgleiche. To be read only."""

from typing import Any

from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from einbettung.audit import Art
from einbettung.models import Indexbericht


class ReadOnly(ModelPermissionPolicy):
    """Everybody in the CMS may read; nobody adds, changes or deletes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.has_perm("wagtailadmin.access_admin")


class IndexberichtInspectView(InspectView):
    """The two lists in words."""

    def get_befunde_display_value(self) -> str:
        return befunde_in_words(self.object)

    def get_vektorindex_display_value(self) -> str:
        recall = self.object.vektorindex.get("recall")
        return "keiner" if recall is None else f"findet {recall:.1%} der nächsten Textstücke"

    def get_fehler_display_value(self) -> str:
        lines = ((entry["page_id"] or "–", entry["text"]) for entry in self.object.fehler)
        return format_html_join("", "<p>Seite {}: {}</p>", lines) or "keine"


class IndexberichtViewSet(ModelViewSet):
    model = Indexbericht
    name = "indexberichte"
    icon = "list-ul"
    menu_label = "Indexabgleiche"
    menu_hook = "register_reports_menu_item"
    form_fields = ["art"]  # Wagtail wants a form, though nobody may open it
    inspect_view_enabled = True
    inspect_view_class = IndexberichtInspectView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["begonnen", "beendet", "art", "geprueft", "abweichungen", "repariert"]
    list_filter = ["art"]


def befunde_in_words(bericht: Indexbericht) -> str:
    """ "3 fehlt im Index, 1 veraltet"."""
    labels = dict(Art.choices)
    found = (f"{number} {labels.get(kind, kind)}" for kind, number in bericht.befunde.items())
    return ", ".join(found) or "keine"


@hooks.register("register_admin_viewset")
def register_indexberichte() -> IndexberichtViewSet:
    return IndexberichtViewSet()


register_permission_policy(Indexbericht, ReadOnly(Indexbericht))
