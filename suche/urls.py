"""`/suche/`."""

from django.urls import include, path

from . import heimat, netzwerkfrage, views, vorschlaege
from .ansprechstellen.views import offices
from .luecken.klicks import count_click
from .vermerk.views import download, prepare
from .vorhaben.views import vorhaben

urlpatterns = [
    path("", include("suche.abo.urls")),
    path("", views.search, name="suche"),
    path("ansprechstellen/", offices, name="ansprechstellen"),
    path("klick/", count_click, name="klick"),
    path("heimat/", heimat.set_heimat, name="heimat"),
    path("vorschlaege/", vorschlaege.suggest, name="vorschlaege"),
    path("frage/", netzwerkfrage.ask_network, name="netzwerkfrage"),
    path("frage/danke/", netzwerkfrage.thanks, name="netzwerkfrage_danke"),
    path("vermerk/", prepare, name="vermerk"),
    path("vermerk/datei/", download, name="vermerk_datei"),
    path("vorhaben/", vorhaben, name="vorhaben"),
]
