"""The advisory locks of PostgreSQL: every number that this project uses, and the two ways to hold
one."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum, unique

from django.db import DatabaseError, InterfaceError, connection


@unique
class Lock(IntEnum):
    """What only one process may do at a time, on whatever machine. A number is never used again."""

    CHANGE_LOG = 7_301_001  # change numbers are given out in the order of commits
    PAGE = 7_301_002  # with the page's id as second key: one run works on a page
    INDEX_REPAIR = 7_301_003
    GENERATION = 7_301_004  # a build, a switch or a removal
    RESTORE = 7_301_005
    IMPORT = 7_301_011
    LUECKEN_GROUPING = 7_301_021
    VERBUND = 7_301_041  # another wiki is pulled
    NETZWERKFRAGE = 7_301_031  # a question is looked for and stored


@contextmanager
def only_one(lock: Lock, refusal: Exception) -> Iterator[None]:
    """Holds `lock` while the block runs, or raises `refusal` at once when another process holds it.
    The lock belongs to the database session, so it also ends with a process that is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        if cursor.fetchone() != (True,):
            raise refusal
    try:
        yield
    finally:
        # When the connection is broken, the lock is gone already.
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def wait_for(lock: Lock, key: int | None = None) -> None:
    """Waits until no other process holds `lock`, and holds it until the transaction ends. With
    `key` the lock counts for that key only: `wait_for(Lock.PAGE, 17)`."""
    keys = [lock] if key is None else [lock, key]
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({marks})", keys)
