"""Projects that tell of the same as a text: the search's answer, without what fits less than well.

Registered for imports, which lie below the search and cannot call it."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest

from wiki.exceptions import WikiError
from wiki.models import Projektseite

from .answer import ask
from .levels import GOOD
from .question import parse_question

logger = logging.getLogger(__name__)

AT_MOST = 3
TEXT_LENGTH = 600  # characters: title and lead


def similar_titles(text: str, request: HttpRequest) -> list[str]:
    """Titles of projects this visitor may read that fit well, best first; [] while the search is
    out of order: an import goes on without."""
    try:
        ergebnis = ask(parse_question(text[:TEXT_LENGTH]), request)
    except (WikiError, DatabaseError, OSError) as error:
        logger.warning("Nach ähnlichen Projekten wurde nicht gesucht: %s", error)
        return []
    fitting = [p.page_id for p in ergebnis.ranking.pages if ergebnis.stufen[p.page_id] == GOOD]
    titles = dict(Projektseite.objects.filter(pk__in=fitting[:AT_MOST]).values_list("pk", "title"))
    return [titles[pk] for pk in fitting[:AT_MOST] if pk in titles]
