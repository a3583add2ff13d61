import os
import threading

from django.apps import AppConfig


class SucheConfig(AppConfig):
    name = "suche"
    verbose_name = "Suche"

    def ready(self) -> None:
        """In a web process (`manage.py serve` says so) load the model beside the first pages."""
        from wiki.austausch.duplicates import register_similarity

        from .duplicates import similar_titles
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
        register_similarity(similar_titles)
        if os.environ.get("WIKI_WARM") == "1":
            from .search import warm_up

            threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
