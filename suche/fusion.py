"""Two rankings -> one, in two stages. Pure: no Django, no index.

Rank fusion (RRF) throws away how sure each leg is; on German project texts it was worse than the
vectors alone. Here the scores themselves are added: the cosine, plus the lexical score times a
weight. The lexical score is a share of what is possible (suche.lexical), so it carries the leg's
own confidence: words that no page knows pull it towards zero, and the leg hardly votes. The best
pages are then compared with the question token by token (einbettung.late_interaction) and by the
pieces of their words (einbettung.characters).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .schema import Comparison, LexicalHit, Ranked, SemanticHit

# Chosen on the tuning half of fixtures/fragen (docs/suchqualitaet.md).
LEXICAL_WEIGHT = 0.4  # beside a cosine
LEXICAL_WEIGHT_LATE = 0.1  # beside a late-interaction score


def fuse(lexical: Sequence[LexicalHit], semantic: Sequence[SemanticHit]) -> list[Ranked]:
    """First stage: all pages of both legs, best first. An empty leg does not vote."""
    by_word = {hit.page_id: hit.score for hit in lexical}
    by_meaning = {hit.page_id: hit for hit in semantic}
    # Beyond the semantic leg's last page the cosine is unknown, but not above its last one.
    floor = min((hit.similarity for hit in semantic), default=0.0)
    ranked = []
    for page_id in by_word.keys() | by_meaning.keys():
        hit = by_meaning.get(page_id)
        similarity = hit.similarity if hit else floor
        score = similarity + LEXICAL_WEIGHT * by_word.get(page_id, 0.0)
        ranked.append(Ranked(page_id, score, by_word.get(page_id), hit))
    return sorted(ranked, key=lambda page: (-page.score, page.page_id))


def rerank(pages: Sequence[Ranked], compared: Mapping[int, Comparison]) -> list[Ranked]:
    """Second stage: pages that were compared in detail first, ordered by what their tokens, their
    words and the pieces of their words say; the others keep their order behind them.

    The pieces count by their own best score: where no page shares many of them with the question
    (an English one, a paraphrase), those it shares by chance hardly vote.
    """
    confidence = max((found.pieces for found in compared.values()), default=0.0)
    first = [
        _compared(page, compared[page.page_id], confidence)
        for page in pages
        if page.page_id in compared
    ]
    rest = [page for page in pages if page.page_id not in compared]
    return sorted(first, key=lambda page: (-page.score, page.page_id)) + rest


def _compared(page: Ranked, found: Comparison, confidence: float) -> Ranked:
    words = LEXICAL_WEIGHT_LATE * (page.lexical or 0.0)
    score = found.late + words + confidence * found.pieces
    return replace(page, score=score, late=found.late, pieces=found.pieces)
