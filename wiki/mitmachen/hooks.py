"""Shows Rückmeldungen and wanted pages in the CMS."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    UsageView,
)

from wiki.models import Rueckmeldung
from wiki.redaktion.dashboard import ENTRIES_SHOWN, Aufgabe, Eintrag
from wiki.redaktion.rollen.rechte import EDITING, page_policy

from .antwort_form import AntwortForm
from .hilfreich.report import HilfreichView
from .leserfragen import show_in_article, take_out_of_article
from .rueckmeldung import answer, readable_feedback
from .verweise import wanted_pages
from .vorschlag_panel import VorschlagPanel


class OfOwnPages(ModelPermissionPolicy):
    """Gives the right to a Rückmeldung to those who may edit its page. Nobody may add one in the
    CMS: readers write them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Rueckmeldung
    ) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Rueckmeldung
    ) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        return readable_feedback(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        if not self.user_has_any_permission(user, actions):
            return Rueckmeldung.objects.none()
        return readable_feedback(user)


WAITS = "Gerade wartet eine Änderung dieser Seite auf Freigabe; die Frage kommt und geht mit ihr."


class OfOwnPagesView:
    """Checks the right to the one object that is opened. Wagtail's views only check the right to
    all of them."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Rueckmeldung:
        found: Rueckmeldung = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not readable_feedback(self.request.user).filter(pk=found.pk).exists():
            raise PermissionDenied
        return found


class RueckmeldungEditView(OfOwnPagesView, EditView):
    @transaction.atomic
    def save_instance(self) -> Rueckmeldung:
        """Mails the answer when a Rückmeldung is ticked off for the first time, and brings the
        question into the article or out of it."""
        before = Rueckmeldung.objects.select_for_update().get(pk=self.object.pk)
        saved: Rueckmeldung = super().save_instance()
        if saved.erledigt and not before.erledigt:
            answer(saved)
        if self.form.changes_article:
            bring = show_in_article if saved.im_artikel else take_out_of_article
            if not bring(saved, self.request.user):
                messages.warning(self.request, WAITS)
        return saved


class RueckmeldungDeleteView(OfOwnPagesView, DeleteView):
    pass


class RueckmeldungHistoryView(OfOwnPagesView, HistoryView):
    pass


class RueckmeldungUsageView(OfOwnPagesView, UsageView):
    pass


class RueckmeldungViewSet(SnippetViewSet):
    model = Rueckmeldung
    icon = "mail"
    menu_label = "Rückmeldungen"
    add_to_admin_menu = True
    permission_policy = OfOwnPages(Rueckmeldung)
    edit_view_class = RueckmeldungEditView
    delete_view_class = RueckmeldungDeleteView
    history_view_class = RueckmeldungHistoryView
    usage_view_class = RueckmeldungUsageView
    list_display = ["__str__", "art", "seite", "eingegangen_am", "erledigt"]
    list_filter = ["art", "erledigt"]
    edit_handler = ObjectList(
        [
            FieldPanel("art", read_only=True),
            FieldPanel("text", read_only=True),
            FieldPanel("kontakt", read_only=True),
            FieldPanel("seite", read_only=True),
            FieldPanel("eingegangen_am", read_only=True),
            VorschlagPanel(heading="Vorgeschlagener Text"),
            FieldPanel("antwort"),
            MultiFieldPanel(
                [
                    FieldPanel("darf_in_artikel", read_only=True),
                    FieldPanel("frage_im_artikel"),
                    FieldPanel("im_artikel"),
                ],
                heading="Frage im Artikel",
            ),
            FieldPanel("erledigt"),
        ],
        base_form_class=AntwortForm,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Rueckmeldung]":
        return readable_feedback(request.user).select_related("seite")


@hooks.register("wiki_aufgaben")
def open_feedback(request: HttpRequest) -> Aufgabe:
    """Lists what readers asked or found wrong and nobody has ticked off."""
    return _open(
        request,
        ("Rückmeldung, offen", "Rückmeldungen, offen"),
        ~Q(art=Rueckmeldung.Art.KONTAKT),
        ordnung=40,
    )


@hooks.register("wiki_aufgaben")
def wanted_contacts(request: HttpRequest) -> Aufgabe:
    """Lists pages whose readers would like to call somebody, so that authors enter a contact
    there."""
    return _open(
        request,
        ("Kontakt, gesucht", "Kontakte, gesucht"),
        Q(art=Rueckmeldung.Art.KONTAKT),
        ordnung=35,
    )


def _open(request: HttpRequest, names: tuple[str, str], which: Q, ordnung: int) -> Aufgabe:
    """Lists the open Rückmeldungen that match. `names` are the titles for one and for several."""
    rows = readable_feedback(request.user).filter(which, erledigt=False).select_related("seite")
    address = Rueckmeldung.snippet_viewset.get_url_name  # type: ignore[attr-defined]
    shown = [
        Eintrag(str(row), reverse(address("edit"), args=[row.pk]), row.seite.title)
        for row in rows.order_by("eingegangen_am")[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        names[1], rows.count(), shown, reverse(address("list")), ordnung=ordnung, einzahl=names[0]
    )


@hooks.register("wiki_aufgaben")
def wishes(request: HttpRequest) -> Aufgabe:
    """Lists pages that others link to and nobody has written."""
    wanted = wanted_pages(request)
    shown = [
        Eintrag(wunsch.titel, reverse("gewuenscht"), f"{wunsch.anzahl} × verwiesen")
        for wunsch in wanted[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "gewünschte Seiten",
        len(wanted),
        shown,
        reverse("gewuenscht"),
        ordnung=80,
        einzahl="gewünschte Seite",
    )


register_permission_policy(Rueckmeldung, RueckmeldungViewSet.permission_policy)
register_snippet(RueckmeldungViewSet)


@hooks.register("register_admin_urls")
def register_helpful_report() -> list[URLPattern]:
    view, liste = HilfreichView.as_view(), HilfreichView.as_view(results_only=True)
    return [
        path("reports/hilfreich/", view, name="hilfreich_bericht"),
        path("reports/hilfreich/liste/", liste, name="hilfreich_bericht_liste"),
    ]


class HilfreichMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_policy().user_has_any_permission(request.user, EDITING))


@hooks.register("register_reports_menu_item")
def register_helpful_menu_item() -> MenuItem:
    address = reverse("hilfreich_bericht")
    return HilfreichMenuItem(
        "Hat das geholfen?", address, name="hilfreich", icon_name="help", order=1270
    )
