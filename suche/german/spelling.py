"""Did you mean: the likeliest known word for one that nobody knows. Pure.

First the wiki's own words, then the words of German; of a compound that neither has, the one part
that is wrong. Candidates are near by optimal string alignment (Levenshtein and swapped
neighbours, RapidFuzz) on folded words; `mistakes` then weighs what people do: double a letter,
miss the next key, forget an umlaut, write f for ph.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import chain, product
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import compounds
from .lexicon import MAY_END, WHOLE, is_rare_word, lexicon_key, members, words
from .mistakes import mistakes

CORRECTED_MIN_CHARS = 4  # letters; shorter words have too many neighbours
CORRECTED_PART_MIN_CHARS = 4  # of the part of a compound that is corrected
KEPT_MIN_CHARS = 3  # of what stands beside it and is right
INNER_MAX_CHARS = 14  # of a part between two others
FREQUENCY = 0.12  # what ten times as many occurrences are worth, in mistakes
OWN = 0.35  # and what it is worth that the wiki itself has the word
SLIP = 0.65  # mistakes that make a word suspicious although it could be a compound
MAYBE_UMLAUT = re.compile("[aou]e")
MADE_UP = 0.7  # mistakes that a listed word may have more than a compound put together here
UNLIKELY = 0.05  # what a Zipf value that the parts of a compound lack is worth, in mistakes
COMMON = 0.5  # weight of a word so frequent that it is meant, and a rare one beside it a slip
COMMONER = 0.5  # by how much a word must be more frequent than one that exists, to be meant
# "herunterdrehen": what may stand before a verb, folded.
PARTICLES = re.compile(
    r"(?:ab|an|auf|aus|bei|durch|ein|fest|fort|frei|(?:hin|her)(?:ab|an|auf|aus|bei|durch|ein|uber|um"
    r"|unter|zu)?|hoch|los|mit|nach|nieder|um|vor(?:an|aus|bei)?|weg|weiter|wieder|zu|zuruck"
    r"|zusammen)(?P<verb>\w{4,}(?:n|t|te))"
)
CANDIDATES = 25  # that are weighed; the nearest by plain distance


@dataclass(frozen=True)
class Vocabulary:
    """`spellings`: folded word -> proper spelling and log10 of its frequency."""

    spellings: Mapping[str, tuple[str, float]]
    by_length: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Vocabulary":
        """Makes a vocabulary of a wiki's words and how often each stands there."""
        return cls.weighted((word, math.log10(count + 1)) for word, count in counts.items())

    @classmethod
    def weighted(cls, rows: Iterable[tuple[str, float]]) -> "Vocabulary":
        """Makes a vocabulary of (word, log10 of its frequency). Of words that differ in spelling
        only, the most frequent one stays."""
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
    """Returns the lexicon's words as a vocabulary. A word with a Zipf value of 3 weighs as much as
    one that stands once in the wiki."""
    frequent = ((word, zipf - 3) for word, zipf in words().values())
    return Vocabulary.weighted(chain(frequent, _rare_nouns()))


def _rare_nouns() -> Iterator[tuple[str, float]]:
    """Yields nouns that only the lexicon of compounds has. It holds them without umlauts, so nouns
    that may have one are left out: nobody could say how they are spelled."""
    for folded, code in members().items():
        if code & (MAY_END | WHOLE) and folded not in words() and not MAYBE_UMLAUT.search(folded):
            yield folded.capitalize(), (code >> 3) / 4 - 3


def suggest(word: str, vocabulary: Vocabulary) -> str | None:
    """Returns the likeliest known word for a mistyped one. None when the word is known, too short
    or no word, or when nothing is near."""
    folded = lexicon_key(word)
    if len(word) < CORRECTED_MIN_CHARS or not word.isalpha() or folded in vocabulary.spellings:
        return None
    if word.islower() and _is_particle_verb(folded):
        return None
    if compounds.is_known_member(word) or is_written_as_compound(word):
        best = _established(folded, vocabulary)
    elif is_rare_word(folded):
        best = min(_commoner(folded, vocabulary), default=None)
    else:
        best = _nearest_word_or_compound(folded, vocabulary)
    return _cased(best.proper, word) if best else None


def _is_particle_verb(folded: str) -> bool:
    """Returns whether it is a listed verb with a particle before it, which no list has."""
    match = PARTICLES.fullmatch(folded)
    return bool(match and match["verb"] in words())


def is_listed(word: str, vocabulary: Vocabulary) -> bool:
    """Returns whether the wiki or the lexicon has the word itself."""
    folded = lexicon_key(word)
    return folded in vocabulary.spellings or folded in german().spellings


def is_written_as_compound(word: str) -> bool:
    return len(compounds.split(word[:1].upper() + word[1:])) > 1


def _nearest_word_or_compound(folded: str, vocabulary: Vocabulary) -> Candidate | None:
    """Returns the nearest known word; if that is far off, a compound with one corrected part, if
    its mistakes are clearly fewer."""
    word = min(_candidates(folded, vocabulary), default=None)
    if word and word.mistakes <= SLIP:
        return word
    compound = _repaired(folded, vocabulary)
    if word and compound:
        return compound if compound.mistakes + MADE_UP < word.mistakes else word
    return word or compound


def _candidates(folded: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    yield from _near(folded, vocabulary, OWN)
    yield from _near(folded, german(), 0)


def _near(folded: str, vocabulary: Vocabulary, bonus: float) -> Iterator[Candidate]:
    for candidate in _nearest(folded, vocabulary):
        proper, weight = vocabulary.spellings[candidate]
        made = mistakes(folded, candidate)
        yield Candidate(made - FREQUENCY * weight - bonus, made, candidate, proper)


def _nearest(folded: str, vocabulary: Vocabulary) -> list[str]:
    """Returns the CANDIDATES words that differ in the fewest letters. They are searched length by
    length, because one list of all words would take longer to make than to search."""
    reach = 1 if len(folded) <= CORRECTED_MIN_CHARS else 2
    found: list[tuple[str, int, int]] = []
    for length in range(len(folded) - reach, len(folded) + reach + 1):
        pool = vocabulary.by_length.get(length, ())
        found += process.extract(
            folded, pool, scorer=OSA.distance, score_cutoff=reach, limit=CANDIDATES, processor=None
        )
    return [word for word, _, _ in nsmallest(CANDIDATES, found, key=itemgetter(1))]


def _established(folded: str, vocabulary: Vocabulary) -> Candidate | None:
    """Returns a word that is much commoner than the typed one and differs by a mere slip, although
    the typed word may exist. A known part of compounds is compared with the wiki's own words only;
    a compound that no list has (Kostenübername) with the lexicon's as well."""
    usual = german().spellings.get(folded, ("", -1.0))[1]
    if len(folded) < 7 or usual >= COMMON:
        return None
    known = compounds.is_known_member(folded)
    near = _near(folded, vocabulary, OWN) if known else _candidates(folded, vocabulary)
    slips = (c for c in near if c.mistakes <= SLIP and len(c.folded) >= len(folded))
    return min(
        (c for c in slips if german().spellings.get(c.folded, ("", -0.5))[1] > usual + COMMONER),
        default=None,
    )


def _commoner(folded: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Yields the common words of which a rare one (Schrit) may be a slip."""
    for near in _candidates(folded, vocabulary):
        weight = german().spellings.get(near.folded, ("", 0.0))[1]
        if near.mistakes <= SLIP and weight >= COMMON and len(near.folded) >= len(folded):
            yield near


def _repaired(folded: str, vocabulary: Vocabulary) -> Candidate | None:
    """Returns a compound with one mistyped part corrected; the other parts stay as typed."""
    best = min(_joined_ends(folded, vocabulary), default=None)
    if best and best.mistakes <= SLIP:
        return best
    inner = _joined_inside(folded, vocabulary)
    return min(chain(inner, (best,) if best else ()), default=None)


def _joined_ends(folded: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Yields the word with its last or its first part corrected."""
    for cut in range(KEPT_MIN_CHARS, len(folded) - KEPT_MIN_CHARS + 1):
        head, tail = folded[:cut], folded[cut:]
        if len(tail) >= CORRECTED_PART_MIN_CHARS and compounds.may_open(head):
            yield from _joined(head, _candidates(tail, vocabulary), "")
        elif len(head) >= CORRECTED_PART_MIN_CHARS and compounds.may_close(tail):
            yield from _joined("", _openings(head, vocabulary), tail)


def _joined_inside(folded: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Yields the word with a part between two others corrected."""
    inner = range(KEPT_MIN_CHARS, len(folded) - KEPT_MIN_CHARS + 1)
    starts = [start for start in inner if compounds.may_open(folded[:start])]
    ends = [end for end in inner if compounds.may_close(folded[end:])]
    for start, end in product(starts, ends):
        if CORRECTED_PART_MIN_CHARS <= end - start <= INNER_MAX_CHARS:
            part = _openings(folded[start:end], vocabulary)
            yield from _joined(folded[:start], part, folded[end:])


def _openings(head: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Corrections of a part that stands first; a linking -s is set aside and put back."""
    yield from _candidates(head, vocabulary)
    if head.endswith("s"):
        for c in _candidates(head[:-1], vocabulary):
            yield Candidate(c.cost, c.mistakes, c.folded + "s", c.proper + "s")


def _joined(head: str, corrected: Iterable[Candidate], tail: str) -> Iterator[Candidate]:
    """Yields the compounds that a corrected part makes with what stands before and behind it."""
    for part in corrected:
        if compounds.is_compound(head + part.folded + tail):
            spelled = compounds.spelled(head) + part.proper.lower() + compounds.spelled(tail)
            last = words().get(tail or part.folded, ("A",))[0]
            proper = spelled if last.islower() else spelled[:1].upper() + spelled[1:]
            whole = head + part.folded + tail
            cost = part.cost + UNLIKELY * compounds.unlikelihood(whole)
            yield Candidate(cost, part.mistakes, whole, proper)


def _cased(proper: str, typed: str) -> str:
    return proper[:1].upper() + proper[1:] if typed[:1].isupper() else proper
