"""What the stages of a ranking hand to each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .parameters import WORD_FLOOR

# A leg is one way to look for pages: by their words, by the meaning of their passages, by pieces of
# words. The last one, the second stage, only compares what the others have found.
LEGS = ("lexical", "semantic", "ngrams", "tokens")


@dataclass(frozen=True)
class LexicalHit:
    """A page that holds words of the question. `score` in [0, 1]: its BM25 score as a share of
    what a page with all the words can reach."""

    page_id: int
    score: float


@dataclass(frozen=True)
class SemanticHit:
    """A page with passages. `similarity`: cosine between the question and its best passages.

    `surprise`: how many standard deviations that lies above the mean of all permitted pages.
    Cosines of unrelated texts differ between models and questions; this number hardly does.
    """

    page_id: int
    similarity: float
    surprise: float


@dataclass(frozen=True)
class QuestionTokens:
    """A question as the second stage sees it: `vectors` (m, d) of its tokens, and `weights` (m)
    that tell how much each token says what the question is about."""

    vectors: np.ndarray
    weights: Sequence[float]


@dataclass(frozen=True)
class Compared:
    """A page as the second stage sees it. `score`: late interaction with the question's tokens;
    `subject`: what the page is about, a unit vector (k,)."""

    score: float
    subject: np.ndarray


@dataclass(frozen=True)
class RatedPassage:
    """A passage of a page with its cosine to the question."""

    page_id: int
    section: str
    anchor: str
    text: str
    similarity: float


@dataclass(frozen=True)
class Ranked:
    """A page in the ranking, with what each leg found out about it. None: the leg did not find
    the page. `ngram_score`: cosine of the character n-grams, in [0, 1]. `token_score`: late
    interaction of the token vectors; None for pages that the second stage did not look at.
    `support`: the part of the score that the page has by its likeness to the best ones."""

    page_id: int
    score: float
    lexical_score: float | None
    semantic_hit: SemanticHit | None
    token_score: float | None = None
    ngram_score: float = 0.0
    support: float = 0.0

    @property
    def own_score(self) -> float:
        """The score without support: how well the page itself meets the question. The best page of
        a question without an answer has neighbours, too."""
        return self.score - self.support

    @property
    def has_word(self) -> bool:
        """Whether the page holds more than a stray word of the question."""
        return (self.lexical_score or 0.0) >= WORD_FLOOR

    @property
    def is_compared(self) -> bool:
        """Whether the second stage looked at the page."""
        return self.token_score is not None

    @property
    def signals(self) -> tuple[str, ...]:
        """Why the page was found: by a word (or a part of one), by its meaning, or both."""
        by_word = self.has_word or not self.semantic_hit
        names = [("wort", by_word), ("bedeutung", self.semantic_hit is not None)]
        return tuple(name for name, found in names if found)


@dataclass(frozen=True)
class Ranking:
    """Pages best first.

    `vector` is the question's; None when the semantic leg is off or down. `notices` are German
    sentences for the reader about a leg that could not answer. `signature` names the generation
    whose vectors the question's may be compared with. `passing_pages`: those that pass the filters,
    ranked among themselves; None when no filter was set.
    """

    pages: Sequence[Ranked]
    vector: np.ndarray | None
    notices: tuple[str, ...]
    signature: str = ""
    passing_pages: Sequence[Ranked] | None = None
