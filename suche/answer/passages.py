"""The sentence of a page that carries the hit, with the words that matter marked."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import normalise, term_set
from suche.rank.schema import RatedPassage
from suche.understand.schema import Unit
from wiki.german.sentences import sentences

from .highlighting import excerpt, highlight
from .marking import marked_units, telling_units

WORDS_WEIGHT = 0.5  # what holding all words of the question is worth, in cosine
OTHER_NAME_WEIGHT = 0.8  # a synonym counts less than the word that was typed
PARTS_WEIGHT = 0.8  # so does a compound whose parts stand apart
PART_WEIGHT = 0.3  # a part of a compound still less
SENTENCE_MIN_CHARS = 80  # with a shorter one the next sentence is shown, too
PASSAGE_MAX_CHARS = 320
# Rarity from which a word is marked: one in a third of all pages says nothing about a hit.
MARKED_RARITY = 0.2
PASSAGES_KEPT = 2_048  # with their sentences and terms: about 18 MB in a process
UNKNOWN = re.compile(
    r"\b(?:unbekannt|keine (?:näheren |weiteren )?angaben?|"
    r"nicht (?:bekannt|genannt|belegt|beziffert|dokumentiert|überliefert|ersichtlich)|"
    r"(?:geht|steht)\b[^.]{0,60}\bnicht (?:hervor|in der quelle))",
    re.IGNORECASE,
)

Rarity = Callable[[str], float]


@dataclass(frozen=True)
class Passage:
    """The piece of the article, or of a file attached to it, that fits best; `teile` are (text, is
    a word of the question)."""

    abschnitt: str
    anker: str
    teile: list[tuple[str, bool]]
    adresse: str = ""  # of the file it stands in; empty: it stands in the page, at `anker`

    @property
    def text(self) -> str:
        return "".join(part for part, _ in self.teile)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words of the question as they stand in the passage, each once; those side by side
        are one name: "ältere Menschen"."""
        text = "".join(f"\x02{part}\x03" if is_word else part for part, is_word in self.teile)
        names = re.findall("\x02([^\x03]*)\x03", re.sub("\x03(\\s+)\x02", r"\1", text))
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class _Sentence:
    rating: float
    passage: RatedPassage
    text: str
    has_word: bool


def best_passages(
    candidates: Iterable[RatedPassage],
    units: Sequence[Unit],
    rarity: Rarity,
    text: str = "",
) -> dict[int, Passage]:
    """Returns page id -> the sentence that holds most of what the question says, else the beginning
    of the passage nearest in meaning. Neither a fact box nor what is unknown is a passage.

    `rarity` of a term: 0 when it stands in all pages, 1 when in none. `text`: what was asked; of a
    sketch not every word is marked."""
    units = telling_units(units, text)
    weights = {unit: unit_rarity(unit, rarity) for unit in units}
    best: dict[int, _Sentence] = {}
    for candidate in candidates:
        for sentence in _rated(candidate, weights):
            known = best.get(candidate.page_id)
            if known is None or sentence.rating > known.rating:
                best[candidate.page_id] = sentence
    telling = marked_units(units, text)
    marked = [unit for unit in telling if weights[unit] >= MARKED_RARITY] or telling
    parts = frozenset(
        term for unit in marked for own in unit.own for term in own if rarity(term) >= MARKED_RARITY
    )
    return {page_id: _passage(sentence, marked, parts) for page_id, sentence in best.items()}


def unit_rarity(unit: Unit, rarity: Rarity) -> float:
    """How rare a word of the question is: its rarest term, as it was typed."""
    return max((rarity(term) for reading in unit.own for term in reading), default=0.0)


def held_terms(units: Iterable[Unit], text: str) -> frozenset[str]:
    """Returns for each unit the terms of the first reading that the text holds completely: "Wärme"
    of "Wärmeplanung" alone is none."""
    known = term_set(text)
    held = (next((r for r in unit.readings if known.issuperset(r)), ()) for unit in units)
    return frozenset(term for reading in held for term in reading)


def _rated(candidate: RatedPassage, weights: Mapping[Unit, float]) -> Iterator[_Sentence]:
    if candidate.section == STECKBRIEF:
        return
    for text, known in _telling(candidate.text):
        share = _share(known, weights)
        rating = candidate.similarity + WORDS_WEIGHT * share
        yield _Sentence(rating, candidate, text, share > 0)


@lru_cache(maxsize=PASSAGES_KEPT)
def _telling(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of a passage that say something, each with its terms."""
    found = sentences(normalise(text))
    return tuple((one, term_set(one)) for one in found if not UNKNOWN.search(one))


def _share(known: frozenset[str], weights: Mapping[Unit, float]) -> float:
    """How much of the question a sentence with these terms holds, its rare words counting more;
    from 0 to 1."""
    total = sum(weights.values())
    if not total:
        return 0.0
    held = sum(weight * _held(unit, known) for unit, weight in weights.items())
    return held / total


def _held(unit: Unit, known: frozenset[str]) -> float:
    """Returns how much of a word of the question these terms hold, 0 to 1: the word as a whole, its
    parts apart, another name, or a part of it."""
    if any(known.issuperset(reading) for reading in unit.own[:1]):
        return 1.0
    if any(known.issuperset(reading) for reading in unit.own):
        return PARTS_WEIGHT
    if any(known.issuperset(reading) for reading in unit.others):
        return OTHER_NAME_WEIGHT
    return PART_WEIGHT if any(not known.isdisjoint(reading) for reading in unit.own) else 0.0


def _passage(sentence: _Sentence, units: Sequence[Unit], parts: frozenset[str]) -> Passage:
    """`parts`: terms of parts of compounds, marked where no word of the question stands whole:
    they are why the page is shown."""
    text = _in_context(sentence)
    held = held_terms(units, text)
    shown = excerpt(text, held or parts, PASSAGE_MAX_CHARS)
    pieces = highlight(shown, held or parts, are_parts=not held)
    return Passage(sentence.passage.section, sentence.passage.anchor, pieces)


def _in_context(sentence: _Sentence) -> str:
    """A sentence without a word of the question is only the best guess: what stands around it is
    shown, too; so is what follows a short one."""
    if sentence.has_word and len(sentence.text) >= SENTENCE_MIN_CHARS:
        return sentence.text
    around = [one for one, _ in _telling(sentence.passage.text)]
    start = around.index(sentence.text)
    length = SENTENCE_MIN_CHARS if sentence.has_word else PASSAGE_MAX_CHARS
    shown = [sentence.text]
    for following in around[start + 1 :]:
        if not _may_grow(shown, following, length):
            break
        shown.append(following)
    if start and _may_grow(shown, around[start - 1], SENTENCE_MIN_CHARS):
        shown.insert(0, around[start - 1])
    return " ".join(shown)


def _may_grow(shown: Sequence[str], more: str, length: int) -> bool:
    """Returns whether the text is still shorter than `length`, and has room for more."""
    characters = len(" ".join(shown))
    return characters < length and characters + len(more) < PASSAGE_MAX_CHARS
