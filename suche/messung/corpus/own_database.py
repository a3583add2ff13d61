"""A corpus lies in a database and a folder of its own, beside the operator's and never in it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from suche.exceptions import MeasuringFailed

PREFIX = "wiki_korpus_"
PARAMETERS = {"host", "port", "user", "password", "dbname", "sslmode"}
SHARED = ("modelle", "static")  # folders that a corpus has no own of


@dataclass(frozen=True)
class OwnWiki:
    """What processes that work with a corpus are told."""

    pages: int

    @property
    def database(self) -> str:
        return f"{PREFIX}{self.pages}"

    @property
    def var(self) -> Path:
        return Path(settings.VAR_DIR) / "korpora" / str(self.pages)

    @property
    def mark(self) -> Path:
        """The file that is there once the corpus is whole."""
        return self.var / "fertig"

    @property
    def environment(self) -> dict[str, str]:
        told = connection.get_connection_params()
        query = {key: str(told[key]) for key in ("host", "port") if told.get(key)}
        user = quote(str(told.get("user", "")))
        password = f":{quote(told['password'])}" if told.get("password") else ""
        address = f"postgresql://{user}{password}@/{self.database}?{urlencode(query)}"
        return os.environ | {"DATABASE_URL": address, "WIKI_VAR": str(self.var)}

    def manage(self, *arguments: str) -> None:
        """Runs `manage.py` in this wiki; raises MeasuringFailed."""
        run_manage(*arguments, env=self.environment)


def run_manage(*arguments: str, env: Mapping[str, str] | None = None) -> None:
    """Runs `manage.py` in a process of its own, which says itself what is wrong; raises
    MeasuringFailed."""
    command = [sys.executable, "manage.py", *arguments]
    if subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=False).returncode:
        raise MeasuringFailed(f"manage.py {' '.join(arguments)}")


def create(wiki: OwnWiki) -> None:
    """Creates an empty database of that name, in the place of one that was there, and a folder for
    its files."""
    drop(wiki)
    _on_the_server("CREATE DATABASE {}", wiki)
    wiki.var.mkdir(parents=True, exist_ok=True)
    wiki.mark.unlink(missing_ok=True)
    for shared in SHARED:
        link = wiki.var / shared
        if not link.is_symlink():
            link.symlink_to(Path(settings.VAR_DIR) / shared)


def drop(wiki: OwnWiki) -> None:
    """Removes the database; its folder holds nothing that would be in the way."""
    _on_the_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", wiki)


def finish(wiki: OwnWiki) -> None:
    """Notes that the corpus is whole. Called in its own processes, whose folder is its folder."""
    (Path(settings.VAR_DIR) / wiki.mark.name).touch()


def is_whole(wiki: OwnWiki) -> bool:
    """Returns whether the corpus is there. One that was broken off while it was made is not."""
    if not wiki.mark.exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wiki.database])
        return cursor.fetchone() is not None


def is_own() -> bool:
    """Whether this process works in the database of a corpus."""
    return str(connection.settings_dict["NAME"]).startswith(PREFIX)


def _on_the_server(statement: str, wiki: OwnWiki) -> None:
    connection.ensure_connection()  # starts the embedded server
    told = {k: v for k, v in connection.get_connection_params().items() if k in PARAMETERS}
    with psycopg.connect(**told, autocommit=True) as own:
        own.execute(sql.SQL(statement).format(sql.Identifier(wiki.database)))
