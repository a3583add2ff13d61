"""Words of a list that the wiki does not know, and what somebody has decided that they mean. Pure.

A word is asked about once, however often the list has it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wiki.austausch.draft.matching import title_key

Wort = tuple[str, str]  # the field and the key of a word in it
ASKED_AT_MOST = 200  # words; a column with more of them holds sentences, not words


def word_of(feld: str, text: str) -> Wort:
    return feld, title_key(text)


@dataclass(frozen=True)
class Entscheidung:
    """What a word means: the id of a Thema or Kommune, or the code of a Status or way. With None
    the word is left out, or becomes a Schlagwort."""

    wert: int | str | None = None
    schlagwort: bool = False


@dataclass
class OffenerWert:
    """A word that somebody should decide about. `kandidaten` are what it may mean, best first;
    `vorgeschlagen` says whether the first is likely enough to be chosen beforehand."""

    feld: str
    wert: str
    kandidaten: tuple[int | str, ...] = ()
    vorgeschlagen: bool = False
    anzahl: int = 0


@dataclass
class Wertfragen:
    """Answers by the decisions that were made, and collects the words that have none. `gelesen`
    counts how often a decision was needed."""

    entscheidungen: Mapping[Wort, Entscheidung] = field(default_factory=dict)
    offen: dict[Wort, OffenerWert] = field(default_factory=dict)
    gelesen: Counter[Wort] = field(default_factory=Counter)
    worte: dict[Wort, str] = field(default_factory=dict)

    def decided(self, feld: str, text: str) -> Entscheidung | None:
        word = word_of(feld, text)
        found = self.entscheidungen.get(word)
        if found:
            self.gelesen[word] += 1
            self.worte.setdefault(word, text)
        return found

    def ask(
        self, feld: str, text: str, kandidaten: Sequence[int | str], vorgeschlagen: bool
    ) -> None:
        word = word_of(feld, text)
        if word not in self.offen and len(self.offen) >= ASKED_AT_MOST:
            return
        entry = OffenerWert(feld, text, tuple(kandidaten), vorgeschlagen)
        self.offen.setdefault(word, entry).anzahl += 1

    def clear(self) -> None:
        self.offen.clear()
        self.gelesen.clear()
        self.worte.clear()
