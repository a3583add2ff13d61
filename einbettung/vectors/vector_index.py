"""An approximate index (HNSW) for a generation that has grown; small ones are scanned exactly.

One index a generation, partial and cast to its dimension. It only narrows the pages down; their
scores are computed exactly afterwards (`meaning`), so it can miss a page and cannot misjudge
one. `measure_recall` says how much it misses.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import psycopg
from django.db import connection, transaction
from pgvector import HalfVector
from psycopg import sql

from einbettung.models import Chunk, Generation

FROM_CHUNKS = 20_000  # below, the exact scan takes 10 ms
MAX_DIMENSION = 4_000  # of pgvector's HNSW over halfvec
SETTINGS = {
    # Of stored passages' nearest ten, of 229,000 drawn ones, it finds .99, with 200 .945; it takes
    # 16 ms instead of 13.
    "hnsw.ef_search": "400",
    "hnsw.iterative_scan": "relaxed_order",  # goes on until enough permitted ones are found
    "hnsw.max_scan_tuples": "100000",
    # Else the planner prefers to sort what the list of permitted pages lets through.
    "enable_sort": "off",
    "enable_bitmapscan": "off",
    "enable_seqscan": "off",
}
NEARLY_ALL = 0.8  # of the pages
BUILD_MB = 512  # holds the graph of about 400,000 chunks of 384 dimensions
CANARIES = 20  # stored passages that are looked for
CANARY_DEPTH = 10

USABLE_SQL = """
    SELECT g.dimension, (SELECT reltuples FROM pg_class WHERE oid = 'einbettung_dokument'::regclass)
    FROM einbettung_generation g
    JOIN pg_class c ON c.relname = 'chunk_hnsw_' || g.id
    JOIN pg_index i ON i.indexrelid = c.oid AND i.indisvalid
    WHERE g.modell = %s AND i.indrelid = 'einbettung_chunk'::regclass
"""
CREATE = """
    CREATE INDEX CONCURRENTLY {name} ON einbettung_chunk
    USING hnsw ((vektor::halfvec({dimension})) halfvec_cosine_ops) WHERE modell = {modell}
"""
NEAREST_SQL = """
    SELECT {column} FROM einbettung_chunk WHERE modell = {modell} {condition}
    ORDER BY vektor::halfvec({dimension}) <=> %s::halfvec({dimension}) LIMIT {limit}
"""
EXACT_SQL = """
    WITH own AS MATERIALIZED (SELECT id, vektor FROM einbettung_chunk WHERE modell = %s)
    SELECT id FROM own ORDER BY vektor <=> %s::halfvec LIMIT %s
"""


@dataclass(frozen=True)
class VectorIndex:
    """A usable index: of the generation `modell`, over vectors of `dimension`, in a wiki of about
    so many pages (less than 0: nobody has counted yet)."""

    modell: str
    dimension: int
    pages: float = -1

    def nearest_pages(self, vector: np.ndarray, allowed: Collection[int], chunks: int) -> list[int]:
        """Returns the pages of about the nearest `chunks` among the `allowed` pages' chunks. Where
        nearly all are allowed, those of all are asked for, and the others left out here: a list of
        100,000 pages takes the database longer than the search."""
        text, found = HalfVector(vector).to_text(), list[int]()
        if len(allowed) > NEARLY_ALL * self.pages:
            found = self._nearest_of_all(text, frozenset(allowed), chunks)
        if len(found) < chunks:
            condition = "AND dokument_id = ANY(%s)"
            found = self._ask("dokument_id", condition, [list(allowed), text], chunks)
        return list(dict.fromkeys(found))

    def nearest_chunks(self, vector: str, limit: int) -> set[int]:
        """Returns the ids of about the nearest `limit` chunks."""
        return set(self._ask("id", "", [vector], limit))

    def _nearest_of_all(self, text: str, allowed: frozenset[int], chunks: int) -> list[int]:
        """Returns the page of each chunk; fewer than `chunks` if others had to be left out."""
        nearest = self._ask("dokument_id", "", [text], int(chunks / NEARLY_ALL))
        return [page_id for page_id in nearest if page_id in allowed][:chunks]

    def _ask(self, column: str, condition: str, values: Sequence[object], limit: int) -> list[int]:
        with (
            _settings(),
            connection.wrap_database_errors,
            psycopg.Cursor(connection.connection) as cursor,
        ):
            cursor.execute(self._nearest(column, condition, limit), values)
            return [row[0] for row in cursor]

    def _nearest(self, column: str, condition: str, limit: int) -> sql.Composed:
        """Asks with literals instead of parameters: a prepared plan could not use a partial
        index."""
        return sql.SQL(NEAREST_SQL).format(
            column=sql.Identifier(column),
            modell=sql.Literal(self.modell),
            condition=sql.SQL(condition),
            dimension=sql.Literal(self.dimension),
            limit=sql.Literal(limit),
        )


def find_vector_index(signature: str) -> VectorIndex | None:
    """Returns this generation's index if it is complete, else None."""
    with connection.cursor() as cursor:
        cursor.execute(USABLE_SQL, [signature])
        row = cursor.fetchone()
    return VectorIndex(signature, *row) if row else None


def ensure_vector_index(generation: Generation) -> VectorIndex | None:
    """Returns the generation's index, and builds it first if need be; None while the generation has
    not grown enough for one. Takes no lock that readers or writers meet, and must not run inside a
    transaction."""
    generation.refresh_from_db(fields=["dimension"])
    if not generation.dimension or generation.dimension > MAX_DIMENSION:
        return None
    if Chunk.objects.filter(modell=generation.modell).count() < FROM_CHUNKS:
        return None
    if find_vector_index(generation.modell) is None:
        drop_vector_index(generation)  # what a build that was killed has left
        statement = sql.SQL(CREATE).format(
            name=_name(generation),
            dimension=sql.Literal(generation.dimension),
            modell=sql.Literal(generation.modell),
        )
        with connection.cursor() as cursor:
            # Once the graph does not fit, building takes many times as long.
            cursor.execute("SET maintenance_work_mem = %s", [f"{BUILD_MB}MB"])
            cursor.execute(statement)
            cursor.execute("RESET maintenance_work_mem")
    return find_vector_index(generation.modell)


def drop_vector_index(generation: Generation) -> None:
    """Removes the index, usable or not. Must not run inside a transaction, if there is one to
    remove."""
    with connection.cursor() as cursor:
        # Only of the table that this connection sees: a temporary one may hide the real one.
        cursor.execute(
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) "
            "AND indrelid = 'einbettung_chunk'::regclass",
            [_name(generation).as_string()],
        )
        if cursor.fetchone():
            cursor.execute(sql.SQL("DROP INDEX CONCURRENTLY {}").format(_name(generation)))


def measure_recall(signature: str) -> float | None:
    """A canary: of the exactly nearest ten chunks of some stored passages, the share that the index
    finds; None without an index."""
    index = find_vector_index(signature)
    if index is None:
        return None
    found = wanted = 0
    for vector in _canaries(signature):
        with connection.cursor() as cursor:
            cursor.execute(EXACT_SQL, [signature, vector, CANARY_DEPTH])
            exact = {row[0] for row in cursor.fetchall()}
        found += len(exact & index.nearest_chunks(vector, CANARY_DEPTH))
        wanted += len(exact)
    return found / wanted if wanted else None


def _canaries(signature: str) -> list[str]:
    """Returns vectors of passages from all over the index, as text."""
    ids = Chunk.objects.filter(modell=signature)
    count = ids.count()
    step = max(count // CANARIES, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT vektor::text FROM (SELECT vektor, row_number() OVER (ORDER BY id) AS place "
            "FROM einbettung_chunk WHERE modell = %s) AS rows WHERE place %% %s = 0 LIMIT %s",
            [signature, step, CANARIES],
        )
        return [row[0] for row in cursor.fetchall()]


def _name(generation: Generation) -> sql.Identifier:
    return sql.Identifier(f"chunk_hnsw_{generation.pk}")


@contextmanager
def _settings() -> Iterator[None]:
    """Says how the index is searched, until the transaction ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in SETTINGS)
        cursor.execute(f"SELECT {calls}", [text for pair in SETTINGS.items() for text in pair])
        yield
