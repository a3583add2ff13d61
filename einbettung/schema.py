"""What the stages hand to each other: extraction -> chunking -> encoding -> storing."""

from dataclasses import dataclass

ATTACHMENT = "anlage/"  # begins the anchor of a text that stands in a file; no heading has such


@dataclass(frozen=True)
class TextSection:
    """A named piece of a page's text; `anchor` leads to it in the page (may be empty)."""

    name: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Document:
    """All that the index takes from one page."""

    page_id: int
    title: str
    kommunen: tuple[str, ...]
    sections: tuple[TextSection, ...]
    attachments: tuple[TextSection, ...] = ()  # of files beside the page, page by page

    @property
    def parts(self) -> tuple[TextSection, ...]:
        """All that is cut into passages."""
        return self.sections + self.attachments


@dataclass(frozen=True)
class EmbeddedPassage:
    """A chunk: what readers are shown (`text`) and what the model reads (`embedded_text`).

    `new_from`: where in `embedded_text` begins what no earlier passage of the page has said; 0 in
    the first one, behind the context in the others.
    """

    section: str
    anchor: str
    text: str
    embedded_text: str
    new_from: int = 0


def attachment_anchor(document_id: int, page: int) -> str:
    """Where a text stands: in which document, on which page of it; 0 where it has no pages."""
    return f"{ATTACHMENT}{document_id}/{page}"


def attachment_at(anchor: str) -> tuple[int, int] | None:
    """(document id, page) of `attachment_anchor`; None for an anchor in the page itself."""
    if not anchor.startswith(ATTACHMENT):
        return None
    document, _, page = anchor.removeprefix(ATTACHMENT).partition("/")
    return int(document), int(page)
