"""The semantic leg: pgvector over chunks, rolled up to pages."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from pgvector import HalfVector, SparseVector

from einbettung.models import Fassung
from einbettung.vectors import late_interaction, ngram_vectors
from einbettung.vectors.projection import stored_projection
from einbettung.vectors.vector_index import find_vector_index
from suche.betrieb import replica

from .schema import Comparison, QuestionTokens, RatedPassage, SemanticHit

MANY_PAGES = 3_000  # about 20,000 chunks: to scan them all takes 10 ms
CHUNKS_PER_HIT = 4  # nearest chunks that are fetched for each page that is wanted
PAGES_PER_HIT = 1.5  # nearest pages whose two best passages are looked at exactly
SAMPLE = 200  # pages that tell what is usual

# A page counts as its two best passages, the best one more: on our tuning half better than the
# best alone or the mean of all (docs/suchqualitaet.md), and a long page gains nothing by length.
PAGES_SQL = """
    WITH permitted AS MATERIALIZED (
        SELECT dokument_id, vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = ANY(%s)
    ), best AS (
        SELECT dokument_id,
               (array_agg(1 - (vektor <=> %s::halfvec) ORDER BY vektor <=> %s::halfvec))[1:2] AS top
        FROM permitted GROUP BY dokument_id
    ), pages AS (
        SELECT dokument_id, 0.7 * top[1] + 0.3 * coalesce(top[2], top[1]) AS similarity FROM best
    )
    SELECT dokument_id, similarity, avg(similarity) OVER (), stddev_pop(similarity) OVER ()
    FROM pages ORDER BY similarity DESC, dokument_id LIMIT %s
"""
PASSAGES_SQL = """
    WITH permitted AS MATERIALIZED (
        SELECT dokument_id, nummer, abschnitt, anker, text, vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = ANY(%s)
    )
    SELECT dokument_id, abschnitt, anker, text, 1 - (vektor <=> %s::halfvec)
    FROM permitted ORDER BY dokument_id, nummer
"""
# All that the second stage needs of its pages, in one query.
SECOND_STAGE_SQL = """
    WITH pages AS MATERIALIZED (
        SELECT page_id, -(zeichen <#> %s::sparsevec) AS pieces FROM einbettung_dokument
        WHERE page_id = ANY(%s)
    )
    SELECT page_id, pieces, token_vektoren
    FROM pages JOIN einbettung_chunk ON dokument_id = page_id AND modell = %s
"""
# Without the fact boxes: they are all alike and would make every page similar to every other.
SIMILAR_SQL = """
    WITH own AS (
        SELECT avg(vektor::vector) AS vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = %s AND anker <> 'steckbrief'
    ), permitted AS MATERIALIZED (
        SELECT dokument_id, vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = ANY(%s) AND anker <> 'steckbrief'
    ), pages AS (
        SELECT dokument_id, avg(vektor::vector) AS vektor FROM permitted GROUP BY dokument_id
    )
    SELECT pages.dokument_id FROM pages, own WHERE own.vektor IS NOT NULL
    ORDER BY pages.vektor <=> own.vektor, pages.dokument_id LIMIT %s
"""


def search(
    vector: np.ndarray, signature: str, allowed: Collection[int], limit: int
) -> list[SemanticHit]:
    """The `limit` nearest of the `allowed` pages. Exact, so filters cost no recall; only among many
    pages, and with a vector index, those that lie far off are left out unseen."""
    index = find_vector_index(signature) if len(allowed) >= MANY_PAGES else None
    if index is None:
        return _hits(_similarities(vector, signature, allowed, limit))
    nearest = index.nearest_pages(vector, allowed, CHUNKS_PER_HIT * limit)
    near = set(nearest[: int(PAGES_PER_HIT * limit)])
    usual = set(sorted(allowed)[:: max(len(allowed) // SAMPLE, 1)])
    rated = _similarities(vector, signature, near | usual, len(near | usual))
    return _hits([row for row in rated if row[0] in near][:limit], _spread(rated, usual))


def _similarities(
    vector: np.ndarray, signature: str, allowed: Collection[int], limit: int
) -> list[tuple[Any, ...]]:
    """(page, similarity, mean and standard deviation over all `allowed`), the nearest first."""
    text = HalfVector(vector).to_text()
    return _rows(PAGES_SQL, [signature, list(allowed), text, text, limit])


def _spread(rated: Sequence[tuple[Any, ...]], usual: Collection[int]) -> tuple[float, float]:
    """Mean and standard deviation over a sample, for those over all permitted pages."""
    values = np.array([row[1] for row in rated if row[0] in usual])
    return (float(values.mean()), float(values.std())) if len(values) else (0.0, 0.0)


def _hits(
    rated: Sequence[tuple[Any, ...]], spread: tuple[float, float] | None = None
) -> list[SemanticHit]:
    hits = []
    for page_id, similarity, mean, deviation in rated:
        middle, width = spread or (mean, deviation)
        hits.append(SemanticHit(page_id, similarity, (similarity - middle) / width if width else 0))
    return hits


def compare(
    question: QuestionTokens, signature: str, page_ids: Collection[int]
) -> dict[int, Comparison]:
    """The second stage: a few pages compared with the question in detail; one query."""
    projection = stored_projection(signature)
    if projection is None or not len(page_ids):
        return {}
    width = projection.basis.shape[1]
    tokens: dict[int, list[np.ndarray]] = {}
    shared: dict[int, float] = {}
    ids = list(page_ids)
    pieces = SparseVector(question.pieces, ngram_vectors.DIMENSIONS).to_text()
    rows = _rows(SECOND_STAGE_SQL, [pieces, ids, signature], binary=True)
    for page_id, similarity, stored in rows:
        tokens.setdefault(page_id, []).append(np.frombuffer(stored, np.int8).reshape(-1, width))
        shared[page_id] = similarity or 0.0
    if not tokens:
        return {}
    pages = [np.concatenate(parts) for parts in tokens.values()]
    late = late_interaction.scores(question.vectors, pages, projection, question.content)
    return {
        page_id: Comparison(score, shared[page_id])
        for page_id, score in zip(tokens, late.tolist(), strict=True)
    }


def passages(vector: np.ndarray, signature: str, page_ids: Collection[int]) -> list[RatedPassage]:
    """All passages of a few pages, in reading order."""
    rows = _rows(PASSAGES_SQL, [signature, list(page_ids), HalfVector(vector).to_text()])
    return [RatedPassage(*row) for row in rows]


def similar(page_id: int, signature: str, allowed: Collection[int], limit: int) -> list[int]:
    """Pages whose mean passage is nearest to this page's; no model is needed."""
    others = [pk for pk in allowed if pk != page_id]
    return [row[0] for row in _rows(SIMILAR_SQL, [signature, page_id, signature, others, limit])]


def has_vectors(signature: str) -> bool:
    """Whether this generation holds anything."""
    return Fassung.objects.filter(modell=signature).exists()


def _rows(sql: str, parameters: list[object], binary: bool = False) -> list[tuple[Any, ...]]:
    """`binary`: bytes travel as they are, not as text of twice the size."""

    def execute(connection: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        connection.ensure_connection()
        # Django's own cursors bind on the client, which excludes binary results. Its errors are
        # what callers know: a database that is away is 503, not 500.
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
            return list(cursor.execute(sql, parameters, binary=binary))

    return replica.read(execute)
