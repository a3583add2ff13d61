"""Wagtail's app for accounts, with forms of our own (`benutzer`). Loaded before any model."""

from wagtail.users.apps import WagtailUsersAppConfig


class BenutzerConfig(WagtailUsersAppConfig):
    user_viewset = "wiki.redaktion.rollen.benutzer.BenutzerViewSet"
