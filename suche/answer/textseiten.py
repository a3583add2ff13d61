"""Text pages (Hilfe, Begriffe, Datenschutz) that a question leads to, beside its hits.

They are no projects and take no part in the ranking. A page is named when its title or one of its
headings holds every word of what is asked about; a single word must be the whole of it, or one of
the things that a page of the help is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.html import strip_tags

from suche.german.analysis import tokens
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.models.seiten import Textseite
from wiki.visibility import visible_to

# Terms of a glossary are set in bold.
HEADING = re.compile(r"<(h[23]|b|strong)\b[^>]*>(.*?)</\1>", re.DOTALL)
MAX_WORDS = 8  # of a question: a longer one tells of a plan
TEXTS_KEPT = 256
SHOWN = 2
HELP = "hilf"
SAYS_NOTHING = frozenset({HELP, "erklar"})  # "Erklärung zur Barrierefreiheit"
# Terms of how it is asked: "Was bedeutet EfA?", "Wie stelle ich eine Frage ans Netzwerk?"
ASKS = frozenset({"bedeut", "heiss", "stell", "find", "leg", "funktionier", "geh", "mach", "ans"})

Name = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Textverweis:
    """A text page, and the heading in it that fits; empty where the title does."""

    titel: str
    adresse: str
    abschnitt: str = ""


def text_pages(question: Question, request: HttpRequest) -> list[Textverweis]:
    """Returns the text pages that the visitor may read and the question leads to, those with a
    fitting title first. One query, none for a long question."""
    units = [unit for unit in question.about if not _only_asks(unit)]
    if not units or len(units) > MAX_WORDS:
        return []
    pages = visible_to(Textseite.objects.live().order_by("path"), request)
    by_title, by_heading = [], []
    for page in pages:
        if _fits(units, _terms(page.title)):
            by_title.append(Textverweis(page.title, page.get_url() or "/"))
        elif name := next((n for n, terms in _headings(page.text) if _fits(units, terms)), ""):
            by_heading.append(Textverweis(page.title, page.get_url() or "/", name))
    return [*by_title, *by_heading][:SHOWN]


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


@lru_cache(TEXTS_KEPT)
def _headings(html: str) -> tuple[Name, ...]:
    return tuple(_named(html))


def _named(html: str) -> Iterator[Name]:
    for match in HEADING.finditer(html):
        name = strip_tags(match[2]).strip()
        yield name, _terms(name)


def _terms(name: str) -> frozenset[str]:
    return frozenset(token.term for token in tokens(name))
