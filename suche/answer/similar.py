"""Projects about the same subject as a text or as a page."""

import logging
from collections.abc import Collection

from django.db import DatabaseError
from django.http import HttpRequest
from wagtail.models import Page

from einbettung.model.active_model import model_signature
from suche.rank import meaning
from suche.rank.levels import GOOD
from suche.understand.question import parse_question
from wiki.exceptions import WikiError
from wiki.models import Projektseite
from wiki.visibility import listed_ids

from .answer import ask

logger = logging.getLogger(__name__)

TITLES_SHOWN = 3
ALIKE_LEVELS = frozenset({GOOD})
TEXT_MAX_CHARS = 600  # title and lead
SIMILAR_PROJECTS = 4  # shown below an article


def similar_titles(text: str, request: HttpRequest) -> list[str]:
    """Returns the titles of fitting projects that this visitor may read, best first. While the
    search is out of order the list is empty: an import goes on without it. Imports lie below the
    search and cannot call it: `suche.apps` registers it with them."""
    try:
        ergebnis = ask(parse_question(text[:TEXT_MAX_CHARS]), request)
    except (WikiError, DatabaseError, OSError) as error:
        logger.warning("Nach ähnlichen Projekten wurde nicht gesucht: %s", error)
        return []
    pages = (page.page_id for page in ergebnis.ranking.pages)
    fitting = [pk for pk in pages if ergebnis.stufen[pk] in ALIKE_LEVELS][:TITLES_SHOWN]
    titles = dict(Projektseite.objects.filter(pk__in=fitting).values_list("pk", "title"))
    return [titles[pk] for pk in fitting if pk in titles]


def similar_projects(
    page: Page, request: HttpRequest, without: Collection[Projektseite] = ()
) -> list[Projektseite]:
    """Returns the visible projects whose texts are nearest to this page's, at most
    SIMILAR_PROJECTS together with those that are shown already (`without`); one alone is not worth
    a heading."""
    places = max(SIMILAR_PROJECTS - len(without), 0)
    if places < 2:
        return []
    original = page.alias_of_id or page.pk
    allowed = listed_ids(request) - {original, *(p.pk for p in without)}
    ids = meaning.similar(page.pk, model_signature(), allowed, places)
    found = Projektseite.objects.prefetch_related("kommunen").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
