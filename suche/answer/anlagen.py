"""Passages that stand in a file attached to the page: who may see them, and where they lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from einbettung.indexing.attachments import open_files
from einbettung.schema import attachment_at
from suche.rank.schema import RatedPassage

from .passages import Passage


def file_addresses(candidates: Iterable[RatedPassage]) -> dict[str, str]:
    """Returns anchor -> address of the file and its page, for files that everybody may open at
    this moment. One query, none when no passage stands in a file."""
    places = {c.anchor: place for c in candidates if (place := attachment_at(c.anchor))}
    files = open_files({document for document, _ in places.values()})
    return {
        anchor: files[document].url + (f"#page={page}" if page else "")
        for anchor, (document, page) in places.items()
        if document in files
    }


def without_closed(
    candidates: Sequence[RatedPassage], addresses: Mapping[str, str]
) -> list[RatedPassage]:
    """Returns the candidates without those in a file that is not open to everybody."""
    return [c for c in candidates if attachment_at(c.anchor) is None or c.anchor in addresses]


def with_addresses(
    passages: Mapping[int, Passage], addresses: Mapping[str, str]
) -> dict[int, Passage]:
    """Gives each passage that stands in a file the address of it."""
    return {pk: replace(p, adresse=addresses.get(p.anker, "")) for pk, p in passages.items()}
