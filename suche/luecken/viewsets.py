"""Tips of the editors in the CMS."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from .models import Redaktionstipp


class TippCreateView(CreateView):
    """Creates a Redaktionstipp; `?fragen=` fills in the questions of a Lücke."""

    def get_initial_form_instance(self) -> Redaktionstipp:
        return Redaktionstipp(fragen=self.request.GET.get("fragen", "")[:4_000])


class RedaktionstippViewSet(SnippetViewSet):
    model = Redaktionstipp
    icon = "pick"
    menu_label = "Redaktionstipps"
    add_view_class = TippCreateView
    list_display = ["__str__", "seite"]
    panels = [FieldPanel("fragen"), FieldPanel("seite"), FieldPanel("beschreibung")]
