"""The semantic leg: pgvector over chunks, rolled up to pages."""

from collections.abc import Collection
from typing import Any

import numpy as np
import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from pgvector import HalfVector, SparseVector

from einbettung import characters, late_interaction
from einbettung.models import Dokument
from einbettung.projection import stored_projection

from . import replika
from .schema import Comparison, QuestionTokens, RatedPassage, SemanticHit

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
        WHERE modell = %s AND page_id = ANY(%s)
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
    """The `limit` nearest of the `allowed` pages; exact, so filters cost no recall."""
    text = HalfVector(vector).to_text()
    rows = _rows(PAGES_SQL, [signature, list(allowed), text, text, limit])
    return [
        SemanticHit(page_id, similarity, (similarity - mean) / spread if spread else 0.0)
        for page_id, similarity, mean, spread in rows
    ]


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
    pieces = SparseVector(question.pieces, characters.DIMENSIONS).to_text()
    rows = _rows(SECOND_STAGE_SQL, [pieces, signature, ids, signature], binary=True)
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
    """Whether the index holds anything from this model."""
    return Dokument.objects.filter(modell=signature).exists()


def _rows(sql: str, parameters: list[object], binary: bool = False) -> list[tuple[Any, ...]]:
    """`binary`: bytes travel as they are, not as text of twice the size."""

    def execute(connection: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        connection.ensure_connection()
        # Django's own cursors bind on the client, which excludes binary results.
        with psycopg.Cursor(connection.connection) as cursor:
            return list(cursor.execute(sql, parameters, binary=binary))

    return replika.read(execute)
