"""Groups the messages of a report by problem, so that 300 rows with the same fault are one line.
Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NAMED = re.compile(r"„[^“]*“")
NUMBER = re.compile(r"\d+")
EXAMPLES = 3  # words that a group names
ROWS_NAMED = 200  # messages that a group shows one by one


@dataclass
class Problem:
    """Messages that differ only by the words they name."""

    spalte: str
    muster: str
    meldungen: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def anzahl(self) -> int:
        return len(self.meldungen)

    @property
    def text(self) -> str:
        """The message; where messages differ, with an example."""
        first: str = self.meldungen[0]["meldung"]
        same = all(entry["meldung"] == first for entry in self.meldungen)
        return first if same else f"Zum Beispiel: {first}"

    @property
    def gezeigt(self) -> list[Mapping[str, Any]]:
        return self.meldungen[:ROWS_NAMED]

    @property
    def mehr(self) -> int:
        return max(0, self.anzahl - ROWS_NAMED)


def pattern_of(message: str) -> str:
    """`„12“ als 2012 gelesen.` -> `„…“ als # gelesen.`"""
    return NUMBER.sub("#", NAMED.sub("„…“", message))


def problems_of(messages: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Returns the problems, the most frequent first."""
    found: dict[tuple[str, str], Problem] = {}
    for entry in messages:
        key = (entry["spalte"], pattern_of(entry["meldung"]))
        found.setdefault(key, Problem(*key)).meldungen.append(entry)
    return sorted(found.values(), key=lambda problem: -problem.anzahl)


def matching(
    messages: Iterable[Mapping[str, Any]], spalte: str, suche: str
) -> list[Mapping[str, Any]]:
    """Returns the messages of one column, with one word; an empty text matches all."""
    wanted = suche.casefold()
    return [
        entry
        for entry in messages
        if (not spalte or entry["spalte"] == spalte) and wanted in entry["meldung"].casefold()
    ]


def faulty_rows(report: Mapping[str, Any]) -> dict[int, list[str]]:
    """Returns what is wrong with each row that has an error or a gap, by its number."""
    found: dict[int, list[str]] = {}
    for entry in (*report.get("fehler", ()), *report.get("luecken", ())):
        if entry["zeile"]:
            where = f"{entry['spalte']}: " if entry["spalte"] else ""
            found.setdefault(entry["zeile"], []).append(f"{where}{entry['meldung']}")
    return found
