from django.apps import AppConfig


class LueckenConfig(AppConfig):
    name = "suche.luecken"
    label = "luecken"
    verbose_name = "Wissenslücken"

    def ready(self) -> None:
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
