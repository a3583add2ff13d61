"""A question -> cases of other wikis, with level and passage.

The stages are those of the own pages (`suche.rank`), over other tables and over these cases alone:
the levels are made for small wikis, too. Only the words are looked up in another way: there is no
BM25 over a foreign wiki, but the same kind of number, the share of what a case could reach.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import FloatField, QuerySet, Value
from pgvector import HalfVector, SparseVector
from pgvector.django import CosineDistance

from einbettung.exceptions import IndexMismatch, ModelUnavailable
from einbettung.model.active_model import ActiveModel, get_active_model
from einbettung.model.encoder import Encoded
from einbettung.vectors import ngram_vectors
from suche.answer.passages import Passage, best_passages, unit_rarity
from suche.answer.reasons import reason
from suche.rank.calibration import stored_calibration
from suche.rank.fusion import fuse, rerank
from suche.rank.levels import GOOD, RELATED, WEAK, levels
from suche.rank.meaning import compare_stored
from suche.rank.parameters import (
    BEST_PASSAGE_WEIGHT,
    DEPTH,
    EXACT_SCAN_PAGES,
    SECOND_PASSAGE_WEIGHT,
    SECOND_STAGE,
)
from suche.rank.ranking import found_by_legs, question_tokens
from suche.rank.schema import Compared, LexicalHit, Ranked, RatedPassage, SemanticHit
from suche.rank.word_weights import WeightedWord, weighted_words
from suche.rank.words.lexical import lexical_index
from suche.understand.question import Question
from suche.understand.schema import Unit
from suche.understand.translation import in_german
from wiki.fakten.filters import LAND, STATUS, Filters

from .models import HEAVY, Fremdpassage, Fremdprojekt, shown_projects

# What a word brings where it stands, as BM25 would say it: half of what it can reach in a title.
IN_TITLE, IN_TEXT = 0.5, 0.2
LEAST_RARITY = 0.1
NAMED_WORDS = 3  # a longer question asks for no name
WORDS_ASKED = 40  # of a sketch, the rarest
SIMILARITIES_SQL = """
    WITH best AS (
        SELECT projekt_id,
               (array_agg(1 - (vektor <=> %s::halfvec) ORDER BY vektor <=> %s::halfvec))[1:2] AS top
        FROM verbund_fremdpassage WHERE modell = %s AND projekt_id = ANY(%s) GROUP BY projekt_id
    ), cases AS (
        SELECT projekt_id, %s * top[1] + %s * coalesce(top[2], top[1]) AS similarity FROM best
    )
    SELECT projekt_id, similarity, avg(similarity) OVER (), stddev_pop(similarity) OVER ()
    FROM cases ORDER BY similarity DESC, projekt_id LIMIT %s
"""
# Each word is looked up in the index of words: reading the words of all cases takes seconds.
WORDS_SQL = """
    WITH found AS MATERIALIZED (
        SELECT id, term, term = ANY(woerter_titel) AS titled FROM unnest(%s::varchar[]) AS term
        JOIN verbund_fremdprojekt ON woerter @> ARRAY[term]
    )
    SELECT id, array_agg(term), coalesce(array_agg(term) FILTER (WHERE titled), '{}')
    FROM found JOIN unnest(%s::bigint[]) AS shown(id) USING (id) GROUP BY id
"""
NGRAMS_SQL = """
    SELECT id, -(zeichen <#> %s::sparsevec) FROM verbund_fremdprojekt WHERE id = ANY(%s)
"""


@dataclass(frozen=True)
class Fremdtreffer:
    """A case of another wiki that fits."""

    projekt: Fremdprojekt
    stufe: str
    grund: str
    passage: Passage | None


@dataclass(frozen=True)
class _Asked:
    question: Question
    words: Sequence[WeightedWord]
    model: ActiveModel | None
    encoded: Encoded | None


@dataclass(frozen=True)
class Fremdantwort:
    """The first hits, best first, and how many there are."""

    treffer: Sequence[Fremdtreffer] = ()
    anzahl: int = 0


def foreign_hits(question: Question, filters: Filters, most: int, *, weak: bool) -> Fremdantwort:
    """Returns the cases that fit, `weak` ones only if they are wanted. One query where no other
    wiki is named. With filters that a case of another wiki cannot be asked for there are none."""
    if not set(filters) <= {LAND.name, STATUS.name}:
        return Fremdantwort()
    ids = list(_passing(filters).values_list("pk", flat=True))
    if not ids:
        return Fremdantwort()
    asked = _asked(question)
    ranked = _ranked(asked, ids)
    stufen = _levels(asked, ranked)
    shown = [p for p in ranked if stufen.get(p.page_id, WEAK) != WEAK]
    if weak:
        shown += [p for p in ranked if stufen.get(p.page_id) == WEAK]
    return Fremdantwort(_hits(asked, shown[:most], stufen), len(shown))


def _passing(filters: Filters) -> "QuerySet[Fremdprojekt]":
    found = shown_projects()
    if LAND.name in filters:
        found = found.filter(laender__overlap=list(filters[LAND.name]))
    if STATUS.name in filters:
        found = found.filter(status__in=filters[STATUS.name])
    return found


def _asked(question: Question) -> _Asked:
    rarity = lexical_index().rarity
    read = in_german(question, rarity)
    words = weighted_words(read.text, rarity, read.places)
    try:
        model = get_active_model()
        return _Asked(question, words, model, model.encoder.encode_query(read.text))
    except (ModelUnavailable, IndexMismatch):  # the page says so already
        return _Asked(question, words, None, None)


def _ranked(asked: _Asked, ids: list[int]) -> list[Ranked]:
    lexical, semantic = _lexical_hits(asked, ids), _semantic_hits(asked, ids)
    looked_at = ids if len(ids) < EXACT_SCAN_PAGES else found_by_legs(lexical, semantic)
    pages = fuse(lexical, semantic, _ngram_scores(asked, list(looked_at)))
    head = [page.page_id for page in pages[:SECOND_STAGE]]
    return rerank(pages, _compare(asked, head), len(asked.question.units))


def _lexical_hits(asked: _Asked, ids: list[int]) -> list[LexicalHit]:
    """What a word brings counts by its rarity here: there is no other count of words. One that all
    pages here have may be the very thing there."""
    rarity = lexical_index().rarity
    weights = {unit: max(unit_rarity(unit, rarity), LEAST_RARITY) for unit in asked.question.units}
    rarest = sorted(weights, key=lambda unit: -weights[unit])[:WORDS_ASKED]
    terms = {term for unit in rarest for reading in unit.readings for term in reading}
    if not terms:
        return []
    total = sum(weights[unit] for unit in rarest)
    scores = {
        pk: sum(weights[unit] / total * _held(unit, set(said), set(titel)) for unit in rarest)
        for pk, said, titel in _rows(WORDS_SQL, [sorted(terms), ids])
    }
    best = sorted(filter(scores.get, scores), key=lambda pk: (-scores[pk], pk))[:DEPTH]
    return [LexicalHit(pk, scores[pk]) for pk in best]


def _held(unit: Unit, said: Collection[str], titel: Collection[str]) -> float:
    """What the case gets for this word: more where the title says it."""
    for terms, worth in ((titel, IN_TITLE), (said, IN_TEXT)):
        if any(all(term in terms for term in reading) for reading in unit.readings):
            return worth
    return 0.0


def _semantic_hits(asked: _Asked, ids: list[int]) -> list[SemanticHit]:
    if asked.encoded is None or asked.model is None:
        return []
    vector = HalfVector(asked.encoded.vector).to_text()
    weights = (BEST_PASSAGE_WEIGHT, SECOND_PASSAGE_WEIGHT)
    values = [vector, vector, asked.model.signature, ids, *weights, DEPTH]
    return [
        SemanticHit(pk, similarity, (similarity - mean) / deviation if deviation else 0.0)
        for pk, similarity, mean, deviation in _rows(SIMILARITIES_SQL, values)
    ]


def _ngram_scores(asked: _Asked, ids: list[int]) -> dict[int, float]:
    pieces = ngram_vectors.question_vector((word.text, word.weight) for word in asked.words)
    if not pieces or asked.encoded is None:
        return {}
    vector = SparseVector(pieces, ngram_vectors.DIMENSIONS).to_text()
    return {pk: score for pk, score in _rows(NGRAMS_SQL, [vector, ids]) if score}


def _compare(asked: _Asked, ids: Sequence[int]) -> dict[int, Compared]:
    if not asked.model or not asked.encoded:
        return {}
    signature = asked.model.signature
    passages = Fremdpassage.objects.filter(projekt__in=ids, modell=signature).order_by("pk")
    stored = passages.values_list("projekt_id", "token_vektoren")
    rows = ((pk, bytes(tokens)) for pk, tokens in stored)
    return compare_stored(question_tokens(asked.encoded, asked.words), signature, rows)


def _levels(asked: _Asked, ranked: Sequence[Ranked]) -> dict[int, str]:
    """Returns the levels of the cases. They are found like those of our own pages: what is named in
    a title fits well, what the text says is related."""
    if not ranked:
        return {}
    signature = asked.model.signature if asked.model else ""
    words, by_words = len(asked.question.units), asked.encoded is None
    found = levels(ranked, words, stored_calibration(signature), by_words)
    for page in ranked:
        share = page.lexical_score or 0.0
        if words <= NAMED_WORDS and share >= IN_TITLE - 1e-6:
            found[page.page_id] = GOOD
        elif words == 1 and share >= IN_TEXT - 1e-6 and found.get(page.page_id, WEAK) == WEAK:
            found[page.page_id] = RELATED
    return found


def _hits(asked: _Asked, pages: Sequence[Ranked], stufen: Mapping[int, str]) -> list[Fremdtreffer]:
    ids = [page.page_id for page in pages]
    projekte = Fremdprojekt.objects.select_related("wiki").defer(*HEAVY).in_bulk(ids)
    passages = _passages(asked, ids)
    return [
        Fremdtreffer(
            projekte[page.page_id],
            stufen[page.page_id],
            reason((), passage.marked if passage else (), page.signals),
            passage,
        )
        for page in pages
        if page.page_id in projekte
        for passage in [passages.get(page.page_id)]
    ]


def _passages(asked: _Asked, ids: Sequence[int]) -> dict[int, Passage]:
    rows = Fremdpassage.objects.filter(projekt__in=ids).order_by("projekt", "nummer")
    distance = (
        CosineDistance("vektor", HalfVector(asked.encoded.vector))
        if asked.encoded
        else Value(1.0, FloatField())
    )
    found = rows.annotate(distance=distance).values_list(
        "projekt_id", "abschnitt", "text", "distance"
    )
    candidates = [RatedPassage(pk, name, "", text, 1 - d) for pk, name, text, d in found]
    asking = asked.question
    return best_passages(candidates, asking.units, lexical_index().rarity, asking.text)


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
