"""Registers roles, editor and dashboard with Wagtail."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.home import RecentEditsPanel, WorkflowObjectsToModeratePanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.images import get_image_model
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry, register_permission_policy

from wiki.models import Mitarbeit, Projektseite
from wiki.models.mitarbeit import is_bound
from wiki.redaktion import inline_scripts  # noqa: F401 - registers
from wiki.redaktion.bemerkungen import recipients  # noqa: F401 - takes the place of Wagtail's
from wiki.redaktion.bemerkungen.mentions import mentionable
from wiki.redaktion.benutzung import guard  # noqa: F401 - registers
from wiki.redaktion.benutzung.reassigning import LOGGED
from wiki.redaktion.form.new_pictures import new_pictures
from wiki.redaktion.form.one_at_a_time import SeiteViewSet
from wiki.redaktion.form.side_panels import ProjektViewSet
from wiki.redaktion.papierkorb import hooks as papierkorb_hooks  # noqa: F401 - registers
from wiki.redaktion.papierkorb.bin import without_bin
from wiki.redaktion.projekte import hooks as projekte_hooks  # noqa: F401 - registers
from wiki.redaktion.pruefung.views import review
from wiki.redaktion.rollen import adressen, konten  # noqa: F401 - register
from wiki.redaktion.rollen.dateien import register_policies
from wiki.redaktion.rollen.eingang import APPROVING, waiting_files
from wiki.redaktion.rollen.rechte import KommunePolicy, choosable_pages, editable_pages
from wiki.redaktion.ruecknahme import hooks as ruecknahme_hooks  # noqa: F401 - registers
from wiki.visibility import is_visible_document

from . import admin_wording, views  # noqa: F401 - the first registers
from .bildbericht import INCOMPLETE, BildberichtView, reported_images
from .dashboard import ENTRIES_SHOWN, Aufgabe, AufgabenPanel, Eintrag, OwnEditsPanel
from .rueckgabe import remark_of

register_permission_policy(Page, KommunePolicy())
register_policies()


@hooks.register("before_serve_document", order=100)  # after Wagtail has asked for passwords
def refuse_hidden_document(document: Any, request: HttpRequest) -> None:
    """Wagtail knows collections, but not that an Autor sees only own files among those that wait
    for approval."""
    if not is_visible_document(document, request):
        raise Http404


class MitarbeitViewSet(ModelViewSet):
    """The list of who writes for which Kommune, which the Leitung keeps."""

    model = Mitarbeit
    icon = "group"
    menu_label = "Mitarbeit"
    add_to_settings_menu = True
    form_fields = ["benutzer", "kommune"]
    list_display = ["benutzer", "kommune"]
    list_filter = ["kommune"]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [SeiteViewSet("seite"), ProjektViewSet("projekt"), MitarbeitViewSet("mitarbeit")]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    report = BildberichtView
    return [
        path("projekt/guete/", views.guete, name="projekt_guete"),
        path("projekt/bilder/", new_pictures, name="projekt_bilder"),
        path("projekt/<int:page_id>/personen/", mentionable, name="projekt_personen"),
        path("projekt/<int:page_id>/pruefen/", review, name="projekt_pruefen"),
        path("reports/bilder/", report.as_view(), name="bildbericht"),
        path("reports/bilder/liste/", report.as_view(results_only=True), name="bildbericht_liste"),
    ]


@hooks.register("register_log_actions")
def register_logged(actions: Any) -> None:
    @actions.register_action(LOGGED)
    class Umgehaengt(LogFormatter):
        label = "Umhängen"

        def format_message(self, log_entry: Any) -> str:
            return "Umgehängt von „{von}“ auf „{auf}“".format(**log_entry.data)


class BildberichtMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(get_image_model())
        return bool(policy.user_has_permission(request.user, "change"))


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    address = reverse("bildbericht")
    return BildberichtMenuItem(
        "Bildnachweise", address, name="bildnachweise", icon_name="image", order=1260
    )


@hooks.register("construct_homepage_summary_items", order=1000)  # after Wagtail has counted
def count_nothing_hidden(request: HttpRequest, items: list[Any]) -> None:
    """Takes Wagtail's count of pages away from users who are bound to their Kommunen: it also
    counts pages that they may not see."""
    if is_bound(request.user):
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


hooks.register("construct_page_chooser_queryset", choosable_pages)


@hooks.register("before_move_page")
def refuse_forbidden_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuses a forbidden move before Wagtail asks to confirm it: that question names the titles of
    both pages. Wagtail itself only checks the answer."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("construct_homepage_panels")
def show_tasks(request: HttpRequest, panels: list[Any]) -> None:
    """Puts our list of tasks in the place of Wagtail's list of what waits for approval, which names
    the same pages, and of the last changes only those of pages that may still be changed."""
    panels[:] = [
        OwnEditsPanel() if isinstance(panel, RecentEditsPanel) else panel
        for panel in panels
        if not isinstance(panel, WorkflowObjectsToModeratePanel)
    ]
    panels.insert(0, AufgabenPanel())


@hooks.register("wiki_aufgaben")
def waiting_for_review(request: HttpRequest) -> Aufgabe:
    """Lists pages that this user may approve."""
    states = TaskState.objects.reviewable_by(request.user).select_related("revision")
    shown = [
        Eintrag(
            state.revision.as_object().title,
            _review(state.revision),
            "Freigeben oder zurück",
        )
        for state in states.order_by("started_at")[:ENTRIES_SHOWN]
    ]
    everything = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true"
    return Aufgabe("zur Freigabe", states.count(), shown, everything, ordnung=10)


@hooks.register("wiki_aufgaben")
def sent_back(request: HttpRequest) -> Aufgabe:
    """Lists pages of this user that the Redaktion has sent back with a remark, but for those that
    they may not edit any more."""
    editable = editable_pages(request.user).order_by()
    states = WorkflowState.objects.filter(
        requested_by=request.user,
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        object_id__in=editable.values_list(Cast("pk", CharField())),
    ).order_by("created_at")
    shown = [
        Eintrag(state.content_object.title, _edit(state.object_id), remark_of(state))
        for state in states[:ENTRIES_SHOWN]
        if state.content_object
    ]
    return Aufgabe("zurückgegeben", states.count(), shown, ordnung=20)


@hooks.register("wiki_aufgaben")
def unfinished_drafts(request: HttpRequest) -> Aufgabe:
    """Lists drafts of this user that were never published and do not wait for approval."""
    drafts = (
        without_bin(Projektseite.objects.filter(owner=request.user, first_published_at=None))
        .exclude(
            pk__in=[
                int(pk)
                for pk in WorkflowState.objects.active()
                .filter(requested_by=request.user)
                .values_list("object_id", flat=True)
            ]
        )
        .order_by("-latest_revision_created_at")
    )
    shown = [
        Eintrag(page.draft_title or page.title, _edit(page.pk)) for page in drafts[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Entwürfe, noch nicht eingereicht",
        drafts.count(),
        shown,
        ordnung=30,
        einzahl="Entwurf, noch nicht eingereicht",
    )


@hooks.register("wiki_aufgaben")
def files_to_approve(request: HttpRequest) -> Aufgabe:
    """Files of Autoren that this user may approve, by moving them to another collection."""
    files = waiting_files(request.user)
    shown = [
        Eintrag(title, reverse(f"{space}:edit", args=[pk]), APPROVING)
        for space, pk, title in files[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Dateien, noch nicht freigegeben",
        len(files),
        shown,
        ordnung=15,
        einzahl="Datei, noch nicht freigegeben",
    )


@hooks.register("wiki_aufgaben")
def images_without_credit(request: HttpRequest) -> Aufgabe:
    """Pictures that this user may change and of which author, licence or source is missing."""
    images = reported_images(request.user).filter(INCOMPLETE).order_by("title")
    shown = [
        Eintrag(image.title, reverse("wagtailimages:edit", args=[image.pk]))
        for image in images[:ENTRIES_SHOWN]
    ]
    return Aufgabe(
        "Bilder ohne vollständigen Nachweis",
        images.count(),
        shown,
        reverse("bildbericht"),
        ordnung=60,
        einzahl="Bild ohne vollständigen Nachweis",
    )


def _edit(page_id: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def _review(revision: Any) -> str:
    """Where somebody decides about a text; other kinds of pages are decided about in the form."""
    if revision.content_type.model_class() is Projektseite:
        return reverse("projekt_pruefen", args=[revision.object_id])
    return _edit(revision.object_id)
