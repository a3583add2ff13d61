"""Question -> ranked pages. Knows ids only; who may see them has been decided before."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
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
from .schema import LexicalHit, QuestionTokens, Ranked, SemanticHit
from .word_weights import token_weights, weighted_words

logger = logging.getLogger(__name__)

LEGS = ("lexical", "semantic", "late", "pieces")  # the last two refine what the others found
DEPTH = 200  # pages each leg hands to the fusion
SECOND_STAGE = 50  # pages that are compared token by token; held 95 % of all relevant ones

WORDS_DOWN = (
    "Die Wortsuche ist gerade nicht verfügbar. Die Treffer wurden nur über die Bedeutung gefunden; "
    "Namen und seltene Wörter können fehlen."
)
MEANING_DOWN = (
    "Die Suche nach Bedeutung ist gerade nicht verfügbar. Gefunden wird nur, was die Wörter der "
    "Frage enthält; versuchen Sie auch andere Wörter."
)


@dataclass(frozen=True)
class Ranking:
    """Pages best first. `vector` is the question's (None: leg off or down), `signature` says with
    which generation's vectors it may be compared; `notices` are German sentences for the reader
    about a leg that could not answer."""

    pages: list[Ranked]
    vector: np.ndarray | None
    notices: tuple[str, ...]
    signature: str = ""


def rank(
    question: Question,
    allowed: Collection[int],
    *,
    legs: Collection[str] = LEGS,
    index: LexicalIndex | None = None,
    model: Live | None = None,
) -> Ranking:
    """The `allowed` pages for this question. When one leg is down the other one answers.

    `model`: the generation to ask; without it the active one, as it is when the question comes."""
    lexicon = index or lexical_index()
    notices = []
    words: list[LexicalHit] = []
    meanings: list[SemanticHit] = []
    encoded: Encoded | None = None
    signature = ""
    if "lexical" in legs:
        try:
            with stage("woerter"):
                words = lexicon.search(question.units, allowed, DEPTH)
        except LexicalIndexUnavailable:
            logger.exception("lexical leg down")
            notices.append(WORDS_DOWN)
    if "semantic" in legs:
        try:
            answering = model or live()
            signature = answering.signature
            encoded, meanings = _by_meaning(question, allowed, answering)
        except (ModelUnavailable, IndexMismatch):
            logger.exception("semantic leg down")
            notices.append(MEANING_DOWN)
    pages = fuse(words, meanings)
    if encoded and "late" in legs and settings.SUCHE_ZWEITE_STUFE:
        asked = question_tokens(question, encoded, lexicon)
        asked = asked if "pieces" in legs else replace(asked, pieces={})
        first = [page.page_id for page in pages[:SECOND_STAGE]]
        with stage("vergleich"):
            compared = meaning.compare(asked, signature, first)
            pages = rerank(pages, compared, len(question.units))
    return Ranking(pages, encoded.vector if encoded else None, tuple(notices), signature)


def warm_up() -> None:
    """Load what the first question needs; an error is left for that question to report."""
    try:
        live().encoder.encode_query("Kommune")
        lexical_index().catch_up()
    except WikiError:
        logger.exception("warm-up")


def question_tokens(question: Question, encoded: Encoded, lexicon: LexicalIndex) -> QuestionTokens:
    """What the second stage compares pages with: each word counts by how much it says."""
    words = weighted_words(question.text, lexicon.rarity, question.places)
    pieces = question_vector((word.text, word.weight) for word in words)
    return QuestionTokens(encoded.tokens, token_weights(words, encoded.spans), pieces)


def _by_meaning(
    question: Question, allowed: Collection[int], model: Live
) -> tuple[Encoded, list[SemanticHit]]:
    if not meaning.has_vectors(model.signature):
        raise IndexMismatch()
    with stage("einbetten"):
        encoded = model.encoder.encode_query(question.text)
    with stage("vektoren"):
        return encoded, meaning.search(encoded.vector, model.signature, allowed, DEPTH)
