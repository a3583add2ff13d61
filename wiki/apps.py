from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "wiki"
    verbose_name = "Wiki"

    def ready(self) -> None:
        from django.utils import translation
        from wagtail.signals import page_published

        from . import (
            checks,  # noqa: F401 - registers
            texte,
        )
        from .anmeldung import events
        from .mitmachen.seitenstand import on_published

        texte.use(translation)
        events.connect()
        page_published.connect(on_published, dispatch_uid="wiki.seitenstand")
