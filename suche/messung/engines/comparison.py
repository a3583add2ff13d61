"""Asks all engines the same questions: what they find, and what it costs."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from einbettung.model.active_model import get_active_model
from einbettung.models import Dokument
from suche.exceptions import DatasetInvalid
from suche.messung.dataset import Dataset, Query
from suche.messung.evaluation import Answered, figures_by_kind
from suche.messung.growth.server_clock import one_process_a_query, server_clock

from . import by_database, by_files, own
from .corpus import Engine, EngineCorpus, Search, read_corpus

ENGINES: dict[str, Engine] = {
    "wie bedient": own.as_served,
    "Wörter allein (Whoosh)": own.words_by_whoosh,
    "Wagtail, alle Wörter": by_database.wagtail_all_words,
    "Wagtail, ein Wort genügt": by_database.wagtail_any_word,
    "PostgreSQL, alle Wörter": by_database.full_text_all_words,
    "PostgreSQL, ein Wort genügt": by_database.full_text_any_word,
    "pgvector, ein Vektor je Seite": by_database.one_vector_a_page,
    "tantivy": by_files.words_by_tantivy,
    "tantivy und numpy": by_files.tantivy_and_numpy,
}
ENCODING = "Frage einbetten"
TIMED = 60  # questions, where nothing is graded


@dataclass(frozen=True)
class QuestionCost:
    """Milliseconds of one question: of CPU here and in the database server (nan: it runs on another
    machine), and by the clock."""

    here: float
    server: float
    clock: float

    @property
    def cpu(self) -> float:
        return self.here if math.isnan(self.server) else self.here + self.server


@dataclass(frozen=True)
class EngineFigures:
    """Medians over the questions; `ndcg` and `recall` are means (nan: nothing is graded)."""

    name: str
    ndcg: float
    recall: float
    cost: QuestionCost


def compare_engines(dataset: Dataset, half: str, *, graded: bool) -> Iterator[EngineFigures]:
    """Measures one engine after the other, first what encoding a question costs. `graded`: the wiki
    holds the pages that the grades are about. Raises DatasetInvalid when nothing of this half is
    graded, WikiEmpty without pages."""
    asked = [query for query in dataset.of_half(half) if dataset.is_graded(query)]
    if not asked:
        raise DatasetInvalid(f"Keine Frage der Hälfte „{half}“ ist benotet.")
    corpus = read_corpus(get_active_model())
    questions = asked if graded else asked[:: max(len(asked) // TIMED, 1)]
    with one_process_a_query():
        costs = [_timed(_encode_alone(corpus), query)[1] for query in questions]
        yield EngineFigures(ENCODING, math.nan, math.nan, _middle(costs))
        for name, engine in ENGINES.items():
            if engine.__module__ != by_files.__name__ or by_files.is_there():
                with engine(corpus) as search:
                    yield _figures(name, search, questions, dataset if graded else None)


def _encode_alone(corpus: EngineCorpus) -> Search:
    def encode(text: str) -> list[int]:
        corpus.model.encoder.encode_query(text)
        return []

    encode("Kommune")  # loads it
    return encode


def _figures(
    name: str, search: Search, questions: Sequence[Query], dataset: Dataset | None
) -> EngineFigures:
    for query in questions[:: max(len(questions) // 10, 1)]:
        search(query.text)  # what the first questions read stays in memory
    found = [(query, *_timed(search, query)) for query in questions]
    cost = _middle([cost for _, _, cost in found])
    if dataset is None:
        return EngineFigures(name, math.nan, math.nan, cost)
    slugs = dict(Dokument.objects.values_list("pk", "page__slug"))
    answered = [
        Answered(query, [slugs[pk] for pk in pages if pk in slugs], [], cost.clock / 1000)
        for query, pages, cost in found
    ]
    figures = figures_by_kind(answered, dataset)["all"]
    return EngineFigures(name, figures.ndcg, figures.recall, cost)


def _timed(search: Search, query: Query) -> tuple[list[int], QuestionCost]:
    server = server_clock()
    before = time.process_time(), server(), time.perf_counter()
    pages = search(query.text)
    after = time.process_time(), server(), time.perf_counter()
    here, there, clock = (1000 * (b - a) for a, b in zip(before, after, strict=True))
    return pages, QuestionCost(here, there, clock)


def _middle(costs: Sequence[QuestionCost]) -> QuestionCost:
    """The median of each figure."""
    return QuestionCost(
        *(median(getattr(c, name) for c in costs) for name in ("here", "server", "clock"))
    )
