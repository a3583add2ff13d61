"""Values made of whole tables, kept in the process until one of the tables changes.

Triggers of the database write down every change (migration `tabellenstand`), whoever makes it: this
process, another one, SQL by hand. So a value that is kept is never older than its tables, but for
large ones that may lag behind for seconds (`lags`).
"""

import threading
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar
from weakref import WeakSet

from django.db import connection, models

from .one_look import once

T = TypeVar("T")
LAGS_FROM = 20_000  # rows in a value: to make it anew takes seconds, and readers get the old one
# Each process of the database has a row of its own for a table, so that nobody waits for anybody.
SQL = """
    SELECT tabelle, md5(string_agg(kennung::text, '' ORDER BY prozess))
    FROM wiki_tabellenstand GROUP BY tabelle
"""
# Row 0 stands for those that are gone. It is a new one each time: else the state of a table could
# become what it was before a change, and a process that nobody asked for a day keep what it knew.
TIDY_SQL = """
    WITH gone AS (
        DELETE FROM wiki_tabellenstand
        WHERE prozess <> 0 AND wann < now() - interval '1 day' RETURNING tabelle
    )
    INSERT INTO wiki_tabellenstand (tabelle, prozess, kennung)
    SELECT tabelle, 0, gen_random_uuid() FROM gone GROUP BY tabelle
    ON CONFLICT (tabelle, prozess) DO UPDATE SET kennung = EXCLUDED.kennung, wann = now()
"""

_caches: "WeakSet[TableCache]" = WeakSet()
_hidden: set[str] = set()


class KeptValue(Generic[T]):
    """A value, and the state of what it was made of.

    `lags`: whether a value is so large that readers get the old one until a thread has made the
    new one, seconds later. Only where it gives nothing away: who may see what is asked elsewhere.
    """

    def __init__(self, make: Callable[[], T], lags: Callable[[T], bool] = lambda _: False) -> None:
        self._make = make
        self._lags = lags
        self._known: tuple[Hashable, T] | None = None
        self._making = threading.Lock()

    def get(self, state: Hashable) -> T:
        """Returns the value. `state`: asked before, so that a change in between makes the next
        caller ask for a new one."""
        known = self._known
        if known is None:
            known = self._known = (state, self._make())
        elif known[0] != state:
            if self._lags(known[1]):
                self._make_behind(state)
            else:
                known = self._known = (state, self._make())
        return known[1]

    def forget(self) -> None:
        self._known = None

    def _make_behind(self, state: Hashable) -> None:
        """One thread at a time: what changes meanwhile is noticed by the next reader."""
        if self._making.acquire(blocking=False):
            threading.Thread(target=self._make_in_thread, args=[state], daemon=True).start()

    def _make_in_thread(self, state: Hashable) -> None:
        try:
            self._known = (state, self._make())
        finally:
            connection.close()
            self._making.release()


class TableCache(Generic[T]):
    """Keeps a value made of these tables. Each `get` asks for their state: one small query, and
    within one look one for all values together."""

    def __init__(
        self,
        load: Callable[[], T],
        *tables: type[models.Model],
        lags: Callable[[T], bool] = lambda _: False,
    ) -> None:
        """`lags`: see `KeptValue`."""
        self._load = load
        self.tables = tuple(table._meta.db_table for table in tables)
        self._kept = KeptValue(load, lags)
        _caches.add(self)

    def get(self) -> T:
        """Returns the value; loads it first if the tables have changed."""
        if not _hidden.isdisjoint(self.tables):
            return self._load()
        states = once(SQL, _states)
        return self._kept.get(tuple(states.get(table) for table in self.tables))

    def forget(self) -> None:
        """Makes the next `get` load the value anew."""
        self._kept.forget()


@contextmanager
def hiding(tables: Collection[str]) -> Iterator[None]:
    """While the block runs, values made of these tables are made anew with each use. For code that
    hides the tables behind temporary ones of its own connection, whose changes no trigger sees."""
    before = set(_hidden)
    _hidden.update(tables)
    try:
        yield
    finally:
        _hidden.intersection_update(before)


def state_of(*tables: type[models.Model]) -> tuple[str | None, ...]:
    """Returns what is another one after each change of these tables. One query."""
    states = once(SQL, _states)
    return tuple(states.get(table._meta.db_table) for table in tables)


def tidy() -> None:
    """Rows of processes that have ended long ago go. Values are made anew once."""
    with connection.cursor() as cursor:
        cursor.execute(TIDY_SQL)


def _states() -> dict[str, str]:
    """Returns table -> what is another one after each change, for all that have changed so far."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return dict(cursor.fetchall())
