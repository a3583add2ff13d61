"""Our own search: as it is served, and its word leg alone."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from suche.rank.ranking import Plan, rank
from suche.rank.schema import LEGS
from suche.understand.question import QUESTION_MAX_CHARS
from suche.understand.understanding import read_question

from .corpus import SHOWN_RESULTS, EngineCorpus, Search


@contextmanager
def as_served(corpus: EngineCorpus) -> Iterator[Search]:
    """Answers as the wiki does, from the question as typed to the ranking."""
    with _by(corpus, LEGS) as search:
        yield search


@contextmanager
def words_by_whoosh(corpus: EngineCorpus) -> Iterator[Search]:
    """Our word leg: Whoosh with compounds, lemmas and synonyms."""
    with _by(corpus, ("lexical",)) as search:
        yield search


@contextmanager
def _by(corpus: EngineCorpus, legs: Collection[str]) -> Iterator[Search]:
    allowed = frozenset(corpus.ids)

    def search(text: str) -> list[int]:
        question, _ = read_question(text[:QUESTION_MAX_CHARS])
        ranking = rank(Plan(question, allowed, legs=legs), model=corpus.model)
        return [page.page_id for page in ranking.pages[:SHOWN_RESULTS]]

    yield search
