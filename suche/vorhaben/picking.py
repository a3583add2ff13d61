"""A long sketch -> the passages that say what it is about. Pure.

Applications are mostly about money, dates, committees and data protection. Sentences that stand in
every one of them are left out; what remains is read whole unless it is very long. Then a passage
counts by how near the nearest project comes to it, because what a sketch is about is what some
project of the wiki is about, too; those below the best would only dilute it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from suche.understand.sketches import split_sentences

from .boilerplate import is_boilerplate, subject_of

SHORT = 1_500  # characters; a sketch up to this length is read whole
WHOLE = 2_600  # characters; so much is read of a longer one without choosing
BUDGET = 1_800  # characters picked of one that is longer still
LEAST = 300  # characters that must remain when boilerplate is left out
PASSAGE = 250  # characters at most, unless the sketch is very long
TOO_SMALL = 150  # characters
NEIGHBOURS = 0.4  # what those before and behind a passage say of it: what matters stands together
NEAR = 0.02  # cosine; what lies further below the best passage is about something else
MAX_PASSAGES = 220  # passages of a sketch; those of very long ones become longer

Rate = Callable[[Sequence[str]], Sequence[float]]


@dataclass(frozen=True)
class Picked:
    """`passages` in reading order; `length`: characters of the whole sketch."""

    passages: tuple[str, ...]
    length: int
    complete: bool

    @property
    def text(self) -> str:
        return "\n".join(self.passages)


def pick(text: str, rate: Rate) -> Picked:
    """Picks all of a short sketch; of a longer one what is peculiar to it; of a very long one the
    best passages of that. `rate`: passages -> how well each fits what the wiki knows; asked at
    most once."""
    if len(text) <= SHORT:
        return Picked((text,), len(text), True)
    sentences = peculiar(split_sentences(text), text)
    size = sum(len(sentence) + 1 for sentence in sentences)
    passages = list(passages_of(sentences, max(PASSAGE, size // MAX_PASSAGES)))
    if size > WHOLE:
        passages = _best(passages, rate(passages))
    return Picked(tuple(passages), len(text), " ".join(passages) == text)


def peculiar(sentences: Sequence[str], text: str) -> list[str]:
    """Keeps each sentence once, without what every application says; all of them when next to
    nothing else is there. What stands twice is the head of a page, mostly."""
    subject = subject_of(text)
    once = dict.fromkeys(sentences)
    kept = [s for s in once if not is_boilerplate(s, subject)]
    return kept if sum(map(len, kept)) >= LEAST else list(once)


def passages_of(sentences: Iterable[str], size: int = PASSAGE) -> Iterator[str]:
    """Groups sentences to passages of about `size` characters."""
    open_text = ""
    for sentence in sentences:
        if len(open_text) >= TOO_SMALL and len(open_text) + len(sentence) > size:
            yield open_text
            open_text = ""
        open_text = f"{open_text} {sentence}".strip()
    if open_text:
        yield open_text


def _best(passages: Sequence[str], ratings: Sequence[float]) -> list[str]:
    """Returns the best passages and those not far below them, in reading order."""
    rated = _with_neighbours(ratings) if max(ratings) > 0 else list(ratings)
    bar = max(rated) - NEAR
    good = [n for n in range(len(passages)) if rated[n] >= bar]
    chosen: set[int] = set()
    left = BUDGET
    for n in sorted(good, key=lambda n: (-rated[n], n)):
        if len(passages[n]) <= left or not chosen:
            chosen.add(n)
            left -= len(passages[n])
    return [passages[n] for n in sorted(chosen)]


def _with_neighbours(ratings: Sequence[float]) -> list[float]:
    """Returns the ratings, each with a part of those beside it; what nobody has looked at has no
    say."""
    around = [None, *ratings, None]
    found: list[float] = []
    for before, own, behind in zip(around, ratings, around[2:], strict=False):
        beside = [rating for rating in (before, behind) if rating is not None and rating > 0]
        is_alone = own <= 0 or not beside
        found.append(own if is_alone else (1 - NEIGHBOURS) * own + NEIGHBOURS * fmean(beside))
    return found
