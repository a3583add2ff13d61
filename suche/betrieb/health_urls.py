"""`/health/`."""

from django.urls import path

from . import health_views

urlpatterns = [
    path("live", health_views.live, name="health_live"),
    path("ready", health_views.ready, name="health_ready"),
]
