"""How much each word of a question says what the question is about. Pure.

Stop words, the question's frame ("Wer hat schon ... eingeführt") and punctuation say nothing. Words
that stand in every other page say little ("digital" in a wiki of digital projects). Where the frame
is the question ("Wie lange ...", "Darf ich ..."), a floor keeps it a say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from suche.german.analysis import WORD, is_stopword, terms_of
from suche.german.stopwords import is_frame_word
from suche.understand.spans import Span, overlaps

from .parameters import FULL_WEIGHT_RARITY, PLACE_WEIGHT


@dataclass(frozen=True)
class WeightedWord:
    """A word of a question, where it stands (characters, end exclusive), and its weight, 0 to 1."""

    text: str
    start: int
    end: int
    weight: float


def weighted_words(
    text: str, rarity: Callable[[str], float], places: Sequence[Span] = ()
) -> list[WeightedWord]:
    """Returns the words of a question with their weights.

    `rarity` of a term: 0 when it stands in all pages, 1 when it stands in none. `places`: where
    names of places stand. They count less, or any page of the place would be an answer; a question
    that asks for nothing but a place keeps their full weight.
    """
    words = [
        WeightedWord(match[0], match.start(), match.end(), _weight(match[0], rarity))
        for match in WORD.finditer(text)
    ]
    named = [word for word in words if overlaps((word.start, word.end), places)]
    if not any(word.weight for word in words if word not in named):
        return words
    return [replace(w, weight=w.weight * PLACE_WEIGHT) if w in named else w for w in words]


def token_weights(
    words: Sequence[WeightedWord], spans: Sequence[Span], floor: float = 0.0
) -> list[float]:
    """Returns a weight for each of the model's tokens: that of the heaviest word it touches. No
    word counts less than `floor`; punctuation counts nothing."""
    length = max((word.end for word in words), default=0) + 1
    weights = [0.0] * length
    for word in words:
        weights[word.start : word.end] = [max(word.weight, floor)] * (word.end - word.start)
    return [max(weights[start:end], default=0.0) for start, end in spans]


def _weight(word: str, rarity: Callable[[str], float]) -> float:
    if is_stopword(word) or is_frame_word(word):
        return 0.0
    rarest = max((rarity(term) for term in terms_of(word)), default=0.0)
    return min(1.0, rarest / FULL_WEIGHT_RARITY)
