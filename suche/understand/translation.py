"""What the model reads of an English question: words that no page has, in German. Pure.

The model knows both languages, but an English word of a town hall is near nothing there
("fly-tipping"), and its German word is near the pages. A word that a page has stays: there the wiki
speaks English itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from suche.german.analysis import WORD, terms_of
from suche.german.synonyms import phrases

from .glossary import MAX_WORDS, translations
from .question import Question, is_english

Span = tuple[int, int]  # characters, end exclusive


@dataclass(frozen=True)
class _Swap:
    start: int
    end: int
    german: str

    @property
    def growth(self) -> int:
        return len(self.german) - (self.end - self.start)


def in_german(question: Question, rarity: Callable[[str], float]) -> Question:
    """Returns the question with the English terms that no page has in German, by the glossary.
    `rarity` of a term of the index: 1 when it stands in no page. "Who has smart litter bins?"
    becomes "Who has smart Mülleimer?"."""
    swaps = list(_swaps(question.text, rarity)) if is_english(question.text) else []
    if not swaps:
        return question
    return replace(
        question,
        text=_swapped(question.text, swaps),
        places=tuple(_moved(place, swaps) for place in question.places),
        wishes=tuple(_moved(wish, swaps) for wish in question.wishes),
    )


def _swaps(text: str, rarity: Callable[[str], float]) -> Iterator[_Swap]:
    matches = list(WORD.finditer(text))
    words = [match[0] for match in matches]
    for first, behind in phrases(words, MAX_WORDS, translations):
        german = translations(words[first:behind])
        if german and any(_stands_nowhere(word, rarity) for word in words[first:behind]):
            yield _Swap(matches[first].start(), matches[behind - 1].end(), german[0])


def _stands_nowhere(word: str, rarity: Callable[[str], float]) -> bool:
    return all(rarity(term) == 1 for term in terms_of(word))


def _swapped(text: str, swaps: list[_Swap]) -> str:
    for swap in reversed(swaps):
        text = text[: swap.start] + swap.german + text[swap.end :]
    return text


def _moved(span: Span, swaps: list[_Swap]) -> Span:
    start, end = (at + sum(s.growth for s in swaps if s.end <= at) for at in span)
    return start, end
