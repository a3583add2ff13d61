"""The approximate index of a generation that has grown."""

import json
from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from einbettung.indexing.generation import begin, discard
from einbettung.indexing.repair import repair_index
from einbettung.model.active_model import get_encoder
from einbettung.models import Generation
from einbettung.vectors import vector_index
from suche.messung.model_change import switch_to
from suche.rank import meaning
from tests.integration.einbettung.indexing.generations import BIG, Pages, active, command, page_ids
from tests.integration.seiten import FRIEDHOF

pytestmark = pytest.mark.real_model  # two models that disagree


@pytest.fixture
def grown(committed: Pages, monkeypatch: pytest.MonkeyPatch) -> Generation:
    """Four pages count as many: the generation has a vector index."""
    monkeypatch.setattr(vector_index, "FROM_CHUNKS", 1)
    monkeypatch.setattr(meaning, "EXACT_SCAN_PAGES", 1)
    report = repair_index()
    assert report.vektorindex == {"recall": 1.0}
    return active()


def test_vector_index_leaves_scores_and_order_as_they_are(
    grown: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector, ids = get_encoder().encode_query(FRIEDHOF).vector, list(page_ids())
    with CaptureQueriesContext(connection) as queries:
        approximate = meaning.search(vector, grown.modell, ids, 10)
    assert any("hnsw.iterative_scan" in query["sql"] for query in queries)
    monkeypatch.setattr(meaning, "EXACT_SCAN_PAGES", 1_000)
    exact = meaning.search(vector, grown.modell, ids, 10)
    assert [hit.page_id for hit in approximate] == [hit.page_id for hit in exact]
    for hit, other in zip(approximate, exact, strict=True):
        assert hit.similarity == pytest.approx(other.similarity, abs=1e-6)
        assert hit.surprise == pytest.approx(other.surprise, abs=0.1)


def test_pages_that_are_not_allowed_are_not_found_by_the_vector_index(grown: Generation) -> None:
    vector, (one, *_) = get_encoder().encode_query(FRIEDHOF).vector, list(page_ids())
    assert [hit.page_id for hit in meaning.search(vector, grown.modell, [one], 10)] == [one]


def test_similar_pages_are_the_same_by_the_vector_index(
    grown: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = sorted(page_ids())
    near = meaning.similar(first, grown.modell, [first, *others], 2)
    monkeypatch.setattr(meaning, "EXACT_SCAN_PAGES", 1_000)
    assert near == meaning.similar(first, grown.modell, [first, *others], 2)
    assert len(near) == 2
    assert first not in near


def test_where_nearly_all_are_allowed_the_database_is_sent_no_list(grown: Generation) -> None:
    """Only if too few of the nearest are allowed: here the very nearest is not."""
    vector, ids = get_encoder().encode_query(FRIEDHOF).vector, set(page_ids())
    index = vector_index.VectorIndex(grown.modell, BIG, pages=len(ids) - 1)
    (nearest,) = asked(index, vector, ids, statements=1)
    (second,) = asked(index, vector, ids - {nearest}, statements=2)
    assert second in ids - {nearest}


def asked(
    index: vector_index.VectorIndex, vector: np.ndarray, ids: set[int], statements: int
) -> list[int]:
    with CaptureQueriesContext(connection) as queries:
        found = index.nearest_pages(vector, ids, 1)
    assert sum("hnsw.iterative_scan" in query["sql"] for query in queries) == statements
    return found


def test_vector_index_that_was_left_unfinished_is_built_anew(grown: Generation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass",
            [f"chunk_hnsw_{grown.pk}"],
        )
    assert vector_index.find_vector_index(grown.modell) is None
    assert repair_index().vektorindex == {"recall": 1.0}


def test_vector_index_goes_with_its_generation(grown: Generation, small_folder: Path) -> None:
    new = begin(str(small_folder))
    switch_to(new)
    assert json.loads(command("--json"))[1]["vektorindex"]
    discard(Generation.objects.get(pk=grown.pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'chunk_hnsw_%%'")
        assert cursor.fetchall() == [(f"chunk_hnsw_{new.pk}",)]
