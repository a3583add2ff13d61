"""Text pages (Hilfe, Begriffe, Datenschutz) and listings (Veranstaltungen, Themen) that a question
leads to, beside its hits.

They are no projects and take no part in the ranking. A page is named when its title or one of its
headings holds every word of what is asked about; a single word must be the whole of it, or one of
the things that a page of the help is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from wagtail.models import Page, Site

from suche.german.analysis import term_set
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.models.seiten import (
    Kommunenverzeichnis,
    Projektverzeichnis,
    Textseite,
    Themenverzeichnis,
    Veranstaltungsverzeichnis,
)
from wiki.platform.table_cache import TableCache
from wiki.visibility import visible_among

# Terms of a glossary are set in bold.
HEADING = re.compile(r"<(h[23]|b|strong)\b[^>]*>(.*?)</\1>", re.DOTALL)
QUESTION_MAX_WORDS = 8  # a longer one tells of a plan
TEXT_PAGES_SHOWN = 2
HELP = "hilf"
SAYS_NOTHING = frozenset({HELP, "erklar"})  # "Erklärung zur Barrierefreiheit"
# Terms of how it is asked: "Was bedeutet EfA?", "Wie stelle ich eine Frage ans Netzwerk?", "An wen
# wende ich mich?", "Wann ist die nächste Veranstaltung?"
ASKS = frozenset(
    {
        *("bedeut", "heiss", "stell", "find", "leg", "funktionier", "geh", "mach", "ans", "wend"),
        *("wann", "nah", "kommend"),
    }
)
LISTINGS = (Projektverzeichnis, Kommunenverzeichnis, Themenverzeichnis, Veranstaltungsverzeichnis)

Name = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class _Text:
    """A text page, and the terms of its title and of its headings."""

    titel: str
    adresse: str
    terms: frozenset[str]
    headings: tuple[Name, ...]


@dataclass(frozen=True)
class Textverweis:
    """A text page, and the heading in it that fits; empty where the title does."""

    titel: str
    adresse: str
    abschnitt: str = ""


def text_pages(question: Question, request: HttpRequest) -> list[Textverweis]:
    """Returns the text pages that the visitor may read and the question leads to, those with a
    fitting title first."""
    units = [unit for unit in question.about if not _only_asks(unit)]
    if not units or len(units) > QUESTION_MAX_WORDS:
        return []
    fitting = {pk: found for pk, text in _texts.get().items() if (found := _verweis(text, units))}
    readable = visible_among(fitting, request) if fitting else ()
    shown = [found for pk, found in fitting.items() if pk in readable]
    return sorted(shown, key=lambda found: bool(found.abschnitt))[:TEXT_PAGES_SHOWN]


def _verweis(text: _Text, units: Sequence[Unit]) -> Textverweis | None:
    if _fits(units, text.terms):
        return Textverweis(text.titel, text.adresse)
    name = next((name for name, terms in text.headings if _fits(units, terms)), "")
    return Textverweis(text.titel, text.adresse, name) if name else None


def _only_asks(unit: Unit) -> bool:
    return all(ASKS.issuperset(reading) for reading in unit.own)


def _fits(units: Sequence[Unit], terms: frozenset[str]) -> bool:
    held = [next((r for r in unit.readings if terms.issuperset(r)), None) for unit in units]
    if None in held:
        return False
    if len(units) > 1 or HELP in terms:
        return True
    own = {term for reading in units[0].readings for term in reading}
    return terms - SAYS_NOTHING <= own


def _load() -> dict[int, _Text]:
    """Id of a page -> what it is found by, in the order of the tree."""
    texts = [(page, tuple(_named(page.text))) for page in _live(Textseite)]
    listings = [(page, ()) for kind in LISTINGS for page in _live(kind)]
    return {
        page.pk: _Text(page.title, page.get_url() or "/", term_set(page.title), names)
        for page, names in (*listings, *texts)
    }


def _live(kind: type[Page]) -> Any:
    return kind.objects.live().order_by("path")


def _named(html: str) -> Iterator[Name]:
    for match in HEADING.finditer(html):
        name = strip_tags(match[2]).strip()
        yield name, term_set(name)


_texts = TableCache(_load, Textseite, Page, Site)
