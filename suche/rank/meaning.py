"""What is read from the vectors in the database: the semantic leg, the n-gram scores, what
the second stage compares, the passages of a page. Passages are rolled up to pages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from pgvector import HalfVector, SparseVector

from einbettung.models import Fassung
from einbettung.vectors import late_interaction, ngram_vectors
from einbettung.vectors.late_interaction import Projection
from einbettung.vectors.projection import stored_projection
from einbettung.vectors.vector_index import find_vector_index
from suche.betrieb import replica

from .page_tokens import PageTokens, kept_tokens, page_tokens
from .parameters import (
    BEST_PASSAGE_WEIGHT,
    CHUNKS_PER_HIT,
    EXACT_SCAN_PAGES,
    LENGTH_PENALTY,
    PAGES_PER_HIT,
    SECOND_PASSAGE_WEIGHT,
    SIMILAR_CHUNKS,
    TYPICAL_PAGES,
)
from .schema import Compared, QuestionTokens, RatedPassage, SemanticHit

PAGES_SQL = """
    WITH permitted AS MATERIALIZED (
        SELECT dokument_id, vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = ANY(%s)
    ), best AS (
        SELECT dokument_id,
               (array_agg(1 - (vektor <=> %s::halfvec) ORDER BY vektor <=> %s::halfvec))[1:2] AS top
        FROM permitted GROUP BY dokument_id
    ), pages AS (
        SELECT dokument_id, %s * top[1] + %s * coalesce(top[2], top[1]) AS similarity FROM best
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
NGRAMS_SQL = """
    SELECT page_id, -(zeichen <#> %s::sparsevec) FROM einbettung_dokument
    WHERE page_id = ANY(%s) AND zeichen IS NOT NULL
"""
TOKENS_SQL = """
    SELECT dokument_id, token_vektoren FROM einbettung_chunk
    WHERE modell = %s AND dokument_id = ANY(%s)
"""
# Without the fact boxes: they are all alike and would make every page similar to every other. And
# without attached files: a page is like another for what it says itself.
MEAN_SQL = """
    SELECT avg(vektor::vector)::float4[] FROM einbettung_chunk
    WHERE modell = %s AND dokument_id = %s AND anker <> 'steckbrief'
        AND NOT starts_with(anker, 'anlage/')
"""
SIMILAR_SQL = """
    WITH permitted AS MATERIALIZED (
        SELECT dokument_id, vektor FROM einbettung_chunk
        WHERE modell = %s AND dokument_id = ANY(%s) AND anker <> 'steckbrief'
            AND NOT starts_with(anker, 'anlage/')
            AND dokument_id IN (SELECT page_ptr_id FROM wiki_projektseite)
    ), pages AS (
        SELECT dokument_id, avg(vektor::vector) AS vektor FROM permitted GROUP BY dokument_id
    )
    SELECT dokument_id FROM pages ORDER BY vektor <=> %s::vector, dokument_id LIMIT %s
"""


def search(
    vector: np.ndarray, signature: str, allowed: Collection[int], limit: int
) -> list[SemanticHit]:
    """Returns the `limit` nearest of the `allowed` pages, best first. The scan is exact, so filters
    cost no recall. Among EXACT_SCAN_PAGES or more, and with a vector index, the index chooses the
    pages whose cosines are computed."""
    index = find_vector_index(signature) if len(allowed) >= EXACT_SCAN_PAGES else None
    if index is None:
        return _hits(_similarities(vector, signature, allowed, limit))
    nearest = index.nearest_pages(vector, allowed, CHUNKS_PER_HIT * limit)
    near = set(nearest[: int(PAGES_PER_HIT * limit)])
    sample = _typical(frozenset(allowed))
    rated = _similarities(vector, signature, near | sample, len(near | sample))
    return _hits([row for row in rated if row[0] in near][:limit], _spread(rated, sample))


@lru_cache(maxsize=4)
def _typical(allowed: frozenset[int]) -> frozenset[int]:
    """Returns TYPICAL_PAGES of them, at even distances. What everybody may read is one and the same
    set from one question to the next."""
    return frozenset(sorted(allowed)[:: max(len(allowed) // TYPICAL_PAGES, 1)])


def _similarities(
    vector: np.ndarray, signature: str, allowed: Collection[int], limit: int
) -> list[tuple[Any, ...]]:
    """Returns (page, similarity, mean and standard deviation over all `allowed`) rows, the nearest
    page first."""
    text = HalfVector(vector).to_text()
    weights = (BEST_PASSAGE_WEIGHT, SECOND_PASSAGE_WEIGHT)
    return _rows(PAGES_SQL, [signature, list(allowed), text, text, *weights, limit])


def _spread(rated: Sequence[tuple[Any, ...]], sample: Collection[int]) -> tuple[float, float]:
    """Returns mean and standard deviation of the similarity over the pages of a sample; they stand
    for those over all permitted pages."""
    values = np.array([row[1] for row in rated if row[0] in sample])
    return (float(values.mean()), float(values.std())) if len(values) else (0.0, 0.0)


def _hits(
    rated: Sequence[tuple[Any, ...]], spread: tuple[float, float] | None = None
) -> list[SemanticHit]:
    hits = []
    for page_id, similarity, mean, deviation in rated:
        middle, width = spread or (mean, deviation)
        hits.append(SemanticHit(page_id, similarity, (similarity - middle) / width if width else 0))
    return hits


def ngram_scores(ngrams: Mapping[int, float], page_ids: Collection[int]) -> dict[int, float]:
    """Returns page id -> cosine of the character n-grams, in [0, 1]; pages that share none with the
    question are left out. One query, 1 ms for 265 pages."""
    if not ngrams or not page_ids:
        return {}
    vector = SparseVector(ngrams, ngram_vectors.DIMENSIONS).to_text()
    return {
        page_id: score for page_id, score in _rows(NGRAMS_SQL, [vector, list(page_ids)]) if score
    }


def compare(
    question: QuestionTokens, signature: str, page_ids: Collection[int]
) -> dict[int, Compared]:
    """Returns page id -> what late interaction says of it, for a few pages. One query, if the
    process does not keep them all."""
    projection = stored_projection(signature)
    if projection is None or not len(page_ids):
        return {}
    kept = kept_tokens()
    pages = kept.get(signature, page_ids)
    if missing := [page_id for page_id in page_ids if page_id not in pages]:
        rows = _rows(TOKENS_SQL, [signature, missing], binary=True)
        found = page_tokens(rows, projection)
        kept.add(signature, found)
        pages |= found
    return _compared(question, pages, projection)


def compare_stored(
    question: QuestionTokens, signature: str, rows: Iterable[tuple[int, bytes]]
) -> dict[int, Compared]:
    """Like `compare`, for (id, stored tokens of a passage) rows, wherever they are stored."""
    projection = stored_projection(signature)
    if projection is None:
        return {}
    return _compared(question, page_tokens(rows, projection), projection)


def _compared(
    question: QuestionTokens, pages: Mapping[int, PageTokens], projection: Projection
) -> dict[int, Compared]:
    if not pages:
        return {}
    found = late_interaction.scores(
        question.vectors,
        [late_interaction.sides(page.stored, projection) for page in pages.values()],
        projection,
        question.weights,
        LENGTH_PENALTY,
    )
    subjects = [page.subject for page in pages.values()]
    return dict(zip(pages, map(Compared, found.tolist(), subjects), strict=True))


def passages(vector: np.ndarray, signature: str, page_ids: Collection[int]) -> list[RatedPassage]:
    """Returns all passages of a few pages in reading order, each with its cosine."""
    rows = _rows(PASSAGES_SQL, [signature, list(page_ids), HalfVector(vector).to_text()])
    return [RatedPassage(*row) for row in rows]


def similar(page_id: int, signature: str, allowed: Collection[int], limit: int) -> list[int]:
    """Returns the `limit` projects whose mean passage is nearest to this page's. The model is not
    needed. Of many pages the vector index chooses those that are looked at."""
    ((mean,),) = _rows(MEAN_SQL, [signature, page_id])
    if mean is None:
        return []
    others = frozenset(allowed) - {page_id}
    index = find_vector_index(signature) if len(others) >= EXACT_SCAN_PAGES else None
    if index:
        others = frozenset(index.nearest_pages(np.array(mean), others, SIMILAR_CHUNKS))
    return [row[0] for row in _rows(SIMILAR_SQL, [signature, list(others), str(mean), limit])]


def has_vectors(signature: str) -> bool:
    """Returns whether this generation holds any page."""
    return Fassung.objects.filter(modell=signature).exists()


def _rows(sql: str, parameters: list[object], binary: bool = False) -> list[tuple[Any, ...]]:
    """Runs a query on the replica, if there is one. `binary`: bytes travel as they are, not as text
    of twice the size."""

    def execute(connection: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        connection.ensure_connection()
        # Django's own cursors bind on the client, which excludes binary results. Its errors are
        # what callers know: a database that is away is 503, not 500.
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
            return list(cursor.execute(sql, parameters, binary=binary))

    return replica.read(execute)
