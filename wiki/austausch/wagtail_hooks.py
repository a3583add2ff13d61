"""The menu entry "Importe" of the CMS and its addresses, and the words of lists as a snippet."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .cms import admin_views as views
from .cms import merged_words
from .models import Wertzuordnung


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_import(request.user)


class WertzuordnungViewSet(SnippetViewSet):
    """What words of lists mean; deleting one makes the next import ask again."""

    model = Wertzuordnung
    icon = "list-ul"
    list_display = ["wort", "feld", "ziel", "benutzt_am"]
    list_filter = ["feld"]
    panels = ["feld", "wort", "ziel"]


register_snippet(WertzuordnungViewSet)
merged_words.register()


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLPattern]:
    return [
        path("importe/", views.index, name="austausch_importe"),
        path("importe/<int:lauf_id>/", views.show_run, name="austausch_lauf"),
        path("importe/<int:lauf_id>/blatt/", views.change_sheet, name="austausch_blatt"),
        path("importe/<int:lauf_id>/pruefen/", views.start_check, name="austausch_pruefen"),
        path("importe/<int:lauf_id>/starten/", views.start_run, name="austausch_starten"),
        path("importe/<int:lauf_id>/abbrechen/", views.cancel, name="austausch_abbrechen"),
        path("importe/<int:lauf_id>/zurueck/", views.take_back, name="austausch_zurueck"),
        path("importe/<int:lauf_id>/verwerfen/", views.throw_away, name="austausch_verwerfen"),
        path("importe/<int:lauf_id>/bericht.json", views.report_file, name="austausch_bericht"),
        path("importe/<int:lauf_id>/zeilen.xlsx", views.rows_to_mend, name="austausch_zeilen"),
        path("export/wiki.<slug:form>", views.export_file, name="austausch_export"),
    ]


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    return ImportMenuItem(
        "Importe", reverse("austausch_importe"), name="importe", icon_name="upload", order=850
    )
