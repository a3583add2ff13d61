"""How usable each of many published projects is. Reading an article takes half a millisecond, so
what was found out is kept in the process, beside the state of the rows that it was read from."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from wiki.models import Nachnutzung, ProduktTag, Projektquelle, Projektseite

from .gaps import guete_of_page

AT_ONCE = 200  # pages in memory
READ = (
    *("kommunen", "themen", "quellen", "nachnutzungen__kommune"),
    "produkt_tags__tag",
)
# Whoever writes a row, its xmin changes: the number of the transaction.
RELATED: tuple[tuple[Any, str], ...] = (
    (Projektseite.kommunen.through, "projektseite_id"),
    (Projektseite.themen.through, "projektseite_id"),
    (Projektquelle, "projekt_id"),
    (Nachnutzung, "projekt_id"),
    (ProduktTag, "content_object_id"),
)
_kept: dict[int, tuple[str, int]] = {}


def percentages(pages: Any) -> dict[int, int]:
    """Id -> per cent, of these pages (Projektseite) as they are published. One query, and a few for
    each AT_ONCE pages that have changed since they were last rated here."""
    states = _states()
    wanted = list(pages.order_by().values_list("pk", flat=True))
    stale = [pk for pk in wanted if _kept.get(pk, ("", 0))[0] != states.get(pk)]
    for page in _read(stale):
        if page.pk in states:
            _kept[page.pk] = (states[page.pk], guete_of_page(page).prozent)
    return {pk: _kept[pk][1] for pk in wanted if pk in _kept}


def _states() -> dict[int, str]:
    """Returns the state of the rows that each project is read from. It is asked before the pages
    are read: what changes in between is then read again the next time."""
    page = Projektseite._meta.db_table
    sums = ", ".join(_sum_of(model, column) for model, column in RELATED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.page_ptr_id, concat_ws('.', p.xmin, w.xmin, {sums}) FROM {page} p "  # noqa: S608 - our own names
            "JOIN wagtailcore_page w ON w.id = p.page_ptr_id"
        )
        return dict(cursor.fetchall())


def _sum_of(model: Any, column: str) -> str:
    return (
        "(SELECT concat(count(*), '-', sum(r.xmin::text::bigint)) "  # noqa: S608
        f"FROM {model._meta.db_table} r WHERE r.{column} = p.page_ptr_id)"
    )


def _read(ids: list[int]) -> Iterator[Projektseite]:
    for start in range(0, len(ids), AT_ONCE):
        part = Projektseite.objects.filter(pk__in=ids[start : start + AT_ONCE])
        yield from part.prefetch_related(*READ)
