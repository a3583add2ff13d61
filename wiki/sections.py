"""An article as its readers see it: named sections in order. Used by templates and by the index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.text import slugify

from wiki.felder.felder import EINSCHAETZUNG, FLIESSTEXT, FRAGE

PLACES = {FLIESSTEXT: 0, FRAGE: 2}  # of kinds of sections; all others stay between, as they are
DATED = (EINSCHAETZUNG, FRAGE)
HEADED = {"frei": "ueberschrift", FRAGE: "frage"}  # kind -> where its heading stands


@dataclass(frozen=True)
class Section:
    """One section: heading, the anchor it carries in the page, its content block, and of which
    kind of wiki.blocks.InhaltBlock it is. `stand`: the day of an Einschätzung or an answer."""

    name: str
    anchor: str
    content: Any  # a bound StreamBlock value (wiki.blocks.AbschnittBlock)
    art: str = ""
    stand: date | None = None

    @cached_property
    def text(self) -> str:
        """Plain text, paragraphs separated by blank lines."""
        parts = self.content.stream_block.get_searchable_content(self.content)
        return "\n\n".join(part.strip() for part in parts if part.strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it but texts nobody has written."""
        return all(child.block_type == "text" for child in self.content) and not self.text

    @property
    def has_heading(self) -> bool:
        return self.art != FLIESSTEXT

    @property
    def is_einschaetzung(self) -> bool:
        """Whether the Redaktion says it, and not the Kommune or a source."""
        return self.art == EINSCHAETZUNG

    @property
    def is_frage(self) -> bool:
        """Whether it answers what a reader has asked; the heading is the question."""
        return self.art == FRAGE


def sections_of(inhalt: Iterable[Any]) -> list[Section]:
    """The sections of a `wiki.blocks.InhaltBlock` value; empty ones are left out. The text without
    a heading comes first: anywhere else it would seem to belong to the section before it. What
    readers asked comes last."""
    found: list[Section] = []
    for child in sorted(inhalt, key=lambda child: PLACES.get(child.block_type, 1)):
        name, content = heading_of(child), content_of(child)
        stand = child.value["stand"] if child.block_type in DATED else None
        section = Section(name, _anchor(name, found), content, child.block_type, stand)
        if not section.is_empty:
            found.append(section)
    return found


def heading_of(child: Any) -> str:
    """What a block of an `InhaltBlock` value is headed; empty in a draft that does not say it
    yet."""
    if child.block_type in HEADED:
        return str(child.value[HEADED[child.block_type]] or "")
    return str(child.block.label)


def content_of(child: Any) -> Any:
    """The `AbschnittBlock` value in it."""
    return child.value["inhalt"] if child.block_type in ("frei", *DATED) else child.value


def _anchor(name: str, before: list[Section]) -> str:
    """A readable anchor, numbered when a heading occurs twice."""
    wanted = slugify(name.translate(UMLAUTS)) or "abschnitt"
    taken = {"steckbrief", *(section.anchor for section in before)}  # the fact box has that one
    number, anchor = 1, wanted
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
