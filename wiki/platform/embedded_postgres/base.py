"""Django database engine: a PostgreSQL that is started by the first connection.

Importing it starts nothing, so `manage.py --help`, mypy and ruff never start a server.
"""

from typing import Any

from django.db.backends.postgresql import base

from .configured import configured_server


class DatabaseWrapper(base.DatabaseWrapper):
    """`django.db.backends.postgresql`, connected to the embedded server's Unix socket."""

    def get_connection_params(self) -> dict[str, Any]:
        server = configured_server()
        server.ensure_running()
        self.settings_dict["HOST"] = str(server.socket_folder)
        return super().get_connection_params()
