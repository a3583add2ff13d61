"""`/einbetten/` and `/oembed/`."""

from django.urls import path

from . import views
from .oembed import oembed

urlpatterns = [
    path("einbetten/suche/", views.search, name="einbetten_suche"),
    path("einbetten/kommune/<slug:slug>/", views.kommune, name="einbetten_kommune"),
    path("einbetten/projekt/<int:page_id>/", views.projekt, name="einbetten_projekt"),
    path("einbetten/komponente.js", views.component, name="einbetten_komponente"),
    path("oembed/", oembed, name="oembed"),
]
