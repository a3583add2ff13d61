"""What somebody is writing -> cases that tell of the same. Nothing is stored, nothing indexed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from suche.answer.answer import ask
from suche.exceptions import QuestionInvalid
from suche.rank.levels import WEAK
from suche.understand.question import MAX_LENGTH, parse_question
from suche.understand.schema import Unit
from wiki.models import Kommune, Projektseite

DRAFT_MIN_CHARS = 15  # characters; a word alone is similar to everything
CASES_SHOWN = 5
AUSGANGSLAGE_MAX_CHARS = (
    600  # characters of the Ausgangslage: what it is about is said in the first sentences
)


@dataclass(frozen=True)
class Vorhanden:
    """A case that exists, how near it is, and who did it."""

    seite: Projektseite
    stufe: str
    kommunen: Sequence[Kommune]


def draft_text(titel: str, kurzfassung: str, ausgangslage: str) -> str:
    """Returns the text that the search is asked with: the beginning of a draft says most."""
    parts = [titel.strip(), kurzfassung.strip(), ausgangslage.strip()[:AUSGANGSLAGE_MAX_CHARS]]
    return ". ".join(filter(None, parts))[:MAX_LENGTH]


def similar_cases(
    titel: str, text: str, request: HttpRequest, without: int | None = None
) -> list[Vorhanden]:
    """Cases that this user may read and that are at least `verwandt`, the best CASES_SHOWN;
    `without` is the page that is being written. Empty when the text says too little."""
    if len(text) < DRAFT_MIN_CHARS:
        return []
    try:
        question = replace(parse_question(text), units=_units_of(titel))
    except QuestionInvalid:
        return []
    ergebnis = ask(question, request)
    fitting = [
        treffer
        for treffer in ergebnis[0 : 2 * CASES_SHOWN]
        if treffer.stufe != WEAK and treffer.seite.pk != without
    ]
    return [
        Vorhanden(treffer.seite, treffer.stufe, treffer.kommunen)
        for treffer in fitting
        if isinstance(treffer.seite, Projektseite)
    ][:CASES_SHOWN]


def _units_of(titel: str) -> tuple[Unit, ...]:
    """Only the title is looked up word by word; the rest is compared by meaning. A hundred words
    took the word index 0.7 s at 10,000 pages."""
    try:
        return parse_question(titel).units
    except QuestionInvalid:
        return ()
