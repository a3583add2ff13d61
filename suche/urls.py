"""`/suche/`."""

from django.urls import path

from . import heimat, netzwerkfrage, views, vorschlaege

urlpatterns = [
    path("", views.search, name="suche"),
    path("heimat/", heimat.set_heimat, name="heimat"),
    path("vorschlaege/", vorschlaege.suggest, name="vorschlaege"),
    path("frage/", netzwerkfrage.ask_network, name="netzwerkfrage"),
    path("frage/danke/", netzwerkfrage.thanks, name="netzwerkfrage_danke"),
]
