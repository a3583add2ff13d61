"""Projects that tell of the same as a text: the search's answer, without what fits less than well.

Registered for imports, which lie below the search and cannot call it."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest

from suche.rank.levels import GOOD
from suche.understand.question import parse_question
from wiki.exceptions import WikiError
from wiki.models import Projektseite

from .answer import ask

logger = logging.getLogger(__name__)

AT_MOST = 3
ALIKE = frozenset({GOOD})  # levels
TEXT_LENGTH = 600  # characters: title and lead


def similar_titles(text: str, request: HttpRequest) -> list[str]:
    """Titles of projects this visitor may read that fit well, best first; [] while the search is
    out of order: an import goes on without."""
    try:
        ergebnis = ask(parse_question(text[:TEXT_LENGTH]), request)
    except (WikiError, DatabaseError, OSError) as error:
        logger.warning("Nach ähnlichen Projekten wurde nicht gesucht: %s", error)
        return []
    pages = (page.page_id for page in ergebnis.ranking.pages)
    fitting = [pk for pk in pages if ergebnis.stufen[pk] in ALIKE][:AT_MOST]
    titles = dict(Projektseite.objects.filter(pk__in=fitting).values_list("pk", "title"))
    return [titles[pk] for pk in fitting if pk in titles]
