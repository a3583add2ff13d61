from django.apps import AppConfig


class AustauschConfig(AppConfig):
    name = "wiki.austausch"
    label = "austausch"
    verbose_name = "Import und Export"
