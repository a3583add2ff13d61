"""Other wikis in the CMS, for administrators: who is named decides what visitors are shown."""

from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from suche.wagtail_hooks import OnlyAdministrators

from .models import Nachbarwiki


class NachbarwikiViewSet(SnippetViewSet):
    model = Nachbarwiki
    icon = "globe"
    menu_label = "Andere Wikis"
    add_to_settings_menu = True
    permission_policy = OnlyAdministrators(Nachbarwiki)
    list_display = ["name", "adresse", "aktiv", "bestaetigt_am", "bericht"]
    panels = [
        FieldPanel("name"),
        FieldPanel("adresse"),
        FieldPanel("aktiv"),
        FieldPanel("zuletzt_am", read_only=True),
        FieldPanel("bestaetigt_am", read_only=True),
        FieldPanel("bericht", read_only=True),
    ]


register_permission_policy(Nachbarwiki, NachbarwikiViewSet.permission_policy)
register_snippet(NachbarwikiViewSet)
