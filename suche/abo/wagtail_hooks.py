"""Announcements in the CMS: editors can take away what does not belong there."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from suche.wagtail_hooks import AskedByVisitors

from . import merged_filters
from .models import Planung


class PlanungViewSet(SnippetViewSet):
    model = Planung
    icon = "group"
    menu_label = "Planungen"
    add_to_admin_menu = True
    permission_policy = AskedByVisitors(Planung)
    list_display = ["__str__", "frage", "seite", "bestaetigt_am", "gilt_bis"]
    panels = [
        FieldPanel("gilt_bis"),
        FieldPanel("bemerkung"),
        FieldPanel("kommune", read_only=True),
        FieldPanel("gemeinde", read_only=True),
        FieldPanel("stelle", read_only=True),
        FieldPanel("frage", read_only=True),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Planung]":
        return Planung.objects.exclude(bestaetigt_am=None).select_related(
            "kommune", "gemeinde", "seite"
        )


register_permission_policy(Planung, PlanungViewSet.permission_policy)
register_snippet(PlanungViewSet)
merged_filters.register()
