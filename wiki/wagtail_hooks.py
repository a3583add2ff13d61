"""Kommune and Thema in the CMS."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wiki.models import Kommune, Thema


class KommuneViewSet(SnippetViewSet):
    model = Kommune
    icon = "home"
    menu_label = "Kommunen"
    add_to_admin_menu = True
    list_display = ["name", "typ", "land", "kreis", "einwohner"]
    list_filter = ["land", "typ"]


class ThemaViewSet(SnippetViewSet):
    model = Thema
    icon = "tag"
    menu_label = "Themen"
    add_to_admin_menu = True
    list_display = ["name", "oberthema"]


register_snippet(KommuneViewSet)
register_snippet(ThemaViewSet)
