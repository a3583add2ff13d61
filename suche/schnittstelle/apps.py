from django.apps import AppConfig


class SchnittstelleConfig(AppConfig):
    name = "suche.schnittstelle"
    label = "schnittstelle"
    verbose_name = "Schnittstelle für andere Programme"
