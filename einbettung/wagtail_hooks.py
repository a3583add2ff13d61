"""Reports of the index in the CMS: Berichte > Indexabgleiche. To be read only."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from einbettung.indexing.report_words import CLEANED, WORDS_OF_BEFUND, duration, in_words, outcome
from einbettung.vectors.vector_index import FROM_CHUNKS
from wiki.redaktion.rollen.rechte import page_policy

from .models import Indexbericht


class ReadOnly(ModelPermissionPolicy):
    """Everybody in the CMS may read; nobody adds, changes or deletes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.has_perm("wagtailadmin.access_admin")


class IndexberichtIndexView(IndexView):
    page_title = "Indexabgleiche"


class IndexberichtInspectView(InspectView):
    """One report in words."""

    page_title = "Bericht"

    def get_page_subtitle(self) -> str:
        return _moment(self.object.begonnen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        result = {"label": "Ergebnis", "value": outcome(self.object), "component": None}
        return context | {"fields": [result, *context["fields"]]}

    def get_field_label(self, field_name: str, field: Any) -> str:
        return "Dauer" if field_name == "dauer_s" else super().get_field_label(field_name, field)

    def get_befunde_display_value(self) -> str:
        return in_words(self.object.befunde, WORDS_OF_BEFUND) or "keine"

    def get_aufgeraeumt_display_value(self) -> str:
        return in_words(self.object.aufgeraeumt, CLEANED) or "nichts"

    def get_dauer_s_display_value(self) -> str:
        return duration(self.object.dauer_s)

    def get_beendet_display_value(self) -> str:
        if self.object.beendet:
            return _moment(self.object.beendet)
        return "läuft noch, oder nicht zu Ende geführt: dann macht der nächste Lauf weiter"

    def get_begonnen_display_value(self) -> str:
        return _moment(self.object.begonnen)

    def get_vektorindex_display_value(self) -> str:
        recall = self.object.vektorindex.get("recall")
        if recall is None:
            limit = number_format(FROM_CHUNKS, force_grouping=True)
            return f"keiner: bis {limit} Textstücke wird genau gesucht"
        return f"findet {recall:.1%} der nächsten Textstücke"

    def get_fehler_display_value(self) -> str:
        titles = self._titles()
        lines = ((_name(entry["page_id"], titles), entry["text"]) for entry in self.object.fehler)
        return format_html_join("", "<p>{}: {}</p>", lines) or "keine"

    def _titles(self) -> dict[int, str]:
        """Returns the titles of pages that this user may edit; the report names others by their
        number."""
        pages = page_policy().instances_user_has_any_permission_for(
            self.request.user, ("change", "publish")
        )
        failed = [entry["page_id"] for entry in self.object.fehler if entry["page_id"]]
        return dict(pages.filter(pk__in=failed).values_list("pk", "title"))


class IndexberichtViewSet(ModelViewSet):
    model = Indexbericht
    name = "indexberichte"
    icon = "list-ul"
    menu_label = "Indexabgleiche"
    menu_hook = "register_reports_menu_item"
    form_fields = ["art"]  # Wagtail wants a form, though nobody may open it
    index_view_class = IndexberichtIndexView
    inspect_view_enabled = True
    inspect_view_class = IndexberichtInspectView
    inspect_view_fields = [
        "art",
        "begonnen",
        "beendet",
        "dauer_s",
        "geprueft",
        "befunde",
        "repariert",
        "fehler",
        "aufgeraeumt",
        "vektorindex",
    ]
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        TitleColumn(
            "begonnen",
            label="Begonnen",
            accessor=lambda bericht: _moment(bericht.begonnen, "D d.m.Y, H:i"),
            sort_key="begonnen",
            url_name="indexberichte:inspect",
        ),
        Column("get_art_display", label="Art", sort_key="art"),
        Column("ergebnis", label="Ergebnis", accessor=outcome),
        Column("geprueft", label="Geprüfte Seiten"),
        Column("dauer", label="Dauer", accessor=lambda bericht: duration(bericht.dauer_s)),
    ]
    list_filter = ["art"]


def _moment(moment: datetime, form: str = "l, j. F Y, H:i") -> str:
    """Says a moment in German: "Sonntag, 22. November 2026, 04:00"."""
    return date_format(localtime(moment), form)


def _name(page_id: int | None, titles: dict[int, str]) -> SafeString | str:
    """A page's title as a link to where it is edited."""
    if page_id is None:
        return "Der ganze Lauf"
    if page_id not in titles:
        return f"Seite {page_id}"
    address = reverse("wagtailadmin_pages:edit", args=[page_id])
    return format_html('<a href="{}">{}</a>', address, titles[page_id])


@hooks.register("register_admin_viewset")
def register_indexberichte() -> IndexberichtViewSet:
    return IndexberichtViewSet()


register_permission_policy(Indexbericht, ReadOnly(Indexbericht))
