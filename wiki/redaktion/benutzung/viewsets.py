"""Kommune, Thema and tags in the CMS: lists and forms that know who uses what."""

from functools import partial
from typing import Any

from django.db.models import Func, Value
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import URLPattern, path
from taggit.models import Tag
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from wiki.models import Kommune, Thema

from .views import BenutztEditView, BenutzungView, reassign_button, reassign_view

UMLAUTS, BARE = "äöüßàáâéèêç", "aousaaaeeec"


def _in_german_order(name: str) -> Func:
    """The database sorts Köln behind Kusel."""
    return Func(Lower(name), Value(UMLAUTS), Value(BARE), function="TRANSLATE")


class BenutztIndexView(snippets.IndexView):
    def order_queryset(self, queryset: Any) -> Any:
        ordered = super().order_queryset(queryset)
        wanted = self.ordering or "name"
        if wanted in ("name", ["name"]):
            return ordered.order_by(_in_german_order("name"), "pk")
        return ordered.order_by(_in_german_order("name").desc()) if wanted == "-name" else ordered

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            buttons.append(reassign_button(instance))
        return buttons


class BenutztViewSet(snippets.SnippetViewSet):
    """What pages use: true numbers under "Benutzung", and the page "Umhängen"."""

    add_to_admin_menu = True
    # By the database: Wagtail's search knows neither our order nor our filters.
    search_backend_name = None
    search_fields = ["name"]
    index_view_class = BenutztIndexView
    edit_view_class = BenutztEditView
    usage_view_class = BenutzungView

    def get_urlpatterns(self) -> list[URLPattern]:
        view = partial(reassign_view, model=self.model)
        return [
            *super().get_urlpatterns(),
            path("umhaengen/<int:pk>/", view, name="umhaengen"),
        ]


class KommuneViewSet(BenutztViewSet):
    model = Kommune
    icon = "home"
    menu_label = "Kommunen"
    list_display = ["name", "typ", "land", "kreis", "einwohner"]
    list_filter = ["land", "typ"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Kommune.objects.select_related("kreis")


class ThemaViewSet(BenutztViewSet):
    model = Thema
    icon = "tag"
    menu_label = "Themen"
    list_display = ["name", "oberthema", "zeichen"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Thema.objects.select_related("oberthema")


class SchlagwortViewSet(BenutztViewSet):
    """Products of projects, and tags of pictures and documents. New ones come with the pages."""

    model = Tag
    icon = "tag"
    menu_label = "Schlagwörter"
    list_display = ["name"]
    panels = ["name", "slug"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Tag.objects.all()
