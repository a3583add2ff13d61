from django.apps import AppConfig


class BetriebConfig(AppConfig):
    """Commands that run the wiki: start, serve, backup, restore. No models."""

    name = "suche.betrieb"
    verbose_name = "Betrieb"
