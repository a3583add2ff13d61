"""A row of a list while it is read: its cells by field, and what is wrong with them. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wiki.austausch.draft.headings import ColumnMapping
from wiki.austausch.draft.schema import Meldung
from wiki.felder.felder import BY_NAME
from wiki.german.amount_cells import says_nothing

LINE_BREAK = re.compile(r"\r\n?|<br ?/?>", re.I)
PARTED_WORD = re.compile(  # by hand, where a column is narrow; `Ein- und Ausgang` is two words
    r"(?<=[a-zäöüß])-[ \t]{0,3}\n[ \t]{0,3}(?=[a-zäöüß])(?!(?:und|oder|bzw|sowie)\b)"
)
WIDE_GAP = re.compile(r"[ \t\u00a0]{40,}")  # says nothing, and costs patterns squares of time


@dataclass
class Row:
    """Collects what the readers of single cells find. `felder` holds the plain fields of
    Projektseite that have been read so far, `tags` words that become Schlagworte; `luecken` names
    the cells that could not be read, which costs their fields only. `lage` says where the Kommune
    of the row lies: in which Kreis, Land or association."""

    nummer: int
    mapping: ColumnMapping
    cells: dict[str, Any]
    fehler: list[Meldung] = field(default_factory=list)
    luecken: list[Meldung] = field(default_factory=list)
    hinweise: list[Meldung] = field(default_factory=list)
    felder: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    lage: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return cell_text(self.cells.get(name, ""))

    def answer(self, name: str) -> str:
        """Returns the cell's text; empty for a dash or "k. A.", which say that there is no
        answer."""
        text = self.text(name)
        return "" if says_nothing(text) else text

    def wrong(self, name: str, message: str) -> None:
        self.fehler.append(Meldung(self.nummer, self._column(name), message))

    def gap(self, name: str, message: str) -> None:
        self.luecken.append(Meldung(self.nummer, self._column(name), message))

    def note(self, name: str, message: str) -> None:
        self.hinweise.append(Meldung(self.nummer, self._column(name), message))

    def _column(self, name: str) -> str:
        return self.mapping.heading_of(name) or BY_NAME[name].label


def cell_text(cell: Any) -> str:
    """Writes a cell as people would: 3.0 -> `3`, a date -> `2026-11-28`, True -> `ja`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    lines = LINE_BREAK.sub("\n", str(cell))
    return WIDE_GAP.sub("    ", PARTED_WORD.sub("", lines)).strip()


def split_entries(text: str, also: str = "") -> list[str]:
    """Splits a cell into its entries, one a line, without those that say nothing. A single line is
    split at semicolons, or at `also` if it has none: `a; -; b` -> a, b."""
    parts = text.split("\n")
    if len(parts) == 1:
        parts = text.split(";")
    if len(parts) == 1 and also:
        parts = text.split(also)
    return [" ".join(part.split()) for part in parts if not says_nothing(part)]
