"""Measures the search on a question set, in a scratch index, with the code that serves users."""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from einbettung.encoder import get_encoder, model_signature
from einbettung.index import PAGES_AT_ONCE, Report, index_documents
from einbettung.models import Aenderung, Chunk, Dokument
from einbettung.schema import Document, Section

from . import metrics
from .dataset import NO_ANSWER, Dataset, Query
from .exceptions import DatasetInvalid, QuestionInvalid
from .lexical import LexicalIndex
from .question import parse_question
from .search import LEGS, rank

RUN_DEPTH = 100
LEG_SETS: dict[str, tuple[str, ...]] = {
    "hybrid": LEGS,
    "lexical": ("lexical",),
    "semantic": ("semantic",),  # passage vectors alone
    "late": ("semantic", "late"),  # with the second stage, without words
}


@dataclass(frozen=True)
class Answered:
    """A question with the documents found, best first, their scores, and the time it took."""

    query: Query
    ranking: list[str]
    scores: list[float]
    seconds: float


@dataclass(frozen=True)
class Figures:
    """Means over the questions of one kind."""

    questions: int
    ndcg: float
    mrr: float
    recall: float
    milliseconds: float


@contextmanager
def scratch_index(
    dataset: Dataset, progress: Callable[[int], object] = lambda _: None
) -> Iterator["ScratchIndex"]:
    """An index of the dataset's corpus, gone afterwards; the wiki's own is not touched.

    Temporary tables with the names of the real ones hide these from this connection, so chunking,
    encoding, storing, both legs and fusion are the very code that serves the wiki.
    """
    documents = list(_documents(dataset))
    with tempfile.TemporaryDirectory(prefix="wiki-auswertung-") as folder, _temporary_tables():
        for batch in _batches([document for _, document in documents]):
            with transaction.atomic():
                index_documents(batch, model_signature(), get_encoder, report=Report())
            progress(len(batch))
        yield ScratchIndex(
            {document.page_id: name for name, document in documents}, LexicalIndex(Path(folder))
        )


@dataclass(frozen=True)
class ScratchIndex:
    """`names`: page id in the scratch index -> document id of the dataset."""

    names: dict[int, str]
    words: LexicalIndex

    def answer(self, query: Query, legs: Collection[str] = LEGS) -> Answered:
        """Rank the corpus for one question."""
        started = time.perf_counter()
        try:
            ranking = rank(
                parse_question(query.text), self.names.keys(), legs=legs, index=self.words
            )
        except QuestionInvalid as error:
            raise DatasetInvalid(f"Frage {query.id}: {error}") from error
        seconds = time.perf_counter() - started
        pages = ranking.pages[:RUN_DEPTH]
        return Answered(
            query, [self.names[p.page_id] for p in pages], [p.score for p in pages], seconds
        )


def figures_by_kind(answered: Sequence[Answered], dataset: Dataset) -> dict[str, Figures]:
    """`all` first (without questions that have no answer), then each kind."""
    by_kind: dict[str, list[Answered]] = defaultdict(list)
    for answer in answered:
        if answer.query.kind != NO_ANSWER and dataset.grades.get(answer.query.id):
            by_kind["all"].append(answer)
            if answer.query.kind != "all":
                by_kind[answer.query.kind].append(answer)
    return {kind: _figures(answers, dataset) for kind, answers in by_kind.items()}


def run_lines(answered: Iterable[Answered], tag: str) -> Iterator[str]:
    """The TREC run file: `qid Q0 docid rank score tag`, scores strictly falling."""
    for answer in answered:
        for number, document in enumerate(answer.ranking, 1):
            yield f"{answer.query.id} Q0 {document} {number} {RUN_DEPTH - number + 1} {tag}"


def _figures(answers: Sequence[Answered], dataset: Dataset) -> Figures:
    judged = [(answer.ranking, dataset.grades[answer.query.id]) for answer in answers]
    return Figures(
        questions=len(answers),
        ndcg=_mean(metrics.ndcg(*pair) for pair in judged),
        mrr=_mean(metrics.reciprocal_rank(*pair) for pair in judged),
        recall=_mean(metrics.recall(*pair) for pair in judged),
        milliseconds=1000 * _mean(answer.seconds for answer in answers),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _documents(dataset: Dataset) -> Iterator[tuple[str, Document]]:
    """(document id, Document): the dataset's corpus, else the pages as they are indexed."""
    if dataset.corpus is not None:
        for number, (name, title, text) in enumerate(dataset.corpus, 1):
            yield name, Document(number, title, (), (Section("Text", "", text),))
        return
    rows = Dokument.objects.select_related("page").order_by("pk")
    if not rows:
        raise DatasetInvalid("Ohne corpus.jsonl gilt das Wiki als Korpus; es ist noch leer.")
    for row in rows:
        sections = tuple(Section(p["name"], p["anker"], p["text"]) for p in row.abschnitte)
        kommunen = tuple(filter(None, row.kommunen.split(", ")))
        yield row.page.slug, Document(row.pk, row.titel, kommunen, sections)


@contextmanager
def _temporary_tables() -> Iterator[None]:
    tables = [model._meta.db_table for model in (Dokument, Chunk, Aenderung)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, PAGES_AT_ONCE)):
        yield batch
