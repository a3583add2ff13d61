"""Index tables of one connection only, which hide the real ones from it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from einbettung.models import Aenderung, Chunk, Dokument, Fassung
from suche.betrieb.replica import primary_only
from wiki.platform.table_cache import hiding

MODELS = (Dokument, Fassung, Chunk, Aenderung)
COPY_ID_DISTANCE = 1_000_000  # between the ids of a page and of its copies

COPIES_OF_DOCUMENTS = """
    INSERT INTO einbettung_dokument (page_id, titel, kommunen, abschnitte, anlagen, zeichen,
        fingerabdruck, indexiert_am)
    SELECT page_id + copy * %s, titel, kommunen, '[]', '[]', zeichen, fingerabdruck,
        indexiert_am
    FROM einbettung_dokument, generate_series(1, %s) AS copy
"""
COPIES_OF_CHUNKS = """
    INSERT INTO einbettung_chunk (dokument_id, nummer, abschnitt, anker, text, inhalt_hash, modell,
        vektor, token_vektoren)
    SELECT dokument_id + copy * %s, nummer, abschnitt, anker, '', inhalt_hash, modell, vektor,
        token_vektoren
    FROM einbettung_chunk, generate_series(1, %s) AS copy
"""


@contextmanager
def temporary_tables(*, filled: bool, also: Sequence[type[models.Model]] = ()) -> Iterator[None]:
    """Empty, or `filled` with the real index as it is now; `also` other tables beside the index."""
    hidden: list[type[models.Model]] = [*MODELS, *also]
    tables = [model._meta.db_table for model in hidden]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE neu_{table} (LIKE {table} INCLUDING ALL)")
            _drop_vector_indexes(cursor, f"neu_{table}")
            if filled:
                cursor.execute(f"INSERT INTO neu_{table} SELECT * FROM {table}")  # noqa: S608
            cursor.execute(f"ALTER TABLE neu_{table} RENAME TO {table}")
        for statement in connection.ops.sequence_reset_sql(no_style(), hidden):
            cursor.execute(statement)
    try:
        with hiding(tables), primary_only():
            yield
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")


def _drop_vector_indexes(cursor: Any, table: str) -> None:
    """Drops the vector indexes of a copy: they would be built again with every row; without them
    the scan is exact."""
    cursor.execute(
        "SELECT indexrelid::regclass::text FROM pg_index "
        "JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam "
        "WHERE indrelid = %s::regclass AND amname = 'hnsw'",
        [table],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")


def multiply(pages: int) -> list[int]:
    """Copies of what the temporary tables hold until there are at least so many pages; their ids.
    For measuring only: copies are all alike."""
    copies = max(pages // max(Dokument.objects.count(), 1), 1) - 1
    with connection.cursor() as cursor:
        cursor.execute(COPIES_OF_CHUNKS, [COPY_ID_DISTANCE, copies])
        cursor.execute(COPIES_OF_DOCUMENTS, [COPY_ID_DISTANCE, copies])
        cursor.execute("ANALYZE einbettung_dokument, einbettung_chunk")
    return list(Dokument.objects.order_by("pk").values_list("pk", flat=True))
