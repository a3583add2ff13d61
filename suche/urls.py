"""`/suche/`."""

from django.urls import path

from . import netzwerkfrage, views

urlpatterns = [
    path("", views.search, name="suche"),
    path("frage/", netzwerkfrage.ask_network, name="netzwerkfrage"),
    path("frage/danke/", netzwerkfrage.thanks, name="netzwerkfrage_danke"),
]
