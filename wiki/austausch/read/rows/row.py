"""A row of a table on its way to an `Entwurf`: its cells by field, what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wiki.austausch.draft.columns import BY_NAME
from wiki.austausch.draft.schema import Meldung

from .amounts import NO_ANSWER


@dataclass(frozen=True)
class Spaltenplan:
    """How the columns of a file are read: per column a field name or ""."""

    ueberschriften: tuple[str, ...]
    felder: tuple[str, ...]

    def heading_of(self, name: str) -> str:
        return self.ueberschriften[self.felder.index(name)] if name in self.felder else ""

    def reads(self, heading: str) -> bool:
        return any(
            name and found == heading
            for found, name in zip(self.ueberschriften, self.felder, strict=True)
        )


@dataclass
class Row:
    """`felder`: plain fields of Projektseite, as far as they have been read."""

    nummer: int
    plan: Spaltenplan
    cells: Mapping[str, Any]
    fehler: list[Meldung] = field(default_factory=list)
    hinweise: list[Meldung] = field(default_factory=list)
    felder: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return as_text(self.cells.get(name, ""))

    def answer(self, name: str) -> str:
        """The text, empty for a dash or "k. A."."""
        text = self.text(name)
        return "" if text.casefold() in NO_ANSWER else text

    def wrong(self, name: str, message: str) -> None:
        self.fehler.append(Meldung(self.nummer, self._column(name), message))

    def note(self, name: str, message: str) -> None:
        self.hinweise.append(Meldung(self.nummer, self._column(name), message))

    def _column(self, name: str) -> str:
        return self.plan.heading_of(name) or BY_NAME[name].label


def as_text(cell: Any) -> str:
    """A cell as people would write it: whole numbers without `.0`, dates as ISO."""
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
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def entries_of(text: str, also: str = "") -> list[str]:
    """One a line; in a single line separated by semicolons (or `also`)."""
    parts = text.split("\n")
    if len(parts) == 1:
        parts = text.split(";")
    if len(parts) == 1 and also:
        parts = text.split(also)
    return [" ".join(part.split()) for part in parts if part.strip()]
