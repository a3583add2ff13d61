"""`manage.py mcp` runs for weeks, and no request of Django's begins or ends in it."""

import psycopg
import pytest
from django.db import OperationalError, connection

from suche.schnittstelle.mcp_server.asking import Question, ask, local_caller
from wiki.models import Startseite

THEMEN = Question("themen")


def end_the_connection() -> None:
    connection.ensure_connection()
    with pytest.raises(psycopg.errors.AdminShutdown):
        connection.connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_database_that_was_away_is_found_again(committed_start: Startseite) -> None:
    caller = local_caller("")
    end_the_connection()
    with pytest.raises(OperationalError):
        ask(caller, THEMEN)
    assert ask(caller, THEMEN) == {"themen": []}
