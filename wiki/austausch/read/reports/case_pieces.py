"""What a case report is made of, whatever its file format. Pure."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fallbericht:
    """`abschnitte`: (heading, blocks as AbschnittBlock takes them); the first may have no heading.
    `offen`: what was not taken over."""

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
    """A piece of a file in reading order: heading (with level), html, or table."""

    kind: str
    value: Any
    level: int = 0
