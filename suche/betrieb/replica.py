"""Reads of the index from a streaming replica of the database, while it is up to date.

Only the vectors are read there: they are most of what a question costs the database. Who may see
what, and every text of a page as such, is always read from the primary.
"""

import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

ALIAS = "replika"
# A generation is built and begins to answer without a change of any page's text.
STATE_SQL = """
    SELECT pg_is_in_recovery(), coalesce(max(nummer), 0), (
        SELECT md5(string_agg(kennung::text, '' ORDER BY tabelle, prozess)) FROM wiki_tabellenstand
        WHERE tabelle IN ('einbettung_generation', 'einbettung_projektion')
    ) FROM einbettung_aenderung
"""
REST_S = 10.0  # how long a replica that has failed is left alone

T = TypeVar("T")


class _Rest:
    """Until when this process leaves a replica alone that has failed (time.monotonic()). The value
    is shared by all threads without a lock: at worst one of them tries the replica once too
    often."""

    until = 0.0


def configured() -> bool:
    return ALIAS in connections


def read(query: Callable[[BaseDatabaseWrapper], T]) -> T:
    """The answer to `query`, which is given the connection to ask: the replica's, if it holds
    every change of the index that the primary has committed, else the primary's."""
    if configured() and time.monotonic() >= _Rest.until:
        try:
            if changes_behind() == 0:
                return query(connections[ALIAS])
        except (DatabaseError, psycopg.Error):
            _leave_alone()
    return query(connection)


@contextmanager
def primary_only() -> Iterator[None]:
    """While the block runs, this process asks the replica nothing, for code that works with
    temporary tables, which are not there."""
    before, _Rest.until = _Rest.until, math.inf
    try:
        yield
    finally:
        _Rest.until = before


def changes_behind() -> int:
    """Returns by how far the replica's change log differs from the primary's; at least 1 when it
    does not know the same generations. A larger number differs, too: a replica that has lost touch
    may hold the wiki of before a restore, with a longer log. Raises DatabaseError when it cannot be
    asked or is no replica at all."""
    _, newest, generations = _state(connection)
    is_replica, newest_there, generations_there = _state(connections[ALIAS])
    if not is_replica:  # another wiki, or a replica that has been made a primary
        raise DatabaseError("DATABASE_REPLIKA_URL is no streaming replica")
    return abs(newest - newest_there) or int(generations != generations_there)


def _state(database: BaseDatabaseWrapper) -> tuple[bool, int, str]:
    """Whether it is a replica, the last number of its change log, and what is another one after
    each change of the generations."""
    with database.cursor() as cursor:
        cursor.execute(STATE_SQL)
        is_replica, newest, generations = cursor.fetchone()
    return is_replica, int(newest), generations or ""


def _leave_alone() -> None:
    _Rest.until = time.monotonic() + REST_S
    logger.warning("Die Replik antwortet nicht; die Datenbank selbst übernimmt.")
    connections[ALIAS].close()
