"""What the stages hand to each other: extraction -> chunking -> encoding -> storing."""

from dataclasses import dataclass


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
