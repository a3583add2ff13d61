"""The embedded server that the settings describe."""

from django.conf import settings

from .server import EmbeddedPostgres, embedded_postgres


def configured_server() -> EmbeddedPostgres:
    return embedded_postgres(settings.VAR_DIR, **settings.EMBEDDED_POSTGRES)
