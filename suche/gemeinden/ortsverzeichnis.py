"""All municipalities by what somebody has typed: offered while typing, and the one that is meant.
Pure. German order throughout: the entries are sorted once.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from suche.german.word_starts import AFTER_ALL, MOST_WORDS, SLIP_FROM, begins_nearly
from wiki.gemeinden.names import full_name, name_key, name_keys
from wiki.german.letters import bare_words
from wiki.sorting import sort_key

# Town, association, district: of those with one name the town comes first.
RANGE = {"Verbandsgemeinde": 1, "Samtgemeinde": 1, "Amt": 1, "Verwaltungsgemeinschaft": 1}
RANGE |= {"Landkreis": 2}
ABBREVIATIONS = {
    "Verbandsgemeinde": ("vg",),
    "Samtgemeinde": ("sg",),
    "Verwaltungsgemeinschaft": ("vg", "vgem"),
    "Landkreis": ("lk", "kreis"),
}


@dataclass(frozen=True)
class Verzeichnisort:
    """A municipality as it is offered. `key` is what `wiki.gemeinden.orte` knows it by; `zusatz`
    tells it from others of its name; `weitere` are other names. Without `im_register` only this
    wiki knows of it."""

    key: str
    name: str
    typ: str
    zusatz: str
    weitere: tuple[str, ...] = ()
    im_register: bool = True

    @property
    def label(self) -> str:
        return f"{self.name}, {self.zusatz}"


@dataclass(frozen=True)
class Ortsverzeichnis:
    """`orte` in German order; `words`: all words of names in order. `in_names` and `beside` say
    which entries hold a word in the name, or in what tells it from others."""

    orte: Sequence[Verzeichnisort]
    words: Sequence[str]
    in_names: dict[str, set[int]]
    beside: dict[str, set[int]]
    side_words: Sequence[str]
    by_key: dict[str, int]
    by_name: dict[str, set[int]]

    @classmethod
    def of(cls, orte: Iterable[Verzeichnisort]) -> "Ortsverzeichnis":
        ordered = sorted(orte, key=_order)
        in_names: dict[str, set[int]] = defaultdict(set)
        beside: dict[str, set[int]] = defaultdict(set)
        by_name: dict[str, set[int]] = defaultdict(set)
        for number, ort in enumerate(ordered):
            for word in _name_words(ort):
                in_names[word].add(number)
            for word in (*bare_words(ort.zusatz), *ABBREVIATIONS.get(ort.typ, ())):
                beside[word].add(number)
            for key in _keys(ort):
                by_name[key].add(number)
        by_key = {ort.key: number for number, ort in enumerate(ordered)}
        return cls(
            ordered,
            sorted(in_names),
            dict(in_names),
            dict(beside),
            sorted(beside),
            by_key,
            dict(by_name),
        )

    def find(self, typed: str, most: int) -> list[Verzeichnisort]:
        """Returns the municipalities to offer: each typed word begins a word of the entry, and at
        least one begins a word of its name. Those called exactly so come first, then those that
        begin so."""
        asked = bare_words(typed)[:MOST_WORDS]
        if not asked:
            return []
        named = [self._named(word) for word in asked]
        found = set.union(*named)
        for word, numbers in zip(asked, named, strict=True):
            found &= numbers | self._starting(word, self.side_words, self.beside)
        exact, start = self.by_name.get(name_key(typed), set()), asked[0]
        best = nsmallest(most, found, key=lambda n: (self._tier(n, exact, start), n))
        return [self.orte[number] for number in best]

    def meant(self, text: str) -> list[Verzeichnisort]:
        """Returns the municipalities that are called like this; if it is one, it is clear who is
        meant. A key counts only if no name is like it: `neustadt` is the key of one of many."""
        found = sorted(self.by_name.get(name_key(text), ())) if bare_words(text) else []
        if not found and (number := self.by_key.get(text.strip())) is not None:
            found = [number]
        return [self.orte[number] for number in found]

    def label_of(self, key: str, otherwise: str) -> str:
        """The label of a key, or another text where nobody has it (any more)."""
        number = self.by_key.get(key)
        return otherwise if number is None else self.orte[number].label

    def _named(self, word: str) -> set[int]:
        found = self._starting(word, self.words, self.in_names)
        if found or len(word) < SLIP_FROM:
            return found
        near = (known for known in self.words if begins_nearly(known, word))
        return {number for known in near for number in self.in_names[known]}

    def _starting(self, word: str, words: Sequence[str], holders: dict[str, set[int]]) -> set[int]:
        first = bisect_left(words, word)
        starting = words[first : bisect_left(words, word + AFTER_ALL)]
        return {number for known in starting for number in holders[known]}

    def _tier(self, number: int, exact: set[int], start: str) -> int:
        if number in exact:
            return 0
        name = self.orte[number].name
        begins = (" ".join(bare_words(name)), sort_key(name))
        if any(text.startswith(start) for text in begins):
            return 1
        # The first letter is seldom mistyped: "Müchen" is München before it is Büchen.
        return 2 if any(text[:1] == start[:1] for text in begins) else 3


def _order(ort: Verzeichnisort) -> tuple[str, int, str]:
    return sort_key(ort.name), RANGE.get(ort.typ, 0), sort_key(ort.zusatz)


def _names(ort: Verzeichnisort) -> tuple[str, ...]:
    art = ort.zusatz.split(",")[0]
    return (ort.name, full_name(ort.name, ort.typ, art), f"{art} {ort.name}", *ort.weitere)


def _keys(ort: Verzeichnisort) -> set[str]:
    """Bare names, names with their kind, and the label, which is always clear."""
    named = {key for name in set(_names(ort)) for key in name_keys(name)}
    return {*named, name_key(ort.label)}


def _name_words(ort: Verzeichnisort) -> Iterator[str]:
    """Words as written and in full (`st`, `sankt`); umlauts also as they are typed without dots."""
    for name in (ort.name, *ort.weitere):
        yield from bare_words(name)
        yield from name_key(name).split()
        yield from bare_words(sort_key(name))
        if "sankt" in bare_words(name):
            yield "st"
