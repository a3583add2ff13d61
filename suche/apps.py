import threading

from django.apps import AppConfig, apps
from django.conf import settings


class SucheConfig(AppConfig):
    name = "suche"
    verbose_name = "Suche"

    def ready(self) -> None:
        """Loads what the first question needs, in a web process (`manage.py serve` says that it is
        one) and beside the first pages."""
        from suche.answer.similar import similar_titles
        from suche.saetze import checks  # noqa: F401  # registers itself
        from wiki.austausch.importing.duplicates import register_similarity

        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
        register_similarity(similar_titles)
        if settings.WARM_START:
            threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    from suche.rank.ranking import warm_up
    from suche.understand.known_words import count_words

    apps.ready_event.wait()  # the database is not to be asked before
    warm_up()
    count_words()
