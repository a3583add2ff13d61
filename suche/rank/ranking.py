"""A question becomes ranked pages. Knows ids only; who may see them has been decided before.

Every question is ranked once. The `Plan` says beforehand what is asked, among which pages, and by
which legs; with filters the pages that pass are ranked among themselves in the same run, because
filters choose among the hits and may also want hits from further down (`narrowing`).
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from django.conf import settings

from einbettung.exceptions import IndexMismatch, ModelUnavailable
from einbettung.model.active_model import ActiveModel, get_active_model
from einbettung.model.encoder import Encoded
from einbettung.vectors.ngram_vectors import question_vector
from suche.betrieb.prometheus.counters import stage
from suche.exceptions import LexicalIndexUnavailable
from suche.german.analysis import readings_of
from suche.german.synonyms import words_of
from suche.rank.words.lexical import LexicalIndex, lexical_index
from suche.understand.asked.exclusions import without_exclusions
from suche.understand.question import Question
from suche.understand.spans import blanked
from suche.understand.translation import in_german
from wiki.exceptions import WikiError
from wiki.texte import noop

from . import meaning
from .fusion import fuse, rerank
from .parameters import DEPTH, EXACT_SCAN_PAGES, FEW_WORDS, SECOND_STAGE, TOKEN_WEIGHT_FLOOR
from .schema import (
    LEGS,
    LexicalHit,
    QuestionTokens,
    Ranked,
    Ranking,
    SemanticHit,
)
from .word_weights import WeightedWord, token_weights, weighted_words

logger = logging.getLogger(__name__)
T = TypeVar("T")

WORDS_DOWN = noop(
    "Die Wortsuche ist gerade nicht verfügbar. Die Treffer wurden nur über die Bedeutung gefunden; "
    "Namen und seltene Wörter können fehlen."
)
MEANING_DOWN = noop(
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
    model: ActiveModel | None = None
    encoded: Encoded | None = None

    @cached_property
    def for_model(self) -> Question:
        """The question as the model reads it: words that no page has, in words that pages have."""
        return in_german(self.wanted, self.lexicon.rarity)

    @cached_property
    def wanted(self) -> Question:
        """The question without what it does without, if it has few words: "Luft messen ohne
        LoRaWAN" is far from LoRaWAN. In a longer one that tells of the matter, too ("... ohne
        Strichliste?")."""
        question = self.plan.question
        places = [place.span for place in question.avoided]
        text = blanked(without_exclusions(question.text), places)
        if len(question.units) > FEW_WORDS or text == question.text or not text.strip():
            return question
        taken_off = set(words_of(question.text)) - set(words_of(text))
        gone = {readings_of(word)[:1] for word in taken_off}
        units = tuple(unit for unit in question.units if unit.own[:1] not in gone)
        return replace(question, text=text, units=units or question.units)

    @cached_property
    def words(self) -> list[WeightedWord]:
        """The words of `for_model`, each with how much it says what the question is about."""
        return weighted_words(self.for_model.text, self.lexicon.rarity, self.for_model.places)


def rank(
    plan: Plan, *, index: LexicalIndex | None = None, model: ActiveModel | None = None
) -> Ranking:
    """Returns the pages for a question, best first. When one leg is down the other one answers.

    `model`: the generation to ask; without it the active one, as it is when the question comes.
    """
    asked, notices = _encoded(plan, index or lexical_index(), model)
    groups = [plan.allowed] if plan.passing is None else [plan.allowed, plan.passing]
    first, word_notices = _first_stage(asked, groups)
    pages, *passing_pages = _second_stage(asked, first)
    return Ranking(
        pages,
        asked.encoded.vector if asked.encoded else None,
        (*word_notices, *notices),
        asked.model.signature if asked.model else "",
        passing_pages[0] if passing_pages else None,
    )


def warm_up() -> None:
    """Loads what the first question needs; an error is left for that question to report."""
    try:
        get_active_model().encoder.encode_query("Kommune")
        lexical_index().catch_up()
    except WikiError:
        logger.exception("warm-up")


def question_tokens(encoded: Encoded, words: Sequence[WeightedWord]) -> QuestionTokens:
    """Returns what the second stage compares pages with. Each token counts by how much its word
    says what the question is about, the words of the frame a little."""
    weights = token_weights(words, encoded.spans, TOKEN_WEIGHT_FLOOR)
    return QuestionTokens(encoded.tokens, weights)


def _encoded(
    plan: Plan, lexicon: LexicalIndex, model: ActiveModel | None
) -> tuple[_Asked, tuple[str, ...]]:
    """Returns the question with its vectors, and a notice if they could not be made."""
    asked = _Asked(plan, lexicon)
    if "semantic" not in plan.legs:
        return asked, ()
    try:
        asked = replace(asked, model=model or get_active_model())
        return replace(asked, encoded=_encode(asked.for_model, asked.model)), ()
    except (ModelUnavailable, IndexMismatch):
        logger.exception("semantic leg down")
        return asked, (MEANING_DOWN,)


def _encode(question: Question, model: ActiveModel | None) -> Encoded:
    if model is None or not meaning.has_vectors(model.signature):
        raise IndexMismatch()
    with stage("einbetten"):
        return model.encoder.encode_query(question.text)


def _first_stage(
    asked: _Asked, groups: Sequence[Collection[int]]
) -> tuple[list[list[Ranked]], tuple[str, ...]]:
    """Returns the pages of each group as the legs rank them, and a notice if the words could not be
    looked up."""
    lexical_hits, notices = _lexical_hits(asked, groups)
    semantic_hits = [_semantic_hits(asked, group) for group in groups]
    ngram_scores = _ngram_scores(asked, groups, lexical_hits, semantic_hits)
    legs = zip(lexical_hits, semantic_hits, ngram_scores, strict=True)
    return [fuse(*found) for found in legs], notices


def _lexical_hits(
    asked: _Asked, groups: Sequence[Collection[int]]
) -> tuple[list[list[LexicalHit]], tuple[str, ...]]:
    """Returns what the word index finds of each group, and a notice if it could not be asked."""
    nothing: list[list[LexicalHit]] = [[] for _ in groups]
    if "lexical" not in asked.plan.legs:
        return nothing, ()
    units = asked.wanted.units
    try:
        with stage("woerter"):
            return [asked.lexicon.search(units, group, DEPTH) for group in groups], ()
    except LexicalIndexUnavailable:
        logger.exception("lexical leg down")
        return nothing, (WORDS_DOWN,)


def _semantic_hits(asked: _Asked, page_ids: Collection[int]) -> list[SemanticHit]:
    if asked.encoded is None or asked.model is None:
        return []
    with stage("vektoren"):
        return meaning.search(asked.encoded.vector, asked.model.signature, page_ids, DEPTH)


def _ngram_scores(
    asked: _Asked,
    groups: Sequence[Collection[int]],
    lexical_hits: Sequence[Sequence[LexicalHit]],
    semantic_hits: Sequence[Sequence[SemanticHit]],
) -> list[dict[int, float]]:
    """Returns the n-gram scores of each group: of all its pages, or, where these are too many to
    be scanned, of those that the other legs have found. One query for all groups."""
    if asked.encoded is None or "ngrams" not in asked.plan.legs:
        return [{} for _ in groups]
    looked_at = [
        frozenset(group) if len(group) < EXACT_SCAN_PAGES else found_by_legs(lexical, semantic)
        for group, lexical, semantic in zip(groups, lexical_hits, semantic_hits, strict=True)
    ]
    vector = question_vector((word.text, word.weight) for word in asked.words)
    with stage("ngramme"):
        scores = meaning.ngram_scores(vector, frozenset[int]().union(*looked_at))
    return [_selected(scores, page_ids) for page_ids in looked_at]


def found_by_legs(lexical: Sequence[LexicalHit], semantic: Sequence[SemanticHit]) -> frozenset[int]:
    """Returns the pages that words or vectors have found."""
    return frozenset(hit.page_id for hit in lexical) | frozenset(hit.page_id for hit in semantic)


def _second_stage(asked: _Asked, groups: Sequence[list[Ranked]]) -> list[list[Ranked]]:
    """Returns each group with its best pages compared token by token; one query for all groups."""
    encoded, model, plan = asked.encoded, asked.model, asked.plan
    if not (encoded and model and "tokens" in plan.legs and settings.SUCHE_ZWEITE_STUFE):
        return list(groups)
    tokens = question_tokens(encoded, asked.words)
    heads = [[page.page_id for page in pages[:SECOND_STAGE]] for pages in groups]
    with stage("vergleich"):
        wanted = list(dict.fromkeys(page_id for head in heads for page_id in head))
        compared = meaning.compare(tokens, model.signature, wanted)
        words = len(plan.question.units)
        return [
            rerank(pages, _selected(compared, head), words)
            for pages, head in zip(groups, heads, strict=True)
        ]


def _selected(found: Mapping[int, T], page_ids: Iterable[int]) -> dict[int, T]:
    return {page_id: found[page_id] for page_id in page_ids if page_id in found}
