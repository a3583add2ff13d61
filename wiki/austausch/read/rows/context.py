"""What reading a row needs to know of the wiki. Pure: it comes in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wiki.austausch.draft.matching import KommuneMatcher

from .open_values import Wertfragen
from .row import Row
from .themen import ThemaMatcher


@dataclass(frozen=True)
class RowContext:
    """`lengths` is the longest text of each field (see `wiki.felder.lengths`), in characters. With
    `accept_fuzzy` the proposal for an unknown word is taken. `fragen` knows the decisions about
    words and collects those that have none."""

    kommunen: KommuneMatcher
    themen: ThemaMatcher
    lengths: Mapping[str, int]
    accept_fuzzy: bool = False
    fragen: Wertfragen = field(default_factory=Wertfragen)

    def decide(
        self, row: Row, name: str, text: str, take: Callable[[Row, int | str], object]
    ) -> bool:
        """Does with a word what somebody has decided, and returns whether anybody has."""
        found = self.fragen.decided(name, text)
        if found is None:
            return False
        if found.wert is not None:
            take(row, found.wert)
        elif found.schlagwort:
            row.tags.append(text)
        else:
            row.note(name, f"„{text}“ ausgelassen, wie zugeordnet.")
        return True
