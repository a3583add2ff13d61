from django.apps import AppConfig


class MessungConfig(AppConfig):
    """Commands that measure the search. No models."""

    name = "suche.messung"
    verbose_name = "Messung"
