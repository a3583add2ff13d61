"""Did you mean: the likeliest known word for one that nobody knows. Pure.

First the wiki's own words, then the frequent words of German; of a compound that neither has, the
one part that is wrong. Candidates are near by optimal string alignment (Levenshtein and swapped
neighbours, RapidFuzz) on folded words; `mistakes` then weighs what people do: double a letter,
miss the next key, forget an umlaut, write f for ph.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import compounds
from .lexicon import lexicon_key, words
from .mistakes import mistakes

CORRECTED_MIN_CHARS = 4  # letters; shorter words have too many neighbours
SHORTEST_PART = 4
FREQUENCY = 0.12  # what ten times as many occurrences are worth, in mistakes
OWN = 0.35  # and what it is worth that the wiki itself has the word
SLIP = 0.65  # mistakes that make a word suspicious although it could be a compound
CANDIDATES = 25  # that are weighed; the nearest by plain distance


@dataclass(frozen=True)
class Vocabulary:
    """`spellings`: folded word -> proper spelling and log10 of its frequency."""

    spellings: Mapping[str, tuple[str, float]]
    by_length: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Vocabulary":
        """Of a wiki's words and how often each stands there."""
        return cls.weighted((word, math.log10(count + 1)) for word, count in counts.items())

    @classmethod
    def weighted(cls, rows: Iterable[tuple[str, float]]) -> "Vocabulary":
        """Of words that differ in nothing but spelling the most frequent one stays."""
        spellings: dict[str, tuple[str, float]] = {}
        for word, weight in rows:
            folded = lexicon_key(word)
            if word.isalpha() and weight > spellings.get(folded, ("", -math.inf))[1]:
                spellings[folded] = word, weight
        by_length: dict[int, list[str]] = defaultdict(list)
        for folded in spellings:
            by_length[len(folded)].append(folded)
        return cls(spellings, {length: tuple(many) for length, many in by_length.items()})


@dataclass(frozen=True, order=True)
class Candidate:
    """The lower the better: mistakes less what the word's frequency speaks for it."""

    cost: float
    mistakes: float
    folded: str
    proper: str


@cache
def german() -> Vocabulary:
    """The lexicon's frequent words; a Zipf value of 3 weighs as one occurrence in the wiki."""
    return Vocabulary.weighted((word, zipf - 3) for word, zipf in words().values())


def suggest(word: str, vocabulary: Vocabulary) -> str | None:
    """None when the word is known, too short, no word, or when nothing is near."""
    folded = lexicon_key(word)
    if len(word) < CORRECTED_MIN_CHARS or not word.isalpha() or folded in vocabulary.spellings:
        return None
    if compounds.is_known_member(word) or is_written_as_compound(word):
        best = _established(folded, vocabulary)
    else:
        best = min(_candidates(folded, vocabulary), default=None) or _repaired(folded, vocabulary)
    return _cased(best.proper, word) if best else None


def is_written_as_compound(word: str) -> bool:
    return len(compounds.split(word[:1].upper() + word[1:])) > 1


def _candidates(folded: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    yield from _near(folded, vocabulary, OWN)
    yield from _near(folded, german(), 0)


def _near(folded: str, vocabulary: Vocabulary, bonus: float) -> Iterator[Candidate]:
    reach = 1 if len(folded) <= CORRECTED_MIN_CHARS else 2
    lengths = range(len(folded) - reach, len(folded) + reach + 1)
    pool = [word for length in lengths for word in vocabulary.by_length.get(length, ())]
    found = process.extract(
        folded, pool, scorer=OSA.distance, score_cutoff=reach, limit=CANDIDATES, processor=None
    )
    for candidate, _, _ in found:
        proper, weight = vocabulary.spellings[candidate]
        made = mistakes(folded, candidate)
        yield Candidate(made - FREQUENCY * weight - bonus, made, candidate, proper)


def _established(folded: str, vocabulary: Vocabulary) -> Candidate | None:
    """For a word that may exist: the wiki's spelling of it, unless the typed one is commoner."""
    if len(folded) < 7:
        return None
    usual = german().spellings.get(folded, ("", -1.0))[1]
    near = _near(folded, vocabulary, OWN)
    slips = (c for c in near if c.mistakes <= SLIP and len(c.folded) >= len(folded))
    return min(
        (c for c in slips if german().spellings.get(c.folded, ("", -0.5))[1] > usual), default=None
    )


def _repaired(folded: str, vocabulary: Vocabulary) -> Candidate | None:
    """A compound with one part mistyped: the part is corrected, the rest stays."""
    found: list[Candidate] = []
    for cut in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
        head, tail = folded[:cut], folded[cut:]
        if compounds.may_open(head):
            found += _joined(head, _candidates(tail, vocabulary), "")
        elif compounds.may_close(tail):
            found += _joined("", _openings(head, vocabulary), tail)
    return min(found, default=None)


def _openings(head: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Corrections of a part that stands first; a linking -s is set aside and put back."""
    yield from _candidates(head, vocabulary)
    if head.endswith("s"):
        for c in _candidates(head[:-1], vocabulary):
            yield Candidate(c.cost, c.mistakes, c.folded + "s", c.proper + "s")


def _joined(head: str, corrected: Iterable[Candidate], tail: str) -> Iterator[Candidate]:
    for part in corrected:
        if compounds.is_compound(head + part.folded + tail):
            spelled = compounds.spelled(head) + part.proper.lower() + compounds.spelled(tail)
            proper = spelled[:1].upper() + spelled[1:]
            yield Candidate(part.cost, part.mistakes, head + part.folded + tail, proper)


def _cased(proper: str, typed: str) -> str:
    return proper[:1].upper() + proper[1:] if typed[:1].isupper() else proper
