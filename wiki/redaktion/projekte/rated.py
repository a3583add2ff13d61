"""How usable each of many published projects is. Reading an article takes a millisecond, so what
was found out is written down, beside the state of the rows that it was read from."""

import hashlib
import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import connection

from wiki.felder import felder, values
from wiki.models import Nachnutzung, ProduktTag, Projektguete, Projektquelle, Projektseite
from wiki.redaktion.form import form_state, guete

from . import gaps
from .gaps import guete_of_page

RATING = (felder, values, form_state, guete, gaps)  # where it is said what is rated, and how

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


def percentages(pages: Any) -> dict[int, int]:
    """Id -> per cent, of these pages (Projektseite) as they are published. Three queries, and a few
    for each AT_ONCE pages that have changed since they were last rated."""
    states = _states()
    wanted = list(pages.order_by().values_list("pk", flat=True))
    known = {
        pk: prozent
        for pk, stand, prozent in Projektguete.objects.values_list("pk", "stand", "prozent")
        if stand == states.get(pk)
    }
    stale = [pk for pk in wanted if pk not in known and pk in states]
    for start in range(0, len(stale), AT_ONCE):
        known |= _rate(stale[start : start + AT_ONCE], states)
    return {pk: known[pk] for pk in wanted if pk in known}


def _rate(ids: list[int], states: Mapping[int, str]) -> dict[int, int]:
    """Rates these projects and writes it down, so that no other process does it again."""
    found = {page.pk: guete_of_page(page).prozent for page in _read(ids)}
    rows = [Projektguete(projekt_id=pk, stand=states[pk], prozent=n) for pk, n in found.items()]
    Projektguete.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["projekt"], update_fields=["stand", "prozent"]
    )
    return found


@cache
def rules() -> str:
    """What is another one after each change of the code that rates."""
    sources = "".join(map(inspect.getsource, RATING))
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def _states() -> dict[int, str]:
    """Returns the state of the rows that each project is read from. It is asked before the pages
    are read: what changes in between is then read again the next time."""
    page = Projektseite._meta.db_table
    sums = ", ".join(_sum_of(model, column) for model, column in RELATED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.page_ptr_id, md5(concat_ws('.', %s, p.xmin, w.xmin, {sums})) "  # noqa: S608 - our own names
            f"FROM {page} p JOIN wagtailcore_page w ON w.id = p.page_ptr_id",
            [rules()],
        )
        return dict(cursor.fetchall())


def _sum_of(model: Any, column: str) -> str:
    return (
        "(SELECT concat(count(*), '-', sum(r.xmin::text::bigint)) "  # noqa: S608
        f"FROM {model._meta.db_table} r WHERE r.{column} = p.page_ptr_id)"
    )


def _read(ids: list[int]) -> Any:
    return Projektseite.objects.filter(pk__in=ids).prefetch_related(*READ)
