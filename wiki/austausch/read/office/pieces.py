"""The pieces of a document, the same for every file format. Pure."""

from dataclasses import dataclass, field
from typing import Any

TABLE_SEPARATOR = "; "


@dataclass(frozen=True)
class Baustein:
    """A piece of the file. `kind` says what `value` is: "heading" (text, with `level`), "text"
    (HTML; of an item, `level` says in how many lists it lies), "table" (rows of cells, with its
    `inner` pieces), "picture" (a NeuesBild) or "note" (HTML of a footnote).

    `bold` and `size` (points, 0 if unknown) tell what looks like a heading without being one."""

    kind: str
    value: Any
    level: int = 0
    bold: bool = False
    size: float = 0.0
    inner: tuple["Baustein", ...] = ()


@dataclass
class Gelesen:
    """What a document says, and what of it was left out, one German line each."""

    bausteine: list[Baustein] = field(default_factory=list)
    offen: list[str] = field(default_factory=list)
