"""`/api/v3/`."""

from django.urls import path

from .pages_api import api

urlpatterns = [path("", api.urls)]
