"""What the database says now, kept ready for every question. Each value is computed anew when a
row it is made of has changed, in this process or in another one: a change acts at once."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from django.db import connection, models

from suche.german.names import Names, Place, build_names
from suche.german.synonyms import Wortschatz, build_wortschatz
from suche.models import Eigenname, Synonym
from wiki.models import Kommune

T = TypeVar("T")


class Fresh(Generic[T]):
    """A value made of whole tables, which must be small: each `get` reads a hash of their rows."""

    def __init__(self, load: Callable[[], T], *tables: type[models.Model]) -> None:
        self._load = load
        self._tables = tables
        self._kept: tuple[str, T] | None = None

    def get(self) -> T:
        # Read before the rows: a change in between makes the next question load once more.
        state = _hash_of(self._tables)
        kept = self._kept
        if kept is None or kept[0] != state:
            kept = self._kept = (state, self._load())
        return kept[1]


def current_wortschatz() -> Wortschatz:
    """The editors' synonyms and names."""
    return _wortschatz.get()


def current_names() -> Names:
    """The Kommunen and Länder of the wiki, to be recognised in questions."""
    return _names.get()


def _hash_of(tables: tuple[type[models.Model], ...]) -> str:
    """One query; about 0.5 ms for 300 rows."""
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    hashes = [
        f"(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM {name} t)"  # noqa: S608 - our own table names
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' || '.join(hashes)}")
        row: tuple[str] = cursor.fetchone()
    return row[0]


def _load_wortschatz() -> Wortschatz:
    return build_wortschatz(_pairs(), Eigenname.objects.values_list("wort", flat=True))


def _pairs() -> Iterator[tuple[str, str]]:
    for synonym in Synonym.objects.order_by("pk"):
        for entsprechung in synonym.entsprechungen_liste:
            yield synonym.begriff, entsprechung
            if synonym.richtung == Synonym.Richtung.BEIDE:
                yield entsprechung, synonym.begriff


def _load_names() -> Names:
    rows = Kommune.objects.order_by("pk").values_list("slug", "name", "typ", "land")
    return build_names([Place(*row) for row in rows])


_wortschatz = Fresh(_load_wortschatz, Synonym, Eigenname)
_names = Fresh(_load_names, Kommune)
