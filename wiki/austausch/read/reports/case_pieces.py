"""The parts of a case report, the same for every file format. Pure."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fallbericht:
    """A case report as its file has it. `abschnitte` holds (heading, blocks as AbschnittBlock takes
    them) and may begin with one without heading; `offen` names what the import leaves out."""

    titel: str = ""
    fakten: dict[str, str] = field(default_factory=dict)
    abschnitte: list[tuple[str, list[tuple[str, Any]]]] = field(default_factory=list)
    offen: list[str] = field(default_factory=list)

    def add(self, kind: str, value: Any) -> None:
        if not self.abschnitte:
            self.abschnitte.append(("", []))
        self.abschnitte[-1][1].append((kind, value))


@dataclass(frozen=True)
class Baustein:
    """A piece of the file. `kind` says what `value` is: "heading" (text, with `level`), "text"
    (HTML) or "table" (rows of cells)."""

    kind: str
    value: Any
    level: int = 0
