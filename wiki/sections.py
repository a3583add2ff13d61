"""An article as its readers see it: named sections in order. Used by templates and by the index."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import slugify


@dataclass(frozen=True)
class Section:
    """One section: heading, the anchor its heading carries in the page, and its content block."""

    name: str
    anchor: str
    content: Any  # a bound StreamBlock value (wiki.blocks.AbschnittBlock)

    @cached_property
    def text(self) -> str:
        """Plain text, paragraphs separated by blank lines."""
        parts = self.content.stream_block.get_searchable_content(self.content)
        return "\n\n".join(part.strip() for part in parts if part.strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it but texts nobody has written."""
        return all(child.block_type == "text" for child in self.content) and not self.text


def sections_of(inhalt: Iterable[Any]) -> list[Section]:
    """The sections of a `wiki.blocks.InhaltBlock` value; empty ones are left out."""
    found: list[Section] = []
    for child in inhalt:
        if child.block_type == "frei":
            name, content = child.value["ueberschrift"], child.value["inhalt"]
        else:
            name, content = child.block.label, child.value
        section = Section(name, _anchor(name, found), content)
        if not section.is_empty:
            found.append(section)
    return found


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
