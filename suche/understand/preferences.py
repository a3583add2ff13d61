"""Gives pages a head start that fit what a question names ("in Trier"). It hides no page."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet, Value

from wiki.fakten.conditions import has_one_condition
from wiki.fakten.filters import GROESSE, JAHR, KOMMUNE, KREIS, LAND, STATUS
from wiki.models import Projektseite

from .cached_tables import current_names, current_wortschatz
from .question import Question, parse_question
from .recognition import Erkannt, recognise

# Added to a score (`fusion`). A place's name in the question has brought its pages up already;
# with .08 more, its pages about something else overtook good answers of other places.
BONUS = {
    "kommune": 0.05,
    "kreis": 0.04,
    "land": 0.03,
    "status": 0.02,
    "jahr": 0.02,
    "groesse": 0.02,
}


# What a page loses whose validity has run out: two that fit alike change places, no more.
ABGELAUFEN_MALUS = 0.03

PLACES = {"kommune", "kreis", "land"}
NAMED = {filter_.name: filter_ for filter_ in (KOMMUNE, KREIS, LAND, STATUS, JAHR, GROESSE)}


def understood(raw: str, without: Collection[str] = ()) -> tuple[Question, tuple[Erkannt, ...]]:
    """Reads what was typed: the question, and what it names without the codes in `without`, which
    the reader has taken off ("kommune:trier"). Raises QuestionInvalid like `parse_question`."""
    question = parse_question(raw, current_wortschatz())
    found = preferences(question.text, without)
    places = tuple((e.start, e.end) for e in found if e.art in PLACES)
    return replace(question, places=places), found


def preferences(text: str, without: Collection[str] = ()) -> tuple[Erkannt, ...]:
    """Finds what a question names, without the codes that the reader has taken off."""
    found = recognise(text, current_names())
    return tuple(erkannt for erkannt in found if erkannt.code not in without)


def boosts(erkannt: Sequence[Erkannt]) -> dict[int, float]:
    """Maps page ids to the bonus of every Projektseite that fits something, private ones too: who
    may see them is decided elsewhere. Of two Kommunen, Kreise or Länder one counts. One query."""
    matches = [_matching(e).annotate(art=Value(e.art)).values_list("pk", "art") for e in erkannt]
    if not matches:
        return {}
    first, *others = (match.order_by() for match in matches)
    bonus: dict[int, float] = defaultdict(float)
    for page_id, art in set(first.union(*others)):
        bonus[page_id] += BONUS[art]
    return dict(bonus)


def demoted(page_ids: Collection[int], today: date) -> dict[int, float]:
    """Maps those of the pages whose validity has run out to a negative bonus. One query."""
    expired = Projektseite.objects.filter(pk__in=page_ids, gueltig_bis__lt=today)
    return dict.fromkeys(expired.order_by().values_list("pk", flat=True), -ABGELAUFEN_MALUS)


def _matching(erkannt: Erkannt) -> "QuerySet[Projektseite]":
    condition = has_one_condition(NAMED[erkannt.art].rule, (erkannt.key,))
    return Projektseite.objects.filter(condition)
