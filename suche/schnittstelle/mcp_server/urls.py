"""`/mcp/`, also without the slash: programs do not follow redirects of what they post."""

from django.urls import re_path

from .views import mcp

urlpatterns = [re_path(r"^mcp/?$", mcp, name="mcp")]
