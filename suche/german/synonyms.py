"""What editors know about words: other names for a thing, and words never taken apart. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from .analysis import WORD, full_readings_of, readings_of

Key = tuple[str, ...]
Reading = tuple[str, ...]


@dataclass(frozen=True)
class Wortschatz:
    """`entsprechungen`: key of a word or phrase -> readings of what it is called as well;
    `eigennamen`: case-folded words that stay whole, with their genitives; `namen`: key -> the same
    as `entsprechungen`, as the editors wrote it."""

    entsprechungen: Mapping[Key, tuple[Reading, ...]] = field(default_factory=dict)
    eigennamen: frozenset[str] = frozenset()
    namen: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def other_readings(self, words: Sequence[str]) -> tuple[Reading, ...]:
        """Readings of the synonyms of these words taken together; none when they have none."""
        return self.entsprechungen.get(key_of(words), ())

    def names_of(self, words: Sequence[str]) -> tuple[str, ...]:
        """Returns what these words taken together are called as well, as it is written."""
        return self.namen.get(key_of(words), ())

    def knows(self, word: str) -> bool:
        """Whether an editor has entered the word as one to ask for, or as a name."""
        return bool(self.other_readings([word])) or word.casefold() in self.eigennamen

    @cached_property
    def longest(self) -> int:
        """Words in the longest phrase that has synonyms."""
        return max(map(len, self.entsprechungen), default=1)


def build_wortschatz(pairs: Iterable[tuple[str, str]], eigennamen: Iterable[str]) -> Wortschatz:
    """Builds the editors' words. `pairs` are (what is asked for, what it is called as well)."""
    entsprechungen: dict[Key, tuple[Reading, ...]] = {}
    namen: dict[Key, tuple[str, ...]] = {}
    for asked, called in pairs:
        key = key_of(words_of(asked))
        found = (*entsprechungen.get(key, ()), *phrase_readings(called))
        entsprechungen[key] = tuple(dict.fromkeys(found))
        namen[key] = (*namen.get(key, ()), called)
    names = [name.casefold() for name in eigennamen]
    return Wortschatz(entsprechungen, frozenset(names) | {f"{name}s" for name in names}, namen)


def phrase_readings(phrase: str) -> tuple[Reading, ...]:
    """Returns the readings under which a phrase is looked up: of a single word all, of several
    words one with all their terms. None for a phrase of stop words ("Einer für Alle"), which can be
    asked for but not looked up."""
    words = words_of(phrase)
    if len(words) == 1:
        return full_readings_of(words[0])
    terms = tuple(chain.from_iterable(chain(*readings_of(word)[:1]) for word in words))
    return (terms,) if terms else ()


def words_of(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(text)]


def phrases(
    words: Sequence[str], longest: int, is_known: Callable[[Sequence[str]], object]
) -> Iterator[tuple[int, int]]:
    """Yields the words of a text as (start, end): the longest phrase that is known, or one word."""
    at = 0
    while at < len(words):
        lengths = range(min(longest, len(words) - at), 0, -1)
        end = at + next((n for n in lengths if is_known(words[at : at + n])), 1)
        yield at, end
        at = end


def key_of(words: Sequence[str]) -> Key:
    """Returns a key that is the same for all inflections and spellings of a phrase."""
    return tuple(next(chain(*readings_of(word)), word.lower()) for word in words)


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases are the same but for inflections and spelling (Dorf-App, DorfApps)."""
    return len(one) == len(other) and all(
        a.lower() == b.lower() or not set(readings_of(a)).isdisjoint(readings_of(b))
        for a, b in zip(one, other, strict=True)
    )
