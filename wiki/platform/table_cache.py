"""Values made of whole tables, kept in the process until one of the tables changes.

Triggers of the database write down every change (migration `tabellenstand`), whoever makes it: this
process, another one, SQL by hand. So a value that is kept is never older than its tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar
from weakref import WeakSet

from django.db import connection, models

T = TypeVar("T")
# Each process of the database has a row of its own for a table, so that nobody waits for anybody.
SQL = """
    SELECT md5(coalesce(string_agg(kennung::text, '' ORDER BY tabelle, prozess), ''))
    FROM wiki_tabellenstand WHERE tabelle = ANY(%s)
"""
# The newest row of a table stays: without it the state could become what it was before a change,
# and a process that nobody asked for a day would keep what it knew then.
TIDY_SQL = """
    DELETE FROM wiki_tabellenstand AS stand WHERE wann < now() - interval '1 day' AND EXISTS (
        SELECT 1 FROM wiki_tabellenstand AS neuer
        WHERE neuer.tabelle = stand.tabelle
            AND (neuer.wann, neuer.prozess) > (stand.wann, stand.prozess)
    )
"""

_caches: "WeakSet[TableCache]" = WeakSet()
_seen: ContextVar[dict[tuple[str, ...], str] | None] = ContextVar("seen", default=None)


class TableCache(Generic[T]):
    """Keeps a value made of these tables. Each `get` asks for their state: one small query."""

    def __init__(self, load: Callable[[], T], *tables: type[models.Model]) -> None:
        self._load = load
        self.tables = tuple(table._meta.db_table for table in tables)
        self._kept: tuple[str, T] | None = None
        _caches.add(self)

    def get(self) -> T:
        """Returns the value; loads it first if the tables have changed."""
        # Asked before the rows: a change in between makes the next caller load once more.
        state = _state_of(self.tables)
        kept = self._kept
        if kept is None or kept[0] != state:
            kept = self._kept = (state, self._load())
        return kept[1]

    def forget(self) -> None:
        self._kept = None


@contextmanager
def one_look() -> Iterator[None]:
    """Within it each set of tables is asked about once: for a page that only reads."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def forget_all() -> None:
    """For who hides tables behind others, which no trigger sees."""
    for cache in list(_caches):
        cache.forget()


def tidy() -> None:
    """Rows of processes that have ended long ago go. Values are made anew once."""
    with connection.cursor() as cursor:
        cursor.execute(TIDY_SQL)


def _state_of(tables: tuple[str, ...]) -> str:
    seen = _seen.get()
    if seen is not None and tables in seen:
        return seen[tables]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [list(tables)])
        state: str = cursor.fetchone()[0]
    if seen is not None:
        seen[tables] = state
    return state
