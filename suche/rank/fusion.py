"""Two rankings -> one, in two stages. Pure: no Django, no index.

Rank fusion (RRF) throws away how sure each leg is; on German project texts it was worse than the
vectors alone. Here the scores themselves are added: the cosine, plus the lexical score times a
weight. The lexical score is a share of what is possible (`lexical`), so it carries the leg's
own confidence: words that no page knows pull it towards zero, and the leg hardly votes. The best
pages are then compared with the question token by token (`late_interaction`) and by the
pieces of their words (`ngram_vectors`); the cosine keeps a say, because on short texts and
across languages it is the better of the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .schema import Comparison, LexicalHit, Ranked, SemanticHit

# Chosen on the tuning half of fixtures/fragen and on five other collections, so that none of them
# is worse off than with its best single signal (docs/suchqualitaet.md).
LEXICAL_WEIGHT = 0.4  # beside a cosine
# Beside a late-interaction score:
COSINE_WEIGHT_LATE = 0.5
ONE_VECTOR_HOLDS = 20  # words; of a longer question the cosine says less in proportion
LEXICAL_WEIGHT_LATE = 0.1
PIECES_WEIGHT_LATE = 0.5  # times the pieces' confidence


def fuse(lexical: Sequence[LexicalHit], semantic: Sequence[SemanticHit]) -> list[Ranked]:
    """First stage: all pages of both legs, best first. An empty leg does not vote."""
    by_word = {hit.page_id: hit.score for hit in lexical}
    by_meaning = {hit.page_id: hit for hit in semantic}
    floor = _lowest(semantic)
    ranked = []
    for page_id in by_word.keys() | by_meaning.keys():
        hit = by_meaning.get(page_id)
        similarity = hit.similarity if hit else floor
        score = similarity + LEXICAL_WEIGHT * by_word.get(page_id, 0.0)
        ranked.append(Ranked(page_id, score, by_word.get(page_id), hit))
    return sorted(ranked, key=lambda page: (-page.score, page.page_id))


def rerank(
    pages: Sequence[Ranked], compared: Mapping[int, Comparison], words: int = 1
) -> list[Ranked]:
    """Second stage: pages that were compared in detail first, ordered by what their tokens, their
    words and the pieces of their words say; the others keep their order behind them. `words`: how
    many the question has.

    The pieces count by their own best score: where no page shares many of them with the question
    (an English one, a paraphrase), those it shares by chance hardly vote.
    """
    confidence = max((found.pieces for found in compared.values()), default=0.0)
    floor = _lowest(page.semantic for page in pages if page.semantic)
    weight = COSINE_WEIGHT_LATE * min(1.0, ONE_VECTOR_HOLDS / max(words, 1))
    first = [
        _compared(page, compared[page.page_id], weight, confidence, floor)
        for page in pages
        if page.page_id in compared
    ]
    rest = [page for page in pages if page.page_id not in compared]
    return sorted(first, key=lambda page: (-page.score, page.page_id)) + rest


def _compared(
    page: Ranked, found: Comparison, cosine_weight: float, confidence: float, floor: float
) -> Ranked:
    score = (
        found.late
        + cosine_weight * (page.semantic.similarity if page.semantic else floor)
        + LEXICAL_WEIGHT_LATE * (page.lexical or 0.0)
        + PIECES_WEIGHT_LATE * confidence * found.pieces
    )
    return replace(page, score=score, late=found.late, pieces=found.pieces)


def _lowest(hits: Iterable[SemanticHit]) -> float:
    """Beyond the semantic leg's last page the cosine is unknown, but not above its last one."""
    return min((hit.similarity for hit in hits), default=0.0)
