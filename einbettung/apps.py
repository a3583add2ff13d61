from django.apps import AppConfig


class EinbettungConfig(AppConfig):
    name = "einbettung"
    verbose_name = "Einbettung"

    def ready(self) -> None:
        from einbettung.events.signal_handlers import register_signal_handlers

        from . import checks  # noqa: F401 - registers

        register_signal_handlers()
