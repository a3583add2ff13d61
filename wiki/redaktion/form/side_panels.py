"""Side panels that answer while somebody writes, and the views of the page editor that show them.

A panel belongs to the room that knows the answer. That room registers its class here, and its
address gets the form as it is being filled in (static/js/redaktion.js) and answers with HTML.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.admin.viewsets.pages import PageViewSet

from wiki.felder.felder import FLIESSTEXT
from wiki.felder.lengths import max_lengths
from wiki.models import Kommune, Projektseite
from wiki.models.mitarbeit import own_kommunen
from wiki.redaktion.bemerkungen.mentions import tell_mentioned
from wiki.redaktion.rueckgabe import decides_on, remark_on
from wiki.redaktion.vollstaendig import ApprovalView

from .holding_back import hold_back
from .one_at_a_time import OneFormEditView


class LivePanel(BaseSidePanel):
    """A side panel that asks its address `url_name` again after each change of the form.

    `felder` names the form fields (or the beginnings of their names) that the answer depends on;
    empty means all. `leer` is shown before the first answer.
    """

    template_name = "wiki/redaktion/live_panel.html"
    url_name = ""
    felder: tuple[str, ...] = ()
    leer = ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {
            "adresse": reverse(self.url_name),
            "felder": " ".join(self.felder),
            "leer": self.leer,
        }


REVIEW = (
    "Dieser Text wartet auf Ihre Freigabe. Bemerkungen zu einer Stelle: das Plus neben dem Feld; "
    "unten geben Sie frei oder zurück."
)

_panels: list[type[LivePanel]] = []


def register_live_panel(panel: type[LivePanel]) -> None:
    """Shows `panel` beside the form of every Projektseite."""
    if panel not in _panels:
        _panels.append(panel)


class GuetePanel(LivePanel):
    """Shows what is missing in a case, those things first that readers miss most."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Was noch fehlt: ein- oder ausblenden"
        icon_name = "tasks"

    name = "guete"
    title = "Was noch fehlt"
    order = 110
    url_name = "projekt_guete"
    leer = "Sobald Sie schreiben, steht hier, was noch fehlt."


class ProjektCreateView(CreateView):
    """Fills a new page with the author's Kommune and one text. `?titel=` comes from the list
    of wanted pages, `?kurzfassung=` from a question that has no answer."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lengths = max_lengths()
        self.page.title = request.GET.get("titel", "")[: lengths["titel"]]
        self.page.kurzfassung = request.GET.get("kurzfassung", "")[: lengths["kurzfassung"]]
        self.page.kommunen = list(Kommune.objects.filter(pk__in=own_kommunen(request.user)))
        self.page.inhalt = [(FLIESSTEXT, [("text", "")])]
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """While somebody writes, one wrong entry does not keep the others from being saved."""
        autosave = self.expects_json_response and self.action_name == "save"
        if autosave and hold_back(form):
            return self.form_valid(form)
        return super().form_invalid(form)

    def get_side_panels(self) -> MediaContainer:
        return _with_live_panels(super().get_side_panels(), self.page, self.request)


class ProjektEditView(OneFormEditView):
    """Shows the editor with the live panels, and above it what the Redaktion wants changed. The
    answer to an autosave leaves the panels as they are."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        remark = "" if self.hydrate_create_view else remark_on(self.page)
        if remark:
            messages.warning(request, remark)
        if not self.hydrate_create_view and decides_on(self.page, request.user):
            messages.info(request, REVIEW, buttons=self._to_review())
        return super().get(request, *args, **kwargs)

    def _to_review(self) -> list[Any]:
        """Returns the button that leads to the page on which the Redaktion sees what has changed,
        and decides."""
        address = reverse("projekt_pruefen", args=[self.page.pk])
        return [messages.button(address, "Prüfen: was sich ändert")]

    def form_invalid(self, form: Any) -> HttpResponse:
        """Sets wrong entries aside while the page saves itself, as ProjektCreateView does."""
        autosave = self.expects_json_response and self.action_name == "save"
        if autosave and not self.locked_for_user and hold_back(form):
            return self.form_valid(form)
        return super().form_invalid(form)

    def send_commenting_notifications(self, changes: Any) -> None:
        super().send_commenting_notifications(changes)
        tell_mentioned(self.page, changes, self.request.user)

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.expects_json_response or self.hydrate_create_view:
            return panels
        return _with_live_panels(panels, self.page, self.request)


class _WithoutWhatIsWrong:
    """Shows a preview of the rest when something in the form is wrong."""

    def validate_form(self, form: Any) -> bool:
        return bool(super().validate_form(form)) or hold_back(form)  # type: ignore[misc]


class ProjektCreatePreview(_WithoutWhatIsWrong, PreviewOnCreateView):
    pass


class ProjektEditPreview(_WithoutWhatIsWrong, PreviewOnEditView):
    pass


class ProjektViewSet(PageViewSet):
    model = Projektseite
    icon = "doc-full"
    preview_on_add_view_class = ProjektCreatePreview
    preview_on_edit_view_class = ProjektEditPreview
    add_view_class = ProjektCreateView
    edit_view_class = ProjektEditView
    workflow_action_view_class = ApprovalView


def _with_live_panels(
    panels: MediaContainer, page: Projektseite, request: HttpRequest
) -> MediaContainer:
    return MediaContainer([*panels, *(panel(page, request) for panel in _panels)])


register_live_panel(GuetePanel)
