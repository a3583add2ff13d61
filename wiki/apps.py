from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "wiki"
    verbose_name = "Wiki"

    def ready(self) -> None:
        from django.utils import translation
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.signals import page_published

        from . import (
            checks,  # noqa: F401 - registers
            texte,
        )
        from .anmeldung import events
        from .dateien.checking import guard
        from .mitmachen.seitenstand import on_published
        from .redaktion.report_export import guard_reports
        from .redaktion.rollen.eingang import approve_files_of

        texte.use(translation)
        events.connect()
        guard(get_document_model())
        guard(get_image_model())
        guard_reports()
        page_published.connect(approve_files_of, dispatch_uid="wiki.eingang")
        page_published.connect(on_published, dispatch_uid="wiki.seitenstand")
