"""Copies of projects with all that belongs to them, made by the database: thousands in seconds.
For measuring and for tests; nobody is told (no signals, no revisions)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from wagtail.models import Page

from wiki.models import Nachnutzung, ProduktTag, Projektquelle, Projektseite

# Columns that are not simply copied -> SQL; `neu` is the copy, `alt` the row that is copied.
PAGE = {
    "id": "neu.id",
    "path": "neu.path",
    "slug": "neu.slug",
    "title": "neu.title",
    "draft_title": "neu.title",
    "url_path": "left(alt.url_path, -length(alt.slug) - 1) || neu.slug || '/'",
    "translation_key": "gen_random_uuid()",
    "latest_revision_id": "NULL",
    "live_revision_id": "NULL",
}
COPIED_RELATIONS: tuple[tuple[type[models.Model], str], ...] = (
    (Projektseite.kommunen.through, "projektseite_id"),
    (Projektseite.themen.through, "projektseite_id"),
    (Nachnutzung, "projekt_id"),
    (Projektquelle, "projekt_id"),
    (ProduktTag, "content_object_id"),
)
COPIES_SQL = """
    CREATE TEMPORARY TABLE kopien (id int, source int, path text, slug text, title text);
"""


def copy_projects(
    sources: Sequence[Page], number: int, title: Callable[[int, str], str] = lambda n, old: old
) -> dict[int, int]:
    """So many copies of these projects, in turn, below the parent of the first one; returns
    copy -> source. `title` is asked with the number of the copy and the title of its source."""
    parent = sources[0].get_parent()
    rows = _rows_of_copies(sources, number, parent, title)
    with connection.cursor() as cursor:
        cursor.execute(COPIES_SQL)
        cursor.execute(
            "INSERT INTO kopien SELECT * FROM unnest(%s::int[], %s::int[], %s::text[], %s::text[],"
            " %s::text[])",
            [list(column) for column in zip(*rows, strict=True)],
        )
        for statement in _statements():
            cursor.execute(statement)
        cursor.execute(
            "UPDATE wagtailcore_page SET numchild = numchild + %s WHERE id = %s",
            [number, parent.pk],
        )
        cursor.execute("DROP TABLE kopien")
        cursor.execute("ANALYZE")
    return {row[0]: row[1] for row in rows}


def _rows_of_copies(
    sources: Sequence[Page], number: int, parent: Page, title: Callable[[int, str], str]
) -> list[tuple[int, int, str, str, str]]:
    """Returns id, source, path, slug and title of each copy."""
    first = (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    step = parent.get_children().count()
    return [
        (
            first + n,
            source.pk,
            Page._get_path(parent.path, parent.depth + 1, step + n + 1),
            f"kopie-{first + n}",
            title(n, source.title),
        )
        for n, source in enumerate(islice(cycle(sources), number))
    ]


def _statements() -> Iterator[str]:
    """Yields the SQL that fills all tables of the pages from the table `kopien`."""
    yield _copy(Page, "id", PAGE)
    yield _copy(Projektseite, "page_ptr_id", {"page_ptr_id": "neu.id"})
    for model, owner in COPIED_RELATIONS:
        yield _copy(model, owner, {owner: "neu.id"})
    yield from connection.ops.sequence_reset_sql(no_style(), [Page])


def _copy(model: type[models.Model], owner: str, instead: dict[str, str]) -> str:
    """Returns the SQL that copies the rows of `model` which belong to the copied pages. `owner` is
    the column that names the page, `instead` has SQL for columns that are not simply copied; keys
    that the database gives out are left to it."""
    columns = [
        str(field.column)
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField) or field.column in instead
    ]
    values = ", ".join(instead.get(column, f'alt."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({names}) SELECT {values} "  # noqa: S608 - our own names
        f'FROM kopien AS neu JOIN {table} AS alt ON alt."{owner}" = neu.source'
    )
