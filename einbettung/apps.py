from django.apps import AppConfig


class EinbettungConfig(AppConfig):
    name = "einbettung"
    verbose_name = "Einbettung"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
