"""Django database engine: a PostgreSQL that is started by the first connection.

Importing it starts nothing, so `manage.py --help`, mypy and ruff never start a server.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from .server import embedded_postgres


class DatabaseWrapper(base.DatabaseWrapper):
    """`django.db.backends.postgresql`, connected to the embedded server's Unix socket."""

    def get_connection_params(self) -> dict[str, Any]:
        server = embedded_postgres(settings.VAR_DIR)
        server.ensure_running()
        self.settings_dict["HOST"] = str(server.socket_folder)
        return super().get_connection_params()
