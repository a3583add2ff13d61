"""What the stages of a search hand to each other. Pure."""

from dataclasses import dataclass

WORD_FLOOR = 0.1  # a lexical score below this is a stray word, not a reason to show


@dataclass(frozen=True)
class Unit:
    """A word of a question: `readings` are alternatives, each one or more terms.

    Kita-Anmeldung: ((kitaanmeld,), (kita, anmeld)). A page needs one reading, the best counts.
    """

    readings: tuple[tuple[str, ...], ...]


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

    @property
    def signals(self) -> tuple[str, ...]:
        """Why the page was found: by a word, by its meaning, or both."""
        by_word = self.lexical is not None and (self.lexical >= WORD_FLOOR or not self.semantic)
        names = [("wort", by_word), ("bedeutung", self.semantic is not None)]
        return tuple(name for name, found in names if found)
