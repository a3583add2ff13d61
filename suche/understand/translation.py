"""What the model reads of a question: words that no page has, in words that pages have. Pure.

The model knows both languages, but an English word of a town hall is near nothing there
("fly-tipping"), and its German word is near the pages. A word that a page has stays: there the wiki
speaks English itself. A German word that no page has is read as the editors call the thing, too
("Kurtaxe": Gästebeitrag).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from suche.german.analysis import WORD, terms_of
from suche.german.synonyms import key_of, phrases

from .glossary import TERM_MAX_WORDS, translations
from .question import Question, is_english
from .spans import Span

HARDLY_USED = 0.85  # rarity: in one page of some hundreds, or in a few


@dataclass(frozen=True)
class _Swap:
    start: int
    end: int
    german: str

    @property
    def growth(self) -> int:
        return len(self.german) - (self.end - self.start)


def in_german(question: Question, rarity: Callable[[str], float]) -> Question:
    """Returns the question with the terms that no page has in German words that one has: English
    ones by the glossary, German ones by the editors' synonyms. `rarity` of a term of the index: 1
    when it stands in no page. "Who has smart litter bins?" becomes "Who has smart Mülleimer?"."""
    translated = list(_swaps(question.text, rarity)) if is_english(question.text) else []
    taken = {at for swap in translated for at in range(swap.start, swap.end)}
    renamed = (swap for swap in _renamed(question, rarity) if swap.start not in taken)
    swaps = sorted((*translated, *renamed), key=lambda swap: swap.start)
    if not swaps:
        return question
    return replace(
        question,
        text=_swapped(question.text, swaps),
        places=tuple(_moved(place, swaps) for place in question.places),
        wishes=tuple(_moved(wish, swaps) for wish in question.wishes),
        other_names=(),
    )


def _swaps(text: str, rarity: Callable[[str], float]) -> Iterator[_Swap]:
    matches = list(WORD.finditer(text))
    words = [match[0] for match in matches]
    for first, behind in phrases(words, TERM_MAX_WORDS, translations):
        german = translations(words[first:behind])
        if german and _is_read_in_german(words[first:behind], rarity):
            yield _Swap(matches[first].start(), matches[behind - 1].end(), german[0])


def _is_read_in_german(term: Sequence[str], rarity: Callable[[str], float]) -> bool:
    """Returns whether a term has a word that no page has, or is of several words and has one that
    hardly a page has: where "Urban Twins" stands, a digital twin is a Zwilling all the same."""
    rarest = max(min(map(rarity, terms_of(word)), default=1.0) for word in term)
    return rarest == 1 or (len(term) > 1 and rarest >= HARDLY_USED)


def _renamed(question: Question, rarity: Callable[[str], float]) -> Iterator[_Swap]:
    """Yields the words that no page has as a whole, with the first of their other names that one
    has."""

    def is_known(name: str) -> bool:
        return all(rarity(key) < 1 for key in key_of(WORD.findall(name)))

    for start, end, names in question.other_names:
        if not is_known(question.text[start:end]) and (found := next(filter(is_known, names), "")):
            yield _Swap(start, end, found)


def _swapped(text: str, swaps: list[_Swap]) -> str:
    for swap in reversed(swaps):
        text = text[: swap.start] + swap.german + text[swap.end :]
    return text


def _moved(span: Span, swaps: list[_Swap]) -> Span:
    start, end = (at + sum(s.growth for s in swaps if s.end <= at) for at in span)
    return start, end
