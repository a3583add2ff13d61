"""What the stages of a search hand to each other. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

WORD_FLOOR = 0.1  # a lexical score below this is a stray word, not a reason to show


@dataclass(frozen=True)
class Unit:
    """A word of a question, to be found in one of its readings, each one or more terms.

    `own`: the word as it was typed, whole and in parts (Kita-Anmeldung: ((kitaanmeld,), (kita,
    anmeld))). `others`: what the thing is called as well (synonyms, translations).
    """

    own: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        return self.own + self.others


@dataclass(frozen=True)
class LexicalHit:
    """`score` in [0, 1]: BM25 as a share of what a page with all the words can reach."""

    page_id: int
    score: float


@dataclass(frozen=True)
class SemanticHit:
    """`similarity`: cosine between the question and the page's best passages.

    `surprise`: how many standard deviations that lies above the mean of all permitted pages.
    Cosines of unrelated texts differ between models and questions; this number hardly does.
    """

    page_id: int
    similarity: float
    surprise: float


@dataclass(frozen=True)
class QuestionTokens:
    """A question as the second stage sees it: token vectors (m, d), how much each of them says
    what the question is about (m), and the pieces of its words (`ngram_vectors`)."""

    vectors: np.ndarray
    content: Sequence[float]
    pieces: Mapping[int, float]


@dataclass(frozen=True)
class Comparison:
    """A page in the second stage. `late`: MaxSim of the token vectors; `pieces`: cosine of the
    character n-grams, in [0, 1]."""

    late: float
    pieces: float


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
    """A page in the common ranking, with what each leg thought of it (None: did not find it)."""

    page_id: int
    score: float
    lexical: float | None
    semantic: SemanticHit | None
    late: float | None = None
    pieces: float | None = None

    @property
    def has_word(self) -> bool:
        """Whether it holds more than a stray word of the question."""
        return (self.lexical or 0.0) >= WORD_FLOOR

    @property
    def signals(self) -> tuple[str, ...]:
        """Why the page was found: by a word, by its meaning, or both."""
        by_word = self.has_word or (self.lexical is not None and not self.semantic)
        names = [("wort", by_word), ("bedeutung", self.semantic is not None)]
        return tuple(name for name, found in names if found)
