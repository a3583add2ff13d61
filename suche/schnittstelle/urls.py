"""`/api/v1/`."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from .api import api
from .problems import nothing_here

urlpatterns = [
    path("", RedirectView.as_view(url="openapi.json"), name="api_beschreibung"),
    path("", api.urls),
    re_path("", nothing_here, name="api_unbekannt"),
]
