"""A question becomes ranked pages. Knows ids only; who may see them has been decided before.

Every question is ranked once. The `Plan` says beforehand what is asked, among which pages, and by
which legs; with filters the pages that pass are ranked among themselves in the same run, because
filters choose among the hits and may also want hits from further down (`narrowing`).
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from einbettung.exceptions import IndexMismatch, ModelUnavailable
from einbettung.model.active_model import Live, live
from einbettung.model.encoder import Encoded
from einbettung.vectors.ngram_vectors import question_vector
from suche.betrieb.prometheus.counters import stage
from suche.exceptions import LexicalIndexUnavailable
from suche.rank.words.lexical import LexicalIndex, lexical_index
from suche.understand.question import Question
from wiki.exceptions import WikiError

from . import meaning
from .fusion import fuse, rerank
from .parameters import DEPTH, SECOND_STAGE
from .schema import (
    LEGS,
    DetailScores,
    LexicalHit,
    QuestionDetails,
    Ranked,
    Ranking,
    SemanticHit,
)
from .word_weights import token_weights, weighted_words

logger = logging.getLogger(__name__)

WORDS_DOWN = (
    "Die Wortsuche ist gerade nicht verfügbar. Die Treffer wurden nur über die Bedeutung gefunden; "
    "Namen und seltene Wörter können fehlen."
)
MEANING_DOWN = (
    "Die Suche nach Bedeutung ist gerade nicht verfügbar. Gefunden wird nur, was die Wörter der "
    "Frage enthält; versuchen Sie auch andere Wörter."
)


@dataclass(frozen=True)
class Plan:
    """What is to be ranked. `allowed`: the pages that the visitor may read. `passing`: those of
    them that pass the filters; None without filters. `legs`: a selection of LEGS."""

    question: Question
    allowed: Collection[int]
    passing: Collection[int] | None = None
    legs: Collection[str] = LEGS


@dataclass(frozen=True)
class _Asked:
    """A question on its way: the word index it is looked up in, the generation it is compared
    with and its vectors (None while the semantic leg is off or down)."""

    plan: Plan
    lexicon: LexicalIndex
    model: Live | None = None
    encoded: Encoded | None = None


def rank(plan: Plan, *, index: LexicalIndex | None = None, model: Live | None = None) -> Ranking:
    """Returns the pages for a question, best first. When one leg is down the other one answers.

    `model`: the generation to ask; without it the active one, as it is when the question comes.
    """
    asked, notices = _encoded(plan, index or lexical_index(), model)
    groups = [plan.allowed] if plan.passing is None else [plan.allowed, plan.passing]
    pages, word_notices = _first_stage(asked, groups)
    pages = _second_stage(asked, pages)
    return Ranking(
        pages[0],
        asked.encoded.vector if asked.encoded else None,
        (*word_notices, *notices),
        asked.model.signature if asked.model else "",
        None if plan.passing is None else pages[1],
    )


def warm_up() -> None:
    """Loads what the first question needs; an error is left for that question to report."""
    try:
        live().encoder.encode_query("Kommune")
        lexical_index().catch_up()
    except WikiError:
        logger.exception("warm-up")


def question_details(
    question: Question, encoded: Encoded, lexicon: LexicalIndex
) -> QuestionDetails:
    """Returns what the second stage compares pages with. Each word counts by how much it says
    what the question is about."""
    words = weighted_words(question.text, lexicon.rarity, question.places)
    ngrams = question_vector((word.text, word.weight) for word in words)
    return QuestionDetails(encoded.tokens, token_weights(words, encoded.spans), ngrams)


def _encoded(
    plan: Plan, lexicon: LexicalIndex, model: Live | None
) -> tuple[_Asked, tuple[str, ...]]:
    """Returns the question with its vectors, and a notice if they could not be made."""
    asked = _Asked(plan, lexicon)
    if "semantic" not in plan.legs:
        return asked, ()
    try:
        asked = replace(asked, model=model or live())
        return replace(asked, encoded=_encode(plan.question, asked.model)), ()
    except (ModelUnavailable, IndexMismatch):
        logger.exception("semantic leg down")
        return asked, (MEANING_DOWN,)


def _encode(question: Question, model: Live | None) -> Encoded:
    if model is None or not meaning.has_vectors(model.signature):
        raise IndexMismatch()
    with stage("einbetten"):
        return model.encoder.encode_query(question.text)


def _first_stage(
    asked: _Asked, groups: Sequence[Collection[int]]
) -> tuple[list[list[Ranked]], tuple[str, ...]]:
    """Returns the pages of each group as both legs rank them, and a notice if the words could not
    be looked up."""
    semantic_hits = [_semantic_hits(asked, group) for group in groups]
    notices: tuple[str, ...] = ()
    lexical_hits: list[list[LexicalHit]] = [[] for _ in groups]
    if "lexical" in asked.plan.legs:
        try:
            lexical_hits = [_lexical_hits(asked, group) for group in groups]
        except LexicalIndexUnavailable:
            logger.exception("lexical leg down")
            notices = (WORDS_DOWN,)
    return [fuse(*hits) for hits in zip(lexical_hits, semantic_hits, strict=True)], notices


def _lexical_hits(asked: _Asked, page_ids: Collection[int]) -> list[LexicalHit]:
    with stage("woerter"):
        return asked.lexicon.search(asked.plan.question.units, page_ids, DEPTH)


def _semantic_hits(asked: _Asked, page_ids: Collection[int]) -> list[SemanticHit]:
    if asked.encoded is None or asked.model is None:
        return []
    with stage("vektoren"):
        return meaning.search(asked.encoded.vector, asked.model.signature, page_ids, DEPTH)


def _second_stage(asked: _Asked, groups: Sequence[list[Ranked]]) -> list[list[Ranked]]:
    """Returns each group with its best pages compared in detail; one query for all groups."""
    plan = asked.plan
    if not (
        asked.encoded and asked.model and "tokens" in plan.legs and settings.SUCHE_ZWEITE_STUFE
    ):
        return list(groups)
    question = question_details(plan.question, asked.encoded, asked.lexicon)
    question = question if "ngrams" in plan.legs else replace(question, ngrams={})
    heads = [[page.page_id for page in pages[:SECOND_STAGE]] for pages in groups]
    with stage("vergleich"):
        wanted = list(dict.fromkeys(page_id for head in heads for page_id in head))
        details = meaning.detail_scores(question, asked.model.signature, wanted)
        words = len(plan.question.units)
        return [
            rerank(pages, _selected(details, head), words)
            for pages, head in zip(groups, heads, strict=True)
        ]


def _selected(
    details: Mapping[int, DetailScores], page_ids: Sequence[int]
) -> dict[int, DetailScores]:
    return {page_id: details[page_id] for page_id in page_ids if page_id in details}
