from django.apps import AppConfig


class VerbundConfig(AppConfig):
    name = "suche.verbund"
    label = "verbund"
    verbose_name = "Andere Wikis"

    def ready(self) -> None:
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
