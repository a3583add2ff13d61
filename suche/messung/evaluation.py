"""Measures the search on a question set, in a scratch index, with the code that serves users."""

import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from einbettung.indexing.index import PAGES_AT_ONCE, SAMPLE_PAGES, Report, index_documents
from einbettung.model.active_model import ActiveModel, get_active_model
from einbettung.models import Dokument, Projektion
from einbettung.schema import Document, TextSection
from einbettung.text.chunking import chunk
from einbettung.vectors.encoding import fit_to_corpus, spread
from einbettung.vectors.projection import ensure_projection
from suche.exceptions import DatasetInvalid, QuestionInvalid
from suche.rank.calibration import Judged, store_calibration, stored_calibration
from suche.rank.grades import answer_grade
from suche.rank.levels import WEAK, Calibration, levels
from suche.rank.ranking import Plan, rank
from suche.rank.schema import LEGS, Ranking
from suche.rank.words.lexical import LexicalIndex, lexical_index
from suche.understand.question import QUESTION_MAX_CHARS, Question
from suche.understand.understanding import read_question

from . import ranking_figures
from .dataset import NO_ANSWER, Dataset, Query
from .scratch import temporary_tables

RUN_DEPTH = 100  # documents a question in a run file
PAIRS_AT_LEAST = 200  # fewer graded pairs say little about what fits exactly
LEG_SETS: dict[str, tuple[str, ...]] = {
    "hybrid": LEGS,
    "lexical": ("lexical",),
    "semantic": ("semantic",),  # passage vectors alone
    "late": ("semantic", "tokens"),  # with the second stage, without words
}
RRF, RRF_OF = "rrf", ("lexical", "semantic")  # plain rank fusion of the single legs, to compare

Name = TypeVar("Name", str, int)


@dataclass(frozen=True)
class Answered:
    """A question with the documents found, best first, their scores, and the time it took."""

    query: Query
    ranking: list[str]
    scores: list[float]
    seconds: float
    levels: tuple[str, ...] = ()  # of the results that a reader would be shown


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
    dataset: Dataset,
    progress: Callable[[int], object] = lambda _: None,
    model: ActiveModel | None = None,
) -> Iterator["IndexedCorpus"]:
    """Yields an index of the dataset's corpus that is gone afterwards, for the active generation or
    for `model`. The wiki's own index is not touched.

    Temporary tables with the names of the real ones hide these from this connection, so chunking,
    encoding, storing, both legs and fusion are the very code that serves the wiki. Where the wiki
    itself is the corpus, the tables begin as copies of its index, so that nothing current is
    encoded again.
    """
    documents = list(_documents(dataset))
    own = dataset.corpus is None
    known = own and model is None  # the wiki's own axes are those of its articles and its model
    model = model or get_active_model()
    calibration = stored_calibration(model.signature)
    with (
        tempfile.TemporaryDirectory(prefix="wiki-auswertung-") as folder,
        temporary_tables(filled=own, also=[] if known else [Projektion]),
    ):
        if not known:
            _fit_projection([document for _, document in documents], model, calibration)
        for batch in _batches([document for _, document in documents]):
            with transaction.atomic():
                index_documents(batch, model.signature, lambda: model.encoder, report=Report())
            progress(len(batch))
        names = {document.page_id: name for name, document in documents}
        yield IndexedCorpus(names, LexicalIndex(Path(folder)), model)


def _fit_projection(
    documents: Sequence[Document], model: ActiveModel, calibration: Calibration | None
) -> None:
    """Gives a foreign corpus axes of its own, as a wiki of these documents would have them."""
    count_tokens = model.encoder.count_tokens
    fit_to_corpus(
        model.signature,
        model.encoder,
        lambda: [
            passage
            for document in spread(documents, SAMPLE_PAGES)
            for passage in chunk(document, count_tokens)
        ],
    )
    ensure_projection(model.signature, model.encoder)
    if calibration:
        store_calibration(calibration, model.signature)


@contextmanager
def open_index(dataset: Dataset, model: ActiveModel) -> Iterator["IndexedCorpus"]:
    """Yields what this generation answers from: the wiki's own index as it stands, without copying
    or writing anything. Only a dataset with a corpus of its own gets a scratch index."""
    if dataset.corpus is not None:
        with scratch_index(dataset, model=model) as index:
            yield index
        return
    rows = Dokument.objects.order_by("pk").values_list("pk", "page__slug")
    yield IndexedCorpus(dict(rows), lexical_index(), model)


@dataclass(frozen=True)
class IndexedCorpus:
    """What questions are asked of. `names`: page id in the index -> document id of the dataset."""

    names: dict[int, str]
    words: LexicalIndex
    model: ActiveModel

    def answer(self, query: Query, legs: Collection[str] = LEGS) -> Answered:
        """Ranks the corpus for one question."""
        started = time.perf_counter()
        question, ranking = self.ranking(query, legs)
        seconds = time.perf_counter() - started
        pages = ranking.pages[:RUN_DEPTH]
        calibration = stored_calibration(self.model.signature)
        rated = levels(
            pages, len(question.units), calibration, by_words_only=ranking.vector is None
        )
        names = [self.names[page.page_id] for page in pages]
        scores = [page.score for page in pages]
        return Answered(query, names, scores, seconds, tuple(rated.values()))

    def ranking(self, query: Query, legs: Collection[str] = LEGS) -> tuple[Question, Ranking]:
        """Ranks the corpus as for readers, before anything is cut off."""
        try:
            question, _ = read_question(query.text[:QUESTION_MAX_CHARS])
        except QuestionInvalid as error:
            raise DatasetInvalid(f"Frage {query.id}: {error}") from error
        plan = Plan(question, self.names.keys(), legs=legs)
        return question, rank(plan, index=self.words, model=self.model)


def judge_half(index: IndexedCorpus, dataset: Dataset, half: str) -> list[Judged]:
    """Returns what calibration needs to know of the questions of this half; a page without a grade
    counts as 0."""
    return [_judge(index, query, dataset) for query in dataset.of_half(half)]


def judge_pairs(index: IndexedCorpus, dataset: Dataset, half: str) -> list[Judged]:
    """Like `judge_half`, of pages with a grade only. Returns nothing where the corpus has too few
    of them."""
    pages = {name: page_id for page_id, name in index.names.items()}
    judged = []
    for query in dataset.of_half(half):
        grades = dataset.grades.get(query.id, {})
        known = {pages[name]: grade for name, grade in grades.items() if name in pages}
        if known:
            question, ranking = index.ranking(query)
            judged.append(Judged(ranking.pages, len(question.units), known))
    return judged if sum(len(one.grades) for one in judged) >= PAIRS_AT_LEAST else []


def _judge(index: IndexedCorpus, query: Query, dataset: Dataset) -> Judged:
    question, ranking = index.ranking(query)
    grades = dataset.grades.get(query.id, {})
    by_page = {page_id: grades.get(name, 0) for page_id, name in index.names.items()}
    return Judged(ranking.pages, len(question.units), by_page if any(grades.values()) else {})


def reciprocal_rank_fusion(rankings: Sequence[Answered], k: int = 60) -> Answered:
    """Joins legs in the usual way, to compare ours with."""
    scores = reciprocal_ranks([answer.ranking for answer in rankings], k)
    best = list(scores)[:RUN_DEPTH]
    seconds = sum(answer.seconds for answer in rankings)
    return Answered(rankings[0].query, best, [scores[document] for document in best], seconds)


def reciprocal_ranks(rankings: Sequence[Sequence[Name]], k: int = 60) -> dict[Name, float]:
    """Returns document -> score of several rankings together, the best first (Cormack et al.
    2009)."""
    scores: dict[Name, float] = defaultdict(float)
    for ranking in rankings:
        for number, document in enumerate(ranking, 1):
            scores[document] += 1 / (k + number)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True)
class Emptiness:
    """Shares of questions, 0 to 1 (nan: none was asked). `unanswered`: without an answer in the
    corpus, and shown none; `unsure`: shown weak results only; `lost`: answerable, shown none."""

    unanswered: float
    unsure: float
    lost: float


def emptiness(answered: Sequence[Answered]) -> Emptiness:
    """Measures how honest the search is about questions that have no answer."""
    without = [set(a.levels) for a in answered if a.query.kind == NO_ANSWER]
    others = [set(a.levels) for a in answered if a.query.kind != NO_ANSWER]
    return Emptiness(
        unanswered=_share(not found for found in without),
        unsure=_share(found == {WEAK} for found in without),
        lost=_share(not found for found in others),
    )


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else math.nan


def figures_by_kind(answered: Sequence[Answered], dataset: Dataset) -> dict[str, Figures]:
    """Returns the figures of `all` questions first (without those that have no answer), then of
    each kind."""
    by_kind: dict[str, list[Answered]] = defaultdict(list)
    for answer in answered:
        if dataset.is_graded(answer.query):
            by_kind["all"].append(answer)
            if answer.query.kind != "all":
                by_kind[answer.query.kind].append(answer)
    return {kind: _figures(answers, dataset) for kind, answers in by_kind.items()}


def run_lines(answered: Iterable[Answered], tag: str) -> Iterator[str]:
    """Writes a TREC run file: `qid Q0 docid rank score tag`, scores strictly falling."""
    for answer in answered:
        for number, document in enumerate(answer.ranking, 1):
            yield f"{answer.query.id} Q0 {document} {number} {RUN_DEPTH - number + 1} {tag}"


def _figures(answers: Sequence[Answered], dataset: Dataset) -> Figures:
    judged = [(answer.ranking, dataset.grades[answer.query.id]) for answer in answers]
    answer = answer_grade(grade for grades in dataset.grades.values() for grade in grades.values())
    return Figures(
        questions=len(answers),
        ndcg=_mean(ranking_figures.ndcg(*pair) for pair in judged),
        mrr=_mean(ranking_figures.reciprocal_rank(*pair, answer) for pair in judged),
        recall=_mean(ranking_figures.recall(*pair, answer) for pair in judged),
        milliseconds=1000 * _mean(answer.seconds for answer in answers),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _documents(dataset: Dataset) -> Iterator[tuple[str, Document]]:
    """Yields (document id, Document): the dataset's corpus, else the pages as they are indexed."""
    if dataset.corpus is not None:
        for number, (name, title, text) in enumerate(dataset.corpus, 1):
            yield name, Document(number, title, (), (TextSection("Text", "", text),))
        return
    rows = Dokument.objects.select_related("page").order_by("pk")
    if not rows:
        raise DatasetInvalid("Ohne corpus.jsonl gilt das Wiki als Korpus; es ist noch leer.")
    for row in rows:
        sections, attachments = _parts(row.abschnitte), _parts(row.anlagen)
        kommunen = tuple(filter(None, row.kommunen.split(", ")))
        yield row.page.slug, Document(row.pk, row.titel, kommunen, sections, attachments)


def _parts(stored: Sequence[Mapping[str, str]]) -> tuple[TextSection, ...]:
    return tuple(TextSection(part["name"], part["anker"], part["text"]) for part in stored)


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, PAGES_AT_ONCE)):
        yield batch
