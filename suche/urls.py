"""`/suche/`."""

from django.urls import include, path

from suche.ansprechstellen.views import offices
from suche.luecken.klicks import count_click
from suche.saetze.views import saetze
from suche.verbund.views import andere_wikis
from suche.vermerk.views import download, prepare
from suche.vorhaben.views import vorhaben

from . import views
from .gemeinden import heimat
from .page import kommunen, netzwerkfrage, opensearch, suggestions

urlpatterns = [
    path("", include("suche.abo.urls")),
    path("", views.search, name="suche"),
    path("ansprechstellen/", offices, name="ansprechstellen"),
    path("klick/", count_click, name="klick"),
    path("heimat/", heimat.set_heimat, name="heimat"),
    path("vorschlaege/", suggestions.suggest_while_typing, name="vorschlaege"),
    path("kommunen/", kommunen.suggest_kommunen, name="kommunenvorschlaege"),
    path("opensearch.xml", opensearch.opensearch, name="opensearch"),
    path(
        "opensearch/",
        opensearch.suggest_in_address_bar,
        name="opensearch_vorschlaege",
    ),
    path("frage/", netzwerkfrage.ask_network, name="netzwerkfrage"),
    path("frage/danke/", netzwerkfrage.thanks, name="netzwerkfrage_danke"),
    path("saetze/", saetze, name="saetze"),
    path("vermerk/", prepare, name="vermerk"),
    path("vermerk/datei/", download, name="vermerk_datei"),
    path("andere-wikis/", andere_wikis, name="andere_wikis"),
    path("vorhaben/", vorhaben, name="vorhaben"),
]
