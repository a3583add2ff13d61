"""The search in the CMS: synonyms, names, questions to the network, the report on the index."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from suche.abo.answer_form import Antwortformular
from suche.luecken.viewsets import RedaktionstippViewSet
from suche.page.index_report import EDITOR_RIGHTS, IndexReportView, index_anew
from wiki.redaktion.dashboard import ENTRIES_SHOWN, Aufgabe, Eintrag
from wiki.redaktion.rollen.rechte import page_policy

from .doppelt import hooks as doppelt_hooks  # noqa: F401 - registers
from .models import Eigenname, Netzwerkfrage, Synonym


class SynonymCreateView(CreateView):
    """`?begriff=` comes from a question without an answer."""

    def get_initial_form_instance(self) -> Synonym:
        return Synonym(begriff=self.request.GET.get("begriff", "")[:80])


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    add_view_class = SynonymCreateView
    icon = "resubmit"
    menu_label = "Synonyme"
    list_display = ["begriff", "entsprechungen", "richtung"]
    list_filter = ["richtung"]
    list_per_page = 100


class EigennameViewSet(SnippetViewSet):
    model = Eigenname
    icon = "lock"
    menu_label = "Eigennamen"
    list_per_page = 100


class OnlyAdministrators(ModelPermissionPolicy):
    """Whatever rights a group may have been given."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(user.is_active and user.is_superuser)


class AskedByVisitors(ModelPermissionPolicy):
    """Nobody adds such a thing in the CMS: visitors do, with the form."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class NetzwerkfrageViewSet(SnippetViewSet):
    model = Netzwerkfrage
    icon = "help"
    menu_label = "Fragen ans Netzwerk"
    permission_policy = AskedByVisitors(Netzwerkfrage)
    list_display = ["__str__", "gestellt_am", "kommune", "kontakt", "erledigt"]
    list_filter = ["erledigt"]
    edit_handler = ObjectList(
        [
            FieldPanel("text", read_only=True),
            FieldPanel("bemerkung", read_only=True),
            FieldRowPanel(
                [
                    FieldPanel("kontakt", read_only=True),
                    FieldPanel("kommune", read_only=True),
                    FieldPanel("gemeinde", read_only=True),
                ]
            ),
            FieldPanel("gestellt_am", read_only=True),
            FieldPanel("beantwortet_durch"),
            FieldPanel("erledigt"),
        ],
        base_form_class=Antwortformular,
    )


class SucheViewSetGroup(SnippetViewSetGroup):
    items = (NetzwerkfrageViewSet, SynonymViewSet, EigennameViewSet, RedaktionstippViewSet)
    menu_label = "Suchpflege"
    menu_icon = "search"


class IndexReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_policy().user_has_any_permission(request.user, EDITOR_RIGHTS))


@hooks.register("register_admin_urls")
def register_index_report_urls() -> list[URLPattern]:
    return [
        path("reports/index/", IndexReportView.as_view(), name="index_report"),
        path(
            "reports/index/liste/",
            IndexReportView.as_view(results_only=True),
            name="index_report_results",
        ),
        path("reports/index/<int:page_id>/neu/", index_anew, name="index_report_reindex"),
    ]


@hooks.register("register_reports_menu_item")
def register_index_report_menu_item() -> MenuItem:
    return IndexReportMenuItem(
        "Index", reverse("index_report"), name="index", icon_name="search", order=1300
    )


@hooks.register("wiki_aufgaben")
def open_questions(request: HttpRequest) -> Aufgabe | None:
    """Questions to the network that nobody has ticked off."""
    if not NetzwerkfrageViewSet.permission_policy.user_has_permission(request.user, "change"):
        return None
    address = Netzwerkfrage.snippet_viewset.get_url_name  # type: ignore[attr-defined]
    questions = Netzwerkfrage.objects.filter(erledigt=False)
    shown = [
        Eintrag(str(frage), reverse(address("edit"), args=[frage.pk]))
        for frage in questions.order_by("gestellt_am")[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Fragen ans Netzwerk, offen",
        questions.count(),
        shown,
        reverse(address("list")),
        60,
        einzahl="Frage ans Netzwerk, offen",
    )


register_permission_policy(Netzwerkfrage, NetzwerkfrageViewSet.permission_policy)
register_snippet(SucheViewSetGroup)
