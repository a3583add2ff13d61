"""Webhooks in the CMS, for administrators: an address of a chat is a key to it."""

from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from suche.wagtail_hooks import OnlyAdministrators

from .models import Webhook


class WebhookViewSet(SnippetViewSet):
    model = Webhook
    icon = "link-external"
    menu_label = "Webhooks"
    add_to_settings_menu = True
    permission_policy = OnlyAdministrators(Webhook)
    list_display = ["name", "form", "aktiv", "zuletzt_am", "ergebnis"]
    panels = [
        FieldPanel("name"),
        FieldPanel("adresse"),
        FieldPanel("form"),
        FieldPanel("ereignisse"),
        FieldPanel("aktiv"),
        FieldPanel("geheimnis", read_only=True),
        FieldPanel("zuletzt_am", read_only=True),
        FieldPanel("ergebnis", read_only=True),
    ]


register_permission_policy(Webhook, WebhookViewSet.permission_policy)
register_snippet(WebhookViewSet)
