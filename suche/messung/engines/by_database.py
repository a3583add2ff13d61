"""Engines that PostgreSQL brings: Wagtail's search, full text alone, one vector a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from wagtail.search.models import IndexEntry

from einbettung.indexing.index import indexable_pages

from .corpus import SHOWN_RESULTS, EngineCorpus, Search

ALL_WORDS = "websearch_to_tsquery('german', %s)"
ANY_WORD = "replace(plainto_tsquery('german', %s)::text, ' & ', ' | ')::tsquery"


@contextmanager
def wagtail_all_words(corpus: EngineCorpus) -> Iterator[Search]:
    """`Page.objects.search`, as it comes: a page must hold every word."""
    with _wagtail(corpus, "and") as search:
        yield search


@contextmanager
def wagtail_any_word(corpus: EngineCorpus) -> Iterator[Search]:
    """The same, where one of the words will do."""
    with _wagtail(corpus, "or") as search:
        yield search


@contextmanager
def _wagtail(corpus: EngineCorpus, operator: str) -> Iterator[Search]:
    if IndexEntry.objects.count() < len(corpus.ids):  # pages that were loaded without signals
        call_command("update_index", verbosity=0)

    def search(text: str) -> list[int]:
        try:
            return [
                page.pk
                for page in indexable_pages().search(text, operator=operator)[:SHOWN_RESULTS]
            ]
        except RecursionError:  # a sketch of some hundred words: visitors would see an error
            return []

    yield search


@contextmanager
def full_text_all_words(corpus: EngineCorpus) -> Iterator[Search]:
    """Full text with the `german` configuration, as a search box is usually built on it."""
    with _full_text(corpus, ALL_WORDS) as search:
        yield search


@contextmanager
def full_text_any_word(corpus: EngineCorpus) -> Iterator[Search]:
    """The same, where one of the words will do."""
    with _full_text(corpus, ANY_WORD) as search:
        yield search


@contextmanager
def _full_text(corpus: EngineCorpus, question: str) -> Iterator[Search]:
    with _table("volltext", "page_id int, woerter tsvector") as cursor:
        cursor.executemany(
            "INSERT INTO volltext VALUES (%s, setweight(to_tsvector('german', %s), 'A')"
            " || to_tsvector('german', %s))",
            list(corpus.rows),
        )
        cursor.execute("CREATE INDEX ON volltext USING gin (woerter)")
        cursor.execute("ANALYZE volltext")
        statement = (
            f"SELECT page_id FROM volltext, (SELECT {question} AS gefragt) AS frage "  # noqa: S608
            "WHERE woerter @@ gefragt ORDER BY ts_rank_cd(woerter, gefragt) DESC, page_id LIMIT %s"
        )
        yield lambda text: _page_ids(statement, text, SHOWN_RESULTS)


@contextmanager
def one_vector_a_page(corpus: EngineCorpus) -> Iterator[Search]:
    """pgvector with an HNSW index of its default settings."""
    encoder, dimension = corpus.model.encoder, corpus.vectors.shape[1]
    with _table("seitenvektor", f"page_id int, vektor vector({dimension})") as cursor:
        cursor.executemany(
            "INSERT INTO seitenvektor VALUES (%s, %s)",
            list(zip(corpus.ids, map(str, corpus.vectors.tolist()), strict=True)),
        )
        cursor.execute("CREATE INDEX ON seitenvektor USING hnsw (vektor vector_cosine_ops)")
        cursor.execute("ANALYZE seitenvektor")
        statement = "SELECT page_id FROM seitenvektor ORDER BY vektor <=> %s::vector LIMIT %s"
        yield lambda text: _page_ids(
            statement, str(encoder.encode_query(text).vector.tolist()), SHOWN_RESULTS
        )


def _page_ids(statement: str, *parameters: str | int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def _table(name: str, columns: str) -> Iterator[Any]:
    """Makes a temporary table, and yields a cursor to fill it with."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        try:
            yield cursor
        finally:
            cursor.execute(f"DROP TABLE {name}")
