from django.apps import AppConfig


class AboConfig(AppConfig):
    name = "suche.abo"
    label = "abo"
    verbose_name = "Benachrichtigungen"
