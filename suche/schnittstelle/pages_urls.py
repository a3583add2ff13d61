"""`/api/v3/`: all kinds of pages as Wagtail's own API says them."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from .pages_api import api
from .problems import nothing_here

urlpatterns = [
    path("", RedirectView.as_view(url="openapi.json"), name="api_v3_beschreibung"),
    path("", api.urls),
    # Addresses here end in a slash; Django leads who forgets it there.
    re_path(r"^(?:.*/)?$", nothing_here, name="api_v3_unbekannt"),
]
