"""Projects about the same subject as a text: the search's answer without what fits less than well.

`suche.apps` registers it for imports, which lie below the search and cannot call it."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest

from suche.rank.levels import GOOD
from suche.understand.question import parse_question
from wiki.exceptions import WikiError
from wiki.models import Projektseite

from .answer import ask

logger = logging.getLogger(__name__)

TITLES_SHOWN = 3
ALIKE_LEVELS = frozenset({GOOD})
TEXT_MAX_CHARS = 600  # title and lead


def similar_titles(text: str, request: HttpRequest) -> list[str]:
    """Returns the titles of fitting projects that this visitor may read, best first. While the
    search is out of order the list is empty: an import goes on without it."""
    try:
        ergebnis = ask(parse_question(text[:TEXT_MAX_CHARS]), request)
    except (WikiError, DatabaseError, OSError) as error:
        logger.warning("Nach ähnlichen Projekten wurde nicht gesucht: %s", error)
        return []
    pages = (page.page_id for page in ergebnis.ranking.pages)
    fitting = [pk for pk in pages if ergebnis.stufen[pk] in ALIKE_LEVELS][:TITLES_SHOWN]
    titles = dict(Projektseite.objects.filter(pk__in=fitting).values_list("pk", "title"))
    return [titles[pk] for pk in fitting if pk in titles]
