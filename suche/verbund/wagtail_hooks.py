"""Other wikis in the CMS, for administrators: who is named decides what visitors are shown."""

from typing import Any

from wagtail.admin.panels import FieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Nachbarwiki


class OnlyAdministrators(ModelPermissionPolicy):
    """Whatever rights a group may have been given."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(user.is_active and user.is_superuser)


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
